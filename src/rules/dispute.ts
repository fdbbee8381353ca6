import { invariant } from '../errors.ts';
import { type Entry, entry } from './ledger.ts';
import { add, type Money, minimum, money, negate, subtract, sum } from './money.ts';

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
 * each by no more than it got; and how much of the rest it had brought as account credit, which
 * goes back as far as it is still there. What is left over, such as a fee of the bank, we bear.
 */
export function splitDispute(
  amount: Money,
  paid: readonly PaidPart[],
): { readonly parts: readonly DisputedPart[]; readonly credit: Money } {
  const parts: DisputedPart[] = [];
  let rest = amount;
  for (const { invoiceId, amount: got } of [...paid].reverse()) {
    if (invoiceId === null) continue;
    const part = got.amount < rest.amount ? got : rest;
    if (part.amount <= 0n) continue;
    parts.push({ invoiceId, amount: part });
    rest = subtract(rest, part);
  }
  const unused = paid.filter(({ invoiceId }) => invoiceId === null).map((part) => part.amount);
  return { parts, credit: minimum(rest, sum(unused, amount.currency)) };
}

/** What an entry of a dispute books. */
export interface DisputeMovement {
  readonly key: string;
  readonly clientId: string;
  readonly gatewayId: string;
  readonly amount: Money;
  /** The part that the client owes, or owes no more. */
  readonly owed: Money;
  /** The part that was account credit, and is taken from it or given back to it. */
  readonly credit: Money;
}

/**
 * A bank took the money back: the client owes it again, and has less credit.
 *
 * @throws InvariantError for more than was taken.
 */
export function entryForDispute(movement: DisputeMovement): Entry {
  const { key, clientId, gatewayId, amount, credit, owed } = movement;
  const borne = subtract(amount, add(owed, credit));
  const isSound = [owed, credit, borne].every((part) => part.amount >= 0n);
  invariant(isSound, `${key} opens more than it took.`);
  return entry(key, 'dispute', [
    { account: 'gateway', subaccount: gatewayId, amount: negate(amount) },
    { account: 'receivable', clientId, amount: owed },
    { account: 'credit', clientId, amount: credit },
    { account: 'write_off', clientId, amount: borne },
  ]);
}

/**
 * A dispute was won, and the money is back: it pays what is still open, and becomes account credit
 * as far as it was that, or the client has paid in another way meanwhile.
 *
 * @param movement `owed` is what invoices still need.
 */
export function entryForDisputeWon(movement: DisputeMovement): Entry {
  const { key, clientId, gatewayId, amount, credit, owed } = movement;
  const rest = subtract(amount, add(owed, credit));
  invariant(rest.amount >= 0n, `${key} gives back more than came.`);
  return entry(key, 'dispute_won', [
    { account: 'gateway', subaccount: gatewayId, amount },
    { account: 'receivable', clientId, amount: negate(owed) },
    { account: 'credit', clientId, amount: negate(credit) },
    { account: 'write_off', clientId, amount: negate(rest) },
  ]);
}

/** The sum of parts. */
export function sumOfParts(parts: readonly { readonly amount: Money }[], currency: string): Money {
  return parts.reduce((sum, { amount }) => add(sum, amount), money(0n, currency));
}
