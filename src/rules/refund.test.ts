import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import { balanced } from './ledger.ts';
import { money } from './money.ts';
import {
  entryForGoodwill,
  entryForRefund,
  entryForRefundFailed,
  entryForRefundPaid,
  refundParts,
} from './refund.ts';

const euro = (amount: bigint) => money(amount, 'EUR');
const sources = (...left: bigint[]) =>
  left.map((amount, n) => ({ id: `s${n}`, left: euro(amount) }));

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (isBillingError(error)) return `${error.code} ${error.field}`;
    throw error;
  }
}

describe('refunds', () => {
  it('[8.10] takes the newest payment first and the next one for the rest', () => {
    expect(refundParts(euro(70n), sources(50n, 100n))).toEqual([
      { id: 's0', amount: euro(50n) },
      { id: 's1', amount: euro(20n) },
    ]);
  });

  it('[8.10] passes over a payment that has gone back already', () => {
    expect(refundParts(euro(10n), sources(0n, 10n))).toEqual([{ id: 's1', amount: euro(10n) }]);
  });

  it('[8.10] never gives more than is left, and never nothing', () => {
    expect(codeOf(() => refundParts(euro(151n), sources(50n, 100n)))).toBe('invalid_input amount');
    expect(codeOf(() => refundParts(euro(0n), sources(50n)))).toBe('invalid_input amount');
    expect(codeOf(() => refundParts(euro(-1n), sources(50n)))).toBe('invalid_input amount');
  });

  it('[8.10] parts sum to the refund, and none passes its source', () => {
    const lefts = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { maxLength: 6 });
    fc.assert(
      fc.property(lefts, fc.bigInt({ min: 1n, max: 3000n }), (list, wanted) => {
        const whole = list.reduce((sum, one) => sum + one, 0n);
        fc.pre(wanted <= whole);
        const parts = refundParts(euro(wanted), sources(...list));
        expect(parts.reduce((sum, { amount }) => sum + amount.amount, 0n)).toBe(wanted);
        for (const { id, amount } of parts) {
          expect(amount.amount > 0n && amount.amount <= (list[Number(id.slice(1))] ?? 0n)).toBe(
            true,
          );
        }
      }),
    );
  });
});

describe('entries of refunds', () => {
  const movement = { key: 'k', clientId: 'c', amount: euro(500n) };

  it.each([
    ['credit_note', 'credit'],
    ['overpayment', 'credit'],
    ['goodwill', 'write_off'],
  ] as const)(
    '[17.1] a refund for %s is borne by %s, and a failed one undoes it',
    (reason, who) => {
      const meant = entryForRefund({ ...movement, reason });
      expect(meant.postings[0]).toEqual({ account: who, clientId: 'c', amount: euro(500n) });
      const failed = entryForRefundFailed({ ...movement, reason });
      expect(balanced(meant) && balanced(failed)).toBe(true);
      const sums = new Map<string, bigint>();
      for (const { account, amount } of [...meant.postings, ...failed.postings]) {
        sums.set(account, (sums.get(account) ?? 0n) + amount.amount);
      }
      expect([...sums.values()]).toEqual([0n, 0n]);
    },
  );

  it('[17.1] a paid refund leaves the gateway', () => {
    const paid = entryForRefundPaid({ ...movement, gatewayId: 'sandbox' });
    expect(paid.postings).toEqual([
      { account: 'refund_due', clientId: 'c', amount: euro(500n) },
      { account: 'gateway', subaccount: 'sandbox', amount: euro(-500n) },
    ]);
  });

  it('[8.10] goodwill is a credit of the client that we bear', () => {
    expect(balanced(entryForGoodwill(movement))).toBe(true);
    expect(() => entryForGoodwill({ ...movement, amount: euro(0n) })).toThrow(/above zero/);
  });
});
