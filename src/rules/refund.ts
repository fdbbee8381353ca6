import { fail, invariant } from '../errors.ts';
import { type Entry, entry, type LedgerAccount } from './ledger.ts';
import { type Money, negate, subtract, zero } from './money.ts';

/** Why money goes back (SPEC 8.10). */
export type RefundReason = 'credit_note' | 'overpayment' | 'goodwill';

/** A payment from which money may go back to its source. */
export interface RefundSource {
  readonly id: string;
  /** What was captured and did not go back yet, nor is on its way. */
  readonly left: Money;
}

/** The part of a refund that one source gives; always above zero. */
export interface RefundPart {
  readonly id: string;
  readonly amount: Money;
}

/**
 * Which payments give a refund: the newest first, none more than it has left (SPEC 8.10).
 *
 * @param sources newest first.
 * @throws BillingError `invalid_input` when all together have less, or nothing is asked.
 */
export function refundParts(amount: Money, sources: readonly RefundSource[]): RefundPart[] {
  if (amount.amount <= 0n) {
    fail('invalid_input', 'A refund is above zero.', { field: 'amount' });
  }
  const parts: RefundPart[] = [];
  let open = amount;
  for (const { id, left } of sources) {
    if (open.amount === 0n) break;
    const part = left.amount < open.amount ? left : open;
    if (part.amount <= 0n) continue;
    parts.push({ id, amount: part });
    open = subtract(open, part);
  }
  if (open.amount > 0n) {
    fail('invalid_input', 'That is more than was paid and did not go back yet.', {
      field: 'amount',
    });
  }
  return parts;
}

/** Goodwill is ours to bear; else it is the client's credit that goes back. */
function bearerOf(reason: RefundReason): LedgerAccount {
  return reason === 'goodwill' ? 'write_off' : 'credit';
}

/** A movement that an entry of refunds books. */
export interface RefundMovement {
  readonly key: string;
  readonly clientId: string;
  readonly reason: RefundReason;
  readonly amount: Money;
}

/**
 * A refund that is meant: the money is set aside, so that it cannot be spent meanwhile.
 *
 * @throws InvariantError for an amount that is not above zero.
 */
export function entryForRefund({ key, clientId, reason, amount }: RefundMovement): Entry {
  invariant(amount.amount > 0n, `The refund ${key} is not above zero.`);
  return entry(key, 'refund', [
    { account: bearerOf(reason), clientId, amount },
    { account: 'refund_due', clientId, amount: negate(amount) },
  ]);
}

/** A refund that the gateway has paid out. */
export function entryForRefundPaid(
  movement: Omit<RefundMovement, 'reason'> & { readonly gatewayId: string },
): Entry {
  const { key, clientId, amount, gatewayId } = movement;
  return entry(key, 'refund_paid', [
    { account: 'refund_due', clientId, amount },
    { account: 'gateway', subaccount: gatewayId, amount: negate(amount) },
  ]);
}

/** A refund that the gateway refused: what was set aside is free again. */
export function entryForRefundFailed({ key, clientId, reason, amount }: RefundMovement): Entry {
  return entry(key, 'refund_failed', [
    { account: 'refund_due', clientId, amount },
    { account: bearerOf(reason), clientId, amount: negate(amount) },
  ]);
}

/** A refund that had been paid out and came back, such as to an account that was closed. */
export function entryForRefundReturned(
  movement: RefundMovement & { readonly gatewayId: string },
): Entry {
  const { key, clientId, reason, amount, gatewayId } = movement;
  return entry(key, 'refund_returned', [
    { account: 'gateway', subaccount: gatewayId, amount },
    { account: bearerOf(reason), clientId, amount: negate(amount) },
  ]);
}

/** Account credit that is given away. @throws InvariantError when it is not above zero. */
export function entryForGoodwill({ key, clientId, amount }: Omit<RefundMovement, 'reason'>): Entry {
  invariant(amount.amount > zero(amount.currency).amount, `The credit ${key} is not above zero.`);
  return entry(key, 'goodwill', [
    { account: 'write_off', clientId, amount },
    { account: 'credit', clientId, amount: negate(amount) },
  ]);
}
