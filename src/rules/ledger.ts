import { invariant } from '../errors.ts';
import type { Totals } from './invoice.ts';
import { add, isZero, type Money, negate, subtract } from './money.ts';

/** The accounts of the books (SPEC 17.1). */
export type LedgerAccount =
  | 'receivable'
  | 'revenue'
  | 'tax'
  | 'credit'
  | 'gateway'
  | 'refund_due'
  | 'rounding'
  | 'commission'
  | 'payout'
  | 'write_off';

/** One side of an entry: a debit is above zero, a credit below. */
export interface Posting {
  readonly account: LedgerAccount;
  /** The tax and its rate, or the gateway. */
  readonly subaccount?: string;
  readonly clientId?: string;
  readonly amount: Money;
}

/** What an entry records. */
export type EntryKind =
  | 'invoice'
  | 'credit_note'
  | 'payment'
  | 'credit_applied'
  | 'refund'
  | 'refund_paid'
  | 'refund_failed'
  | 'refund_returned'
  | 'dispute'
  | 'dispute_won'
  | 'goodwill'
  | 'commission_paid';

/** All kinds of entries. */
export const entryKinds: readonly EntryKind[] = [
  'invoice',
  'credit_note',
  'payment',
  'credit_applied',
  'refund',
  'refund_paid',
  'refund_failed',
  'refund_returned',
  'dispute',
  'dispute_won',
  'goodwill',
  'commission_paid',
];

/** A double entry: its postings sum to zero and are never changed (Law 14, SPEC 17.2). */
export interface Entry {
  /** Unique for ever, such as `invoice:HL-2026-000001`: the same event is booked once. */
  readonly key: string;
  readonly kind: EntryKind;
  readonly postings: readonly Posting[];
}

/** Whether the postings of an entry sum to zero in each currency. */
export function balanced(entry: Pick<Entry, 'postings'>): boolean {
  const sums = new Map<string, bigint>();
  for (const { amount } of entry.postings) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.amount);
  }
  return [...sums.values()].every((total) => total === 0n);
}

/**
 * An entry without postings of nothing.
 *
 * @throws InvariantError when it does not balance, in production as well (Law 14).
 */
export function entry(key: string, kind: EntryKind, postings: readonly Posting[]): Entry {
  const made: Entry = { key, kind, postings: postings.filter(({ amount }) => !isZero(amount)) };
  invariant(balanced(made), `The entry ${key} does not sum to zero.`);
  return made;
}

/** The sums of a document as the books need them. */
export type DocumentSums = Pick<Totals, 'net' | 'tax' | 'total' | 'breakdown'> & {
  /** Nothing when absent. */
  readonly rounding?: Money;
};

function documentPostings(clientId: string, sums: DocumentSums): Posting[] {
  const { net, total, breakdown, rounding } = sums;
  return [
    { account: 'receivable', clientId, amount: total },
    { account: 'revenue', amount: negate(net) },
    ...breakdown.map(
      ({ name, rate, tax }): Posting => ({
        account: 'tax',
        subaccount: `${name} ${rate}%`,
        amount: negate(tax),
      }),
    ),
    // A cent that no net can reach is neither revenue nor tax (SPEC 7.10).
    ...(rounding === undefined ? [] : [roundingPosting(rounding)]),
  ];
}

function roundingPosting(rounding: Money): Posting {
  return { account: 'rounding', amount: negate(rounding) };
}

/**
 * An issued invoice: the client owes the total; revenue and each tax are earned at issue. The entry
 * of an invoice of zero has no postings.
 *
 * @throws InvariantError when the totals do not agree.
 */
export function entryForInvoice(document: {
  readonly key: string;
  readonly clientId: string;
  readonly totals: DocumentSums;
}): Entry {
  return entry(document.key, 'invoice', documentPostings(document.clientId, document.totals));
}

/**
 * A credit note, by its own totals, which are not above zero (those of `creditNoteLines`).
 * `toCredit`, not below zero, is what was paid of it and becomes account credit (SPEC 5.16, 8.3).
 *
 * @throws InvariantError when the totals do not agree or have the wrong sign.
 */
export function entryForCreditNote(document: {
  readonly key: string;
  readonly clientId: string;
  readonly totals: DocumentSums;
  readonly toCredit?: Money;
}): Entry {
  const { key, clientId, totals, toCredit } = document;
  invariant(totals.total.amount <= 0n, `The total of the credit note ${key} is above zero.`);
  const postings = documentPostings(clientId, totals);
  if (toCredit !== undefined) {
    const within = toCredit.amount >= 0n && add(totals.total, toCredit).amount <= 0n;
    invariant(within, `The credit note ${key} gives back more than its total.`);
    postings.push({ account: 'receivable', clientId, amount: toCredit });
    postings.push({ account: 'credit', clientId, amount: negate(toCredit) });
  }
  return entry(key, 'credit_note', postings);
}

/**
 * A payment received: the gateway's clearing account owes us, the client owes less, and what no
 * invoice needs becomes the client's credit (SPEC 8.3).
 *
 * @throws InvariantError when more was applied than received.
 */
export function entryForPayment(payment: {
  readonly key: string;
  readonly clientId: string;
  readonly gatewayId: string;
  readonly received: Money;
  /** The part that invoices got. */
  readonly applied: Money;
}): Entry {
  const { key, clientId, gatewayId, received, applied } = payment;
  const surplus = subtract(received, applied);
  invariant(
    applied.amount >= 0n && surplus.amount >= 0n,
    `The payment ${key} applies more than was received.`,
  );
  return entry(key, 'payment', [
    { account: 'gateway', subaccount: gatewayId, amount: received },
    { account: 'receivable', clientId, amount: negate(applied) },
    { account: 'credit', clientId, amount: negate(surplus) },
  ]);
}

/** Account credit that pays an invoice. @throws InvariantError for an amount below zero. */
export function entryForCreditApplied(use: {
  readonly key: string;
  readonly clientId: string;
  readonly amount: Money;
}): Entry {
  const { key, clientId, amount } = use;
  invariant(amount.amount >= 0n, `The credit applied by ${key} is below zero.`);
  return entry(key, 'credit_applied', [
    { account: 'credit', clientId, amount },
    { account: 'receivable', clientId, amount: negate(amount) },
  ]);
}
