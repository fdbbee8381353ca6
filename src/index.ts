/** `rackrate`: the facade, its types and errors. */
export type { Billing, Call } from './billing.ts';
export { createBilling } from './billing.ts';
export type * from './contract/account.ts';
export type * from './contract/catalog.ts';
export type * from './contract/clients.ts';
export type * from './contract/invoices.ts';
export type * from './contract/operation.ts';
export type {
  Adapter,
  ExecuteOptions,
  Input,
  OperationName,
  Operations,
  Output,
  SignIn,
} from './contract/operations.ts';
export type * from './contract/orders.ts';
export type * from './contract/packages.ts';
export type * from './contract/payments.ts';
export type * from './contract/todos.ts';
export type { ErrorCode, ErrorOptions, Fault } from './errors.ts';
export { BillingError, errorCodes, InvariantError, isBillingError } from './errors.ts';
export type { Money } from './rules/money.ts';
export type { PackageStatus } from './rules/package.ts';
