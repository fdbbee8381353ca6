import type { Input, Output } from '../../src/contract/operations.ts';

type Page = Output<'invoices.list'>;
type Row = Page['rows'][number];

const pageLength = 50;
const day = 86_400_000;

/** 10,000 invoices, none like another. */
export const rows: readonly Row[] = Array.from({ length: 10_000 }, (_, index) => makeRow(index));

function makeRow(index: number): Row {
  const entered = new Date(Date.UTC(2027, 0, 1) - index * day);
  const amount = BigInt(1000 + ((index * 7919) % 90_000));
  const paid = index % 4 !== 0;
  return {
    invoiceId: `invoice-${index}`,
    number: `HL-2026-${String(index).padStart(6, '0')}`,
    kind: 'invoice',
    entered: entered.toISOString().slice(0, 10),
    due: new Date(entered.getTime() + 14 * day).toISOString().slice(0, 10),
    status: paid ? 'paid' : 'unpaid',
    overdue: !paid && index % 8 === 0,
    partlyPaid: !paid && index % 12 === 0,
    paymentPending: false,
    total: { amount, currency: 'EUR' },
    balance: { amount: paid ? 0n : index % 12 === 0 ? amount / 2n : amount, currency: 'EUR' },
    payable: !paid,
  };
}

/** Answers a page as a server would: sorted, from a cursor, 50 rows. */
export function pageOf(query: Input<'invoices.list'>): Page {
  const sign = query.direction === 'ascending' ? 1 : -1;
  const sorted =
    query.sort === 'amount'
      ? rows.toSorted((a, b) => sign * Number(a.total.amount - b.total.amount))
      : sign < 0
        ? rows
        : rows.toReversed();
  const start = Number(query.cursor ?? 0);
  const end = start + pageLength;
  return {
    rows: sorted.slice(start, end),
    next: end < sorted.length ? String(end) : null,
    previous: start > 0 ? String(start - pageLength) : null,
    from: start + 1,
    matching: sorted.length,
    counts: { all: sorted.length, outstanding: 2500, paid: 7500, other: 0 },
    outstanding: [{ amount: 1_000_000n, currency: 'EUR' }],
  };
}
