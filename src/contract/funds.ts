import type { Money } from '../rules/money.ts';
import type { ChargeView } from './charges.ts';
import type { Command, Operation } from './operation.ts';
import type { BillingAccountView, PayInput, PaymentMethodView } from './payments.ts';

/** A way to add funds, with the sums for which it is offered. */
export interface FundsMethodView extends PaymentMethodView {
  readonly minimum: Money | null;
  readonly maximum: Money | null;
}

/** What may be added to the account credit, and how (SPEC 8.4). */
export interface FundsOptions {
  readonly credit: Money;
  /** The least and the most that may be added now; null: nothing, for the account is full. */
  readonly range: { readonly minimum: Money; readonly maximum: Money } | null;
  readonly billingAccounts: readonly BillingAccountView[];
  readonly methods: readonly FundsMethodView[];
  /** What is being added already; nothing else can be meanwhile. */
  readonly openCharge: ChargeView | null;
}

/** What is added, and how it is paid. */
export interface AddFundsInput
  extends Command,
    Pick<PayInput, 'methodId' | 'billingAccountId' | 'gatewayData' | 'save' | 'returnUrl'> {
  readonly amount: Money;
}

/** Operations on funds. */
export interface FundsOperations {
  'funds.options': { input: Record<string, never>; output: FundsOptions };
  'funds.add': { input: AddFundsInput; output: ChargeView };
}

/** Their table. */
export const fundsOperations: { readonly [Name in keyof FundsOperations]: Operation } = {
  'funds.options': {
    kind: 'query',
    method: 'GET',
    path: '/funds/options',
    access: { client: 'invoices' },
    summary: 'What may be added to the account credit, and the ways to pay it.',
  },
  'funds.add': {
    kind: 'command',
    method: 'POST',
    path: '/funds',
    access: { client: 'invoices' },
    summary: 'Adds to the account credit; the receipt is no tax invoice.',
  },
};
