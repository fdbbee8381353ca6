import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineAmounts, totals } from './invoice.ts';
import {
  balanced,
  type Entry,
  type EntryKind,
  entryForCreditApplied,
  entryForCreditNote,
  entryForInvoice,
  entryForPayment,
  entryKinds,
} from './ledger.ts';
import { money, negate } from './money.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const lineOf = (amount: bigint, rate: string): LineAmounts => ({
  gross: eur(amount),
  discount: eur(0n),
  net: eur(amount),
  taxes: [{ name: 'VAT', rate, category: 'S' }],
});
const sums = (...lines: LineAmounts[]) => totals(lines, 'half-away-from-zero');
const shown = (entry: Entry) =>
  entry.postings.map(
    ({ account, subaccount, amount }) => `${account} ${subaccount ?? '-'} ${amount.amount}`,
  );

describe('ledger', () => {
  const invoice = sums(lineOf(10000n, '19'), lineOf(1000n, '7'));

  it('[17.1] lists every kind of entry', () => {
    const kinds: Record<EntryKind, true> = {
      invoice: true,
      credit_note: true,
      payment: true,
      credit_applied: true,
      refund: true,
      refund_paid: true,
      refund_failed: true,
      refund_returned: true,
      dispute: true,
      dispute_won: true,
      goodwill: true,
      commission_paid: true,
    };
    expect(entryKinds).toEqual(Object.keys(kinds));
  });

  it('[17.1] books an invoice as revenue and taxes at issue', () => {
    expect(shown(entryForInvoice({ key: 'i', clientId: 'c', totals: invoice }))).toEqual([
      'receivable - 12970',
      'revenue - -11000',
      'tax VAT 19% -1900',
      'tax VAT 7% -70',
    ]);
    const free = entryForInvoice({ key: 'i', clientId: 'c', totals: sums(lineOf(0n, '19')) });
    expect(free.postings).toEqual([]);
  });

  it('[17.1] books a credit note, and the paid part of it as credit', () => {
    const back = sums(lineOf(-10000n, '19'));
    expect(shown(entryForCreditNote({ key: 'n', clientId: 'c', totals: back }))).toEqual([
      'receivable - -11900',
      'revenue - 10000',
      'tax VAT 19% 1900',
    ]);
    const paid = entryForCreditNote({ key: 'n', clientId: 'c', totals: back, toCredit: eur(900n) });
    expect(shown(paid).slice(3)).toEqual(['receivable - 900', 'credit - -900']);
    expect(() => entryForCreditNote({ key: 'n', clientId: 'c', totals: invoice })).toThrow('above');
    for (const toCredit of [eur(11901n), eur(-1n)]) {
      expect(() => entryForCreditNote({ key: 'n', clientId: 'c', totals: back, toCredit })).toThrow(
        'more than its total',
      );
    }
  });

  it('[8.3] books a payment through clearing, its surplus as credit', () => {
    const payment = { key: 'p', clientId: 'c', gatewayId: 'stripe', received: eur(130n) };
    expect(shown(entryForPayment({ ...payment, applied: eur(100n) }))).toEqual([
      'gateway stripe 130',
      'receivable - -100',
      'credit - -30',
    ]);
    expect(() => entryForPayment({ ...payment, applied: eur(131n) })).toThrow('applies more');
    expect(() => entryForPayment({ ...payment, applied: eur(-1n) })).toThrow('applies more');
  });

  it('[8.3] books credit that pays an invoice', () => {
    const use = { key: 'u', clientId: 'c', amount: eur(5n) };
    expect(shown(entryForCreditApplied(use))).toEqual(['credit - 5', 'receivable - -5']);
    expect(() => entryForCreditApplied({ ...use, amount: eur(-5n) })).toThrow('below zero');
  });

  it('[17.1] refuses what does not balance, per currency', () => {
    const wrong = { ...invoice, net: eur(1n) };
    expect(() => entryForInvoice({ key: 'i', clientId: 'c', totals: wrong })).toThrow(
      'does not sum to zero',
    );
    const mixed = [
      { account: 'gateway', amount: eur(1n) },
      { account: 'credit', amount: money(-1n, 'USD') },
    ] as const;
    expect(balanced({ postings: mixed })).toBe(false);
  });

  it('[17.1] every entry sums to zero, and a life of them leaves nothing open', () => {
    const amounts = fc.array(
      fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.constantFrom('19', '7', '9.975')),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(amounts, fc.nat(100), (list, percent) => {
        const made = sums(...list.map(([amount, rate]) => lineOf(amount, rate)));
        const back = sums(...list.map(([amount, rate]) => lineOf(-amount, rate)));
        const received = eur((made.total.amount * BigInt(percent)) / 50n);
        const applied = received.amount < made.total.amount ? received : made.total;
        const surplus = eur(received.amount - applied.amount);
        const clientId = 'c';
        const entries = [
          entryForInvoice({ key: '1', clientId, totals: made }),
          entryForPayment({ key: '2', clientId, gatewayId: 'g', received, applied }),
          entryForCreditNote({ key: '3', clientId, totals: back, toCredit: applied }),
          entryForCreditApplied({ key: '4', clientId, amount: surplus }),
        ];
        expect(entries.every(balanced)).toBe(true);
        const balanceOf = (account: string) =>
          entries
            .flatMap(({ postings }) => postings)
            .filter((posting) => posting.account === account)
            .reduce((total, { amount }) => total + amount.amount, 0n);
        expect(balanceOf('receivable')).toBe(negate(surplus).amount);
        expect(balanceOf('credit')).toBe(negate(applied).amount);
        expect([balanceOf('revenue'), balanceOf('tax')]).toEqual([0n, 0n]);
        expect(balanceOf('gateway')).toBe(received.amount);
      }),
    );
  });
});
