import { type AccountOperations, accountOperations } from './account.ts';
import { type AffiliateOperations, affiliateOperations } from './affiliates.ts';
import { type BillingAccountOperations, billingAccountOperations } from './billing-accounts.ts';
import { type BookOperations, bookOperations } from './books.ts';
import { type CatalogOperations, catalogOperations } from './catalog.ts';
import { type ChangeOperations, changeOperations } from './changes.ts';
import { type ClientOperations, clientOperations } from './clients.ts';
import { type CollectionOperations, collectionOperations } from './collections.ts';
import { type ContactOperations, contactOperations } from './contacts.ts';
import { type FundsOperations, fundsOperations } from './funds.ts';
import { type InvoiceOperations, invoiceOperations } from './invoices.ts';
import type { Operation } from './operation.ts';
import { type OrderOperations, orderOperations } from './orders.ts';
import { type OutlookOperations, outlookOperations } from './outlook.ts';
import { type PackageOperations, packageOperations } from './packages.ts';
import { type PaymentOperations, paymentOperations } from './payments.ts';
import { type PriceOperations, priceOperations } from './prices.ts';
import { type RunOperations, runOperations } from './runs.ts';
import { type SwitchOperations, switchOperations } from './switches.ts';
import { type TodoOperations, todoOperations } from './todos.ts';
import { type UsageOperations, usageOperations } from './usage.ts';

/** Every operation of the product: its name, what goes in, what comes out. */
export interface Operations
  extends CatalogOperations,
    OrderOperations,
    InvoiceOperations,
    PaymentOperations,
    FundsOperations,
    BillingAccountOperations,
    CollectionOperations,
    PackageOperations,
    ChangeOperations,
    PriceOperations,
    ClientOperations,
    ContactOperations,
    AccountOperations,
    BookOperations,
    RunOperations,
    SwitchOperations,
    AffiliateOperations,
    OutlookOperations,
    UsageOperations,
    TodoOperations {}

/** The name of an operation. */
export type OperationName = keyof Operations;

/** What goes into an operation. */
export type Input<Name extends OperationName> = Operations[Name]['input'];

/** What comes out of an operation. */
export type Output<Name extends OperationName> = Operations[Name]['output'];

/** The contract as plain data. */
export const contract: { readonly [Name in OperationName]: Operation } = {
  ...catalogOperations,
  ...orderOperations,
  ...invoiceOperations,
  ...paymentOperations,
  ...fundsOperations,
  ...billingAccountOperations,
  ...collectionOperations,
  ...packageOperations,
  ...changeOperations,
  ...priceOperations,
  ...clientOperations,
  ...contactOperations,
  ...accountOperations,
  ...bookOperations,
  ...runOperations,
  ...switchOperations,
  ...affiliateOperations,
  ...outlookOperations,
  ...usageOperations,
  ...todoOperations,
};

/** All names, in the order of the contract. */
export const operationNames: readonly OperationName[] = Object.keys(contract) as OperationName[];

/** Options of one call. */
export interface ExecuteOptions {
  readonly signal?: AbortSignal;
}

/**
 * A backend: the one thing the facade and the widgets need.
 *
 * `execute` throws a `BillingError` for what the caller or the world did.
 */
export interface Adapter {
  execute<Name extends OperationName>(
    name: Name,
    input: Input<Name>,
    options?: ExecuteOptions,
  ): Promise<Output<Name>>;
  /** Absent where the backend is made for one principal and has no sign-in. */
  readonly signIn?: SignIn;
  /** Uses a token that an answer brought, such as that of a new client's order. */
  readonly useToken?: (token: string, expiresAt: string) => void;
  /** Resolves an address of the backend, such as a gateway's browser half. */
  readonly resolve?: (path: string) => string;
}

/** Sign-in with user name and password (SPEC 3.4). */
export interface SignIn {
  /** @throws BillingError `unauthenticated` when the two do not fit. */
  signIn(userName: string, password: string): Promise<void>;
  signOut(): Promise<void>;
}
