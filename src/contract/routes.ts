import { contract, type OperationName, operationNames } from './operations.ts';

/**
 * Method and path of every operation, such as `GET /invoices/{invoiceId}`.
 *
 * It is all that a client needs of the contract. The build puts the finished table in the place
 * of this file (`scripts/finished-tables.mjs`), so that no page loads access rules and summaries.
 */
export const routes: { readonly [Name in OperationName]: string } = Object.fromEntries(
  operationNames.map((name) => [name, `${contract[name].method} ${contract[name].path}`]),
) as { readonly [Name in OperationName]: string };
