import { invariant } from '../errors.ts';
import { type Entry, entry } from './ledger.ts';
import { add, type Money, money, negate, subtract } from './money.ts';

/** What a charge paid of an invoice, or brought as account credit. */
export interface PaidPart {
  /** Null for what no invoice needed. */
  readonly invoiceId: string | null;
  readonly amount: Money;
}

/** A dispute's part of an invoice; always above zero. */
export interface DisputedPart {
  readonly invoiceId: string;
  readonly amount: Money;
}

/**
 * Which invoices a chargeback opens again (SPEC 8.12): those that the charge paid, the last first,
 * each by no more than it got. What is left over, such as a fee of the bank or what had become
 * account credit, is nobody's invoice: we bear it.
 */
export function splitDispute(
  amount: Money,
  paid: readonly PaidPart[],
): { readonly parts: readonly DisputedPart[]; readonly rest: Money } {
  const parts: DisputedPart[] = [];
  let rest = amount;
  for (const { invoiceId, amount: got } of [...paid].reverse()) {
    if (invoiceId === null) continue;
    const part = got.amount < rest.amount ? got : rest;
    if (part.amount <= 0n) continue;
    parts.push({ invoiceId, amount: part });
    rest = subtract(rest, part);
  }
  return { parts, rest };
}

/** What an entry of a dispute books. */
export interface DisputeMovement {
  readonly key: string;
  readonly clientId: string;
  readonly gatewayId: string;
  readonly amount: Money;
  /** The part that the client owes, or owes no more. */
  readonly owed: Money;
}

/** A bank took the money back: the client owes it again. @throws InvariantError for more. */
export function entryForDispute(movement: DisputeMovement): Entry {
  const { key, clientId, gatewayId, amount, owed } = movement;
  invariant(owed.amount >= 0n && owed.amount <= amount.amount, `${key} opens more than it took.`);
  return entry(key, 'dispute', [
    { account: 'gateway', subaccount: gatewayId, amount: negate(amount) },
    { account: 'receivable', clientId, amount: owed },
    { account: 'write_off', clientId, amount: subtract(amount, owed) },
  ]);
}

/**
 * A dispute was won, and the money is back: it pays what is still open, and what was paid in
 * another way meanwhile becomes account credit.
 *
 * @param movement `owed` is what invoices still need.
 * @param surplus what the client had paid in another way.
 */
export function entryForDisputeWon(movement: DisputeMovement, surplus: Money): Entry {
  const { key, clientId, gatewayId, amount, owed } = movement;
  const rest = subtract(amount, add(owed, surplus));
  invariant(rest.amount >= 0n, `${key} gives back more than came.`);
  return entry(key, 'dispute_won', [
    { account: 'gateway', subaccount: gatewayId, amount },
    { account: 'receivable', clientId, amount: negate(owed) },
    { account: 'credit', clientId, amount: negate(surplus) },
    { account: 'write_off', clientId, amount: negate(rest) },
  ]);
}

/** The sum of parts. */
export function sumOfParts(parts: readonly { readonly amount: Money }[], currency: string): Money {
  return parts.reduce((sum, { amount }) => add(sum, amount), money(0n, currency));
}
