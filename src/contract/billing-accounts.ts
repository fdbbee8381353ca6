import type { BankAccountInput, BankAccountKind, MandateText } from './bank-accounts.ts';
import type { ChargeStateView, ClientAction, PaymentFailure } from './charges.ts';
import type { Command, Operation } from './operation.ts';
import type { PaymentMethodView } from './payments.ts';

/** What kind of account it is (SPEC 9.2 to 9.4); the last two keep nothing. */
export type BillingAccountType = 'card' | 'bank_account' | 'wallet' | 'manual' | 'third_party';

/** A package as far as its payer goes. */
export interface BillablePackage {
  readonly packageId: string;
  /** Shown with a `#`. */
  readonly number: number;
  readonly name: string;
  readonly domainName: string | null;
  /** Which account pays it; null: the default account does (SPEC 9.5). */
  readonly billingAccountId: string | null;
}

/** A billing account in a list (SPEC 9.1). */
export interface BillingAccountRow {
  readonly billingAccountId: string;
  readonly type: BillingAccountType;
  readonly pluginId: string;
  /** `Visa •••• 4242`, or the name of the method. */
  readonly label: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number | null;
  readonly expiryYear: number | null;
  /** `soon`: it expires in this month or the two after it (SPEC 9.9). */
  readonly expiry: 'fine' | 'soon' | 'expired';
  /** Null for who may not edit it, as are its dates (SPEC 9.1). */
  readonly owner: { readonly contactId: string; readonly name: string } | null;
  readonly isDefault: boolean;
  /** Whether who asks may use and edit it: its owner and the primary contact (SPEC 9.1). */
  readonly mayEdit: boolean;
  /** Whether it can be charged with no client at hand (SPEC 8.8). */
  readonly chargedAutomatically: boolean;
  /** The packages that it pays. */
  readonly packages: readonly BillablePackage[];
  /** Sent back with a command on it: an older one is refused. */
  readonly version: number;
}

/** The accounts of a client. */
export interface BillingAccountList {
  /** The default one first, then by age. */
  readonly rows: readonly BillingAccountRow[];
  /** Packages that no account is named for: the default one pays them. */
  readonly paidByDefault: readonly BillablePackage[];
}

/** What the form of a new account offers to choose from. */
export interface BillingAccountOptions {
  /** Ways to pay that can be kept, in the provider's order. */
  readonly methods: readonly {
    readonly method: PaymentMethodView;
    readonly type: BillingAccountType;
    /** Of an account that a file collects from: the kinds of bank data that it takes (SPEC 9.3). */
    readonly forms?: readonly BankAccountKind[];
    /** What its client agrees to (SPEC 9.10). */
    readonly mandate?: MandateText;
  }[];
  /** Who may own it: the contacts of the client, oneself first. */
  readonly owners: readonly { readonly contactId: string; readonly name: string }[];
  readonly packages: readonly BillablePackage[];
}

/** The keeping of a method, as far as it has come (SPEC 9.6). */
export interface BillingAccountSetup {
  readonly setupId: string;
  readonly state: Exclude<ChargeStateView, 'voided'>;
  readonly pluginId: string;
  readonly action: ClientAction | null;
  readonly failure: { readonly reason: PaymentFailure; readonly message: string } | null;
  /** The new account, once the gateway keeps the method. */
  readonly billingAccountId: string | null;
}

/** What removing an account does (SPEC 9.1). */
export interface BillingAccountRemoval {
  /** What pays the packages of the account then; null: nothing does. */
  readonly next: { readonly billingAccountId: string; readonly label: string } | null;
  /** Packages that move to it. */
  readonly packages: readonly BillablePackage[];
  /** Whether another account becomes the default one. */
  readonly changesDefault: boolean;
  /** A charge of it is under way, so it cannot be removed now. */
  readonly charging: boolean;
  /** It is the client's last account: an account without data takes its place (SPEC 9.8). */
  readonly isLast: boolean;
}

/** Who pays what, and what steps in (SPEC 19.6). */
export interface RoutingView {
  readonly packages: readonly (BillablePackage & {
    /** Accounts in the order in which they are charged; empty: the client is asked. */
    readonly chain: readonly {
      readonly billingAccountId: string;
      readonly why: 'own' | 'default' | 'fallback';
    }[];
    /** The next renewal, a date; null when none comes. */
    readonly nextRenewal: string | null;
    /** The first account of the chain expires before that day (SPEC 9.9). */
    readonly expiresBefore: boolean;
  })[];
  readonly accounts: readonly BillingAccountRow[];
  /** Accounts that step in, in order. */
  readonly fallback: readonly string[];
}

