import { contract, type OperationName, operationNames } from './operations.ts';
import { routeOf } from './route-rule.ts';

/** The shortest entry of the table from which {@link routeOf} makes the route; none, often. */
function entryOf(name: OperationName): readonly [OperationName, string][] {
  const { method, path } = contract[name];
  const route = `${method} ${path}`;
  if (routeOf(name) === route) return [];
  return [[name, routeOf(name, method) === route ? method : route]];
}

/**
 * Method and path of the operations that have others than their name says ({@link routeOf}).
 *
 * It is all that a client needs of the contract. The build puts the finished table in the place
 * of this file (`scripts/finished-tables.mjs`), so that no page loads access rules and summaries.
 */
export const routes: { readonly [Name in OperationName]?: string } = Object.fromEntries(
  operationNames.flatMap(entryOf),
);
