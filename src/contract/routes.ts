import { contract, type OperationName, operationNames } from './operations.ts';
import { ruledRoute } from './route-rule.ts';

/**
 * Method and path of the operations that have others than their name says ({@link ruledRoute}).
 *
 * It is all that a client needs of the contract. The build puts the finished table in the place
 * of this file (`scripts/finished-tables.mjs`), so that no page loads access rules and summaries.
 */
export const routes: { readonly [Name in OperationName]?: string } = Object.fromEntries(
  operationNames
    .map((name) => [name, `${contract[name].method} ${contract[name].path}`] as const)
    .filter(([name, route]) => route !== ruledRoute(name)),
);
