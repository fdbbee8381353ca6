import type { Money } from '../rules/money.ts';
import type { AffiliateProgramView } from './affiliates.ts';
import type { InvoiceRow } from './invoices.ts';
import type { Operation } from './operation.ts';
import type { PackageRow } from './packages.ts';
import type { TodoView } from './todos.ts';

/** The Account tab in one answer (SPEC 13.1). What the contact's areas leave out is null. */
export interface AccountOverview {
  readonly clientId: string;
  /** Account credit, above zero when the provider holds money of the client. */
  readonly credit: Money | null;
  /** What use over the plan limits has come to so far this month; null where no plan allows it. */
  readonly usageCharge: Money | null;
  readonly invoices: {
    /** What is owed, a sum per currency. */
    readonly outstanding: readonly Money[];
    /** How many invoices are open. */
    readonly matching: number;
    /** The latest that are open, at most five. */
    readonly rows: readonly InvoiceRow[];
  } | null;
  /** The latest, at most five. */
  readonly todos: readonly TodoView[];
  readonly programs: readonly AffiliateProgramView[] | null;
  readonly packages: {
    /** How many there are. */
    readonly matching: number;
    /** The first fifty: active ones first. */
    readonly rows: readonly PackageRow[];
  } | null;
}

/**
 * What a host page can offer (SPEC 19.8): configured by the provider and within the areas of
 * whoever asks. What is missing has no entry, no button and no error.
 */
export type Feature =
  | 'order'
  | 'sign_in'
  | 'invoices'
  | 'pay'
  | 'add_funds'
  | 'packages'
  | 'change_plan'
  | 'panel_login'
  | 'billing_accounts'
  | 'contacts'
  | 'affiliates'
  | 'usage';

/** Operations on the account as a whole. */
export interface AccountOperations {
  'account.overview': {
    /** An operator names the client. */
    input: { readonly clientId?: string };
    output: AccountOverview;
  };
  'account.features': {
    input: Record<string, never>;
    output: { readonly features: readonly Feature[] };
  };
}

/** Their table. */
export const accountOperations: { readonly [Name in keyof AccountOperations]: Operation } = {
  'account.overview': {
    kind: 'query',
    method: 'GET',
    path: '/account',
    access: { client: 'any', operator: 'clients:read' },
    summary: 'Credit, what is due, to-dos, affiliate programs and packages of a client.',
  },
  'account.features': {
    kind: 'query',
    method: 'GET',
    path: '/account/features',
    access: { public: true, client: 'any', operator: 'clients:read' },
    summary: 'What a page can offer to whoever asks.',
  },
};
