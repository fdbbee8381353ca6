import type { Money } from '../rules/money.ts';
import type { ChargeRecord } from './gateway-charge.ts';

/** Which charge a gateway speaks of: by our id where it kept it, else by its own reference. */
export type ChargeName = { readonly chargeId: string } | { readonly reference: string };

/** A fact of a notification: a hint what to read anew (Law 9). */
export type NotificationFact =
  /** A charge changed: look it up. */
  | { readonly kind: 'charge'; readonly eventId: string; readonly charge: ChargeName }
  /**
   * A charge changed at a gateway that cannot be asked: the verified notification is the only word
   * that there will be, and stands for the look-up.
   */
  | {
      readonly kind: 'charge-record';
      readonly eventId: string;
      readonly charge: ChargeName;
      readonly record: ChargeRecord;
    }
  /** A refund or a dispute of a charge appeared or changed: read its movements. */
  | { readonly kind: 'movements'; readonly eventId: string; readonly charge: ChargeName }
  /** A method that is being kept without a charge changed: look its setup up. */
  | { readonly kind: 'setup'; readonly eventId: string; readonly setupId: string }
  /** A kept method can be charged no more, or got new data from its bank. */
  | {
      readonly kind: 'method';
      readonly eventId: string;
      readonly methodReference: string;
      readonly change:
        | { readonly to: 'removed' }
        | {
            readonly to: 'renewed';
            readonly last4: string;
            readonly expiryMonth: number | null;
            readonly expiryYear: number | null;
          };
    };

/** Why a notification is not believed; the operator is told. */
export type NotificationRefusal =
  | 'bad_signature'
  | 'too_old'
  | 'wrong_mode'
  | 'wrong_account'
  | 'unreadable';

/** A gateway's answer to a raw notification. */
export interface Notification {
  readonly reply: Response;
  /** Empty when it is refused, or the event is not for us. */
  readonly facts: readonly NotificationFact[];
  /** Set when the sender is not the gateway, or speaks of another mode or account. */
  readonly refused?: NotificationRefusal;
}

/** Money that moved at a gateway, or will: what postings are compared with (SPEC 8). */
export interface GatewayMovement {
  readonly kind: 'payment' | 'refund' | 'dispute';
  /** The gateway's id of the movement; of a payment the reference of its charge. */
  readonly reference: string;
  /** The gateway's reference of the charge that it is of. */
  readonly chargeReference: string;
  /** Our charge, where the gateway kept our id. */
  readonly chargeId: string | null;
  /** Our refund, where the gateway kept our id. */
  readonly refundId: string | null;
  /** Never below zero. */
  readonly amount: Money;
  /** What the gateway kept for itself, where it says so. */
  readonly fee: Money | null;
  /**
   * `done`: the money moved. A dispute is `pending` while it is open, `done` when it is lost and
   * `failed` when it is won.
   */
  readonly state: 'pending' | 'done' | 'failed';
  readonly at: Date;
  /** The gateway's word for why, such as `fraudulent`. */
  readonly reason?: string;
}

/** Which movements: those of one charge, or all that moved from an instant until before another. */
export type MovementQuery =
  | { readonly chargeId: string; readonly reference: string; readonly amount: Money }
  | { readonly from: Date; readonly until: Date };
