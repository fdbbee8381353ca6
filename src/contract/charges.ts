import type { Money } from '../rules/money.ts';

/** What the client has to do next. */
export type ClientAction =
  /** Another page; with fields it is sent a form by POST, else it is opened. */
  | {
      readonly kind: 'redirect';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>> | null;
    }
  /** A page of the bank in a frame. */
  | { readonly kind: 'challenge'; readonly url: string }
  /** A step that the gateway's browser half takes. */
  | { readonly kind: 'client'; readonly data: Readonly<Record<string, string>> }
  | {
      readonly kind: 'instructions';
      readonly text: string;
      readonly reference: string;
      /** Single facts to copy, in the order in which they are shown. */
      readonly details: readonly InstructionDetail[];
      /** A code to scan: an SVG path over a square of `size` units. */
      readonly code: { readonly size: number; readonly path: string } | null;
    };

/** The facts that instructions for payment by hand may name. */
export const instructionDetails = [
  'payee',
  'iban',
  'bic',
  'bank',
  'routing_number',
  'account_number',
  'amount',
  'reference',
  'address',
] as const;

/** A fact of instructions for payment by hand. */
export interface InstructionDetail {
  readonly name: (typeof instructionDetails)[number];
  readonly value: string;
}

/** Where a charge stands; see SPEC 8.5. */
export type ChargeStateView =
  | 'created'
  | 'sent'
  | 'action_required'
  | 'pending'
  | 'unknown'
  | 'succeeded'
  | 'failed'
  | 'voided';

/** Why a payment did not go through, as far as a client is told; of a stolen card it is not. */
export const paymentFailures = [
  'insufficient_funds',
  'expired_card',
  'wrong_data',
  'authentication',
  'try_later',
  'do_not_try_again',
  'canceled',
  'expired',
  'declined',
] as const;

/** One of {@link paymentFailures}. */
export type PaymentFailure = (typeof paymentFailures)[number];

/** An attempt to take money. */
export interface ChargeView {
  readonly chargeId: string;
  readonly state: ChargeStateView;
  readonly amount: Money;
  /** What was really taken; zero until settled. */
  readonly captured: Money;
  readonly method: string;
  /** The gateway that takes it. */
  readonly pluginId: string;
  readonly action: ClientAction | null;
  readonly failure: {
    /** The vendor's own code where there is one. */
    readonly code: string;
    readonly reason: PaymentFailure;
    /** In English, for logs and tools; a page says the reason in its own words. */
    readonly message: string;
    /** Whether another method is better than another try. */
    readonly tryAgain: boolean;
  } | null;
  /** `T-1001` once there is a transaction. */
  readonly transactionNumber: string | null;
  readonly invoices: readonly {
    readonly invoiceId: string;
    readonly number: string;
    readonly amount: Money;
  }[];
  /** Instant. */
  readonly createdAt: string;
  /** Instant until which a client's step is awaited. */
  readonly expiresAt: string | null;
  /** Of one that a file of the bank collects: the day that the client was told (SPEC 8.9). */
  readonly collectedOn?: string;
}