/** Operations on billing accounts (SPEC 9). */
export interface BillingAccountOperations {
  'billingAccounts.list': {
    /** An operator names the client. */
    input: { readonly clientId?: string };
    output: BillingAccountList;
  };
  'billingAccounts.get': {
    input: { readonly billingAccountId: string };
    output: BillingAccountRow;
  };
  'billingAccounts.options': { input: Record<string, never>; output: BillingAccountOptions };
  'billingAccounts.add': {
    input: Command & {
      readonly methodId: string;
      /** From `GatewayClient.confirm`; never a card number. */
      readonly gatewayData?: Readonly<Record<string, string>>;
      /** In place of it, where the method has `forms`; sealed before anything is kept. */
      readonly bankAccount?: BankAccountInput;
      /** Left out: whoever asks. */
      readonly ownerContactId?: string;
      readonly packageIds: readonly string[];
      readonly makeDefault: boolean;
      readonly returnUrl?: string;
    };
    output: BillingAccountSetup;
  };
  'billingAccounts.setup': {
    input: { readonly setupId: string };
    output: BillingAccountSetup;
  };
  'billingAccounts.resume': {
    input: Command & { readonly setupId: string };
    output: BillingAccountSetup;
  };
  'billingAccounts.change': {
    input: Command & {
      readonly billingAccountId: string;
      readonly version: number;
      readonly ownerContactId: string;
      /** All packages that it is to pay. */
      readonly packageIds: readonly string[];
      readonly makeDefault: boolean;
    };
    output: BillingAccountRow;
  };
  'billingAccounts.previewRemoval': {
    input: { readonly billingAccountId: string };
    output: BillingAccountRemoval;
  };
  'billingAccounts.remove': {
    input: Command & { readonly billingAccountId: string; readonly version: number };
    output: BillingAccountList;
  };
  'billingAccounts.routing': {
    /** An operator names the client. */
    input: { readonly clientId?: string };
    output: RoutingView;
  };
  'billingAccounts.setFallback': {
    /** Accounts that step in, in order; none of the others do. */
    input: Command & { readonly billingAccountIds: readonly string[] };
    output: RoutingView;
  };
}

/** Their table. */
export const billingAccountOperations: {
  readonly [Name in keyof BillingAccountOperations]: Operation;
} = {
  'billingAccounts.list': {
    kind: 'query',
    method: 'GET',
    path: '/billing-accounts',
    access: { client: 'billing_accounts', operator: 'clients:read' },
    summary: 'The billing accounts of a client, and what each pays.',
  },
  'billingAccounts.options': {
    kind: 'query',
    method: 'GET',
    path: '/billing-accounts/options',
    access: { client: 'billing_accounts' },
    summary: 'What a new billing account can be, and whose.',
  },
  'billingAccounts.routing': {
    kind: 'query',
    method: 'GET',
    path: '/billing-accounts/routing',
    access: { client: 'billing_accounts', operator: 'clients:read' },
    summary: 'Which account pays what, and what steps in.',
  },
  'billingAccounts.setFallback': {
    kind: 'command',
    method: 'POST',
    path: '/billing-accounts/set-fallback',
    access: { client: 'billing_accounts' },
    summary: 'Says which accounts step in when one is declined, in order.',
  },
  'billingAccounts.setup': {
    kind: 'query',
    method: 'GET',
    path: '/billing-accounts/setup',
    access: { client: 'billing_accounts' },
    summary: 'How far the keeping of a method has come.',
  },
  'billingAccounts.resume': {
    kind: 'command',
    method: 'POST',
    path: '/billing-accounts/resume',
    access: { client: 'billing_accounts' },
    summary: 'Goes on after the client came back from a challenge.',
  },
  'billingAccounts.get': {
    kind: 'query',
    method: 'GET',
    path: '/billing-accounts/{billingAccountId}',
    access: { client: 'billing_accounts', operator: 'clients:read' },
    summary: 'One billing account.',
  },
  'billingAccounts.add': {
    kind: 'command',
    method: 'POST',
    path: '/billing-accounts',
    access: { client: 'billing_accounts' },
    summary: 'Keeps a way to pay, without a charge.',
  },
  'billingAccounts.change': {
    kind: 'command',
    method: 'POST',
    path: '/billing-accounts/{billingAccountId}/change',
    access: { client: 'billing_accounts' },
    summary: 'Changes the owner, the packages or the default mark of an account.',
  },
  'billingAccounts.previewRemoval': {
    kind: 'query',
    method: 'POST',
    path: '/billing-accounts/{billingAccountId}/preview-removal',
    access: { client: 'billing_accounts' },
    summary: 'What removing an account would do.',
  },
  'billingAccounts.remove': {
    kind: 'command',
    method: 'POST',
    path: '/billing-accounts/{billingAccountId}/remove',
    access: { client: 'billing_accounts' },
    summary: 'Removes an account; the gateway forgets the method.',
  },
};
