import type { Money } from '../rules/money.ts';

/** What the client has to do next. */
export type ClientAction =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'challenge'; readonly url: string }
  | { readonly kind: 'instructions'; readonly text: string; readonly reference: string };

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

/** An attempt to take money. */
export interface ChargeView {
  readonly chargeId: string;
  readonly state: ChargeStateView;
  readonly amount: Money;
  /** What was really taken; zero until settled. */
  readonly captured: Money;
  readonly method: string;
  readonly action: ClientAction | null;
  readonly failure: {
    readonly code: string;
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
}
