import type { Money } from '../rules/money.ts';
import type { ChargeView } from './charges.ts';
import type { InvoiceRow } from './invoices.ts';
import type { Command, Operation } from './operation.ts';

export type * from './charges.ts';

/** A way to pay that the provider offers (SPEC 8.2). */
export interface PaymentMethodView {
  readonly methodId: string;
  readonly pluginId: string;
  /** `embedded`: fields in the page; `redirect`: its own page; `manual`: instructions. */
  readonly kind: 'embedded' | 'redirect' | 'manual';
  readonly label: string;
  readonly description: string;
  /** What the gateway's browser half may know. */
  readonly publicConfig: Readonly<Record<string, string>>;
  /** Address of the browser half, relative to the API's base; null when there is none. */
  readonly clientModule: string | null;
  /** Whether it can be kept as a billing account. */
  readonly canSave: boolean;
}

/** A kept way to pay: what may be shown of it (SPEC 9.6). */
export interface BillingAccountView {
  readonly billingAccountId: string;
  readonly pluginId: string;
  /** `Visa •••• 4242`. */
  readonly label: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number | null;
  readonly expiryYear: number | null;
  readonly isDefault: boolean;
}

/** What is paid, and how it may be (SPEC 8.1). */
export interface PaymentOptions {
  readonly invoices: readonly InvoiceRow[];
  readonly total: Money;
  readonly billingAccounts: readonly BillingAccountView[];
  readonly methods: readonly PaymentMethodView[];
  /** Whether the open charge of one of the invoices stands in the way. */
  readonly openCharge: ChargeView | null;
}

/** How to pay: a method with what its browser half gave, or a kept billing account. */
export interface PayInput extends Command {
  readonly invoiceIds: readonly string[];
  /** The sum that the client saw; another sum answers `amount_changed`. */
  readonly confirmedTotal: Money;
  readonly methodId?: string;
  readonly billingAccountId?: string;
  /** From `GatewayClient.confirm`; never a card number. */
  readonly gatewayData?: Readonly<Record<string, string>>;
  /** Keep it as a billing account. */
  readonly save?: boolean;
  /** Where a redirect comes back to. */
  readonly returnUrl?: string;
}

/** Operations on payments. */
export interface PaymentOperations {
  'payments.methods': {
    input: { readonly amount: Money; readonly country?: string };
    output: { readonly methods: readonly PaymentMethodView[] };
  };
  'payments.options': {
    /** Empty: all outstanding invoices, oldest due first. */
    input: { readonly invoiceIds: readonly string[] };
    output: PaymentOptions;
  };
  'payments.pay': { input: PayInput; output: ChargeView };
  'payments.get': { input: { readonly chargeId: string }; output: ChargeView };
  'payments.resume': { input: Command & { readonly chargeId: string }; output: ChargeView };
  'payments.cancel': { input: Command & { readonly chargeId: string }; output: ChargeView };
}

/** Their table. */
export const paymentOperations: { readonly [Name in keyof PaymentOperations]: Operation } = {
  'payments.methods': {
    kind: 'query',
    method: 'POST',
    path: '/payments/methods',
    access: { public: true, client: 'any' },
    summary: 'The ways to pay an amount in a country.',
  },
  'payments.options': {
    kind: 'query',
    method: 'POST',
    path: '/payments/options',
    access: { client: 'invoices' },
    summary: 'What is to be paid, the billing accounts and the methods.',
  },
  'payments.pay': {
    kind: 'command',
    method: 'POST',
    path: '/payments',
    access: { client: 'invoices' },
    summary: 'Pays one or many invoices in one charge, all or nothing.',
  },
  'payments.get': {
    kind: 'query',
    method: 'GET',
    path: '/payments/{chargeId}',
    access: { client: 'invoices', operator: 'payments:read' },
    summary: 'A charge and where it stands.',
  },
  'payments.resume': {
    kind: 'command',
    method: 'POST',
    path: '/payments/{chargeId}/resume',
    access: { client: 'invoices' },
    summary: 'Goes on with a charge after the client came back from a challenge.',
  },
  'payments.cancel': {
    kind: 'command',
    method: 'POST',
    path: '/payments/{chargeId}/cancel',
    access: { client: 'invoices' },
    summary: 'Gives up a charge that waits for the client.',
  },
};
