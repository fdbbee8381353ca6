import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeInvoiceStatus,
  creditNoteLines,
  derivedStatus,
  type InvoiceLine,
  type InvoiceStatus,
  invoiceMachine,
  invoiceNumber,
  isOverdue,
  isSettledAtIssue,
  lineAmounts,
  totals,
} from './invoice.ts';
import { money } from './money.ts';

const eur = (amount: bigint) => money(amount, 'EUR');

function line(lineId: string, unit: bigint, quantity: number, off: bigint): InvoiceLine {
  return {
    lineId,
    packageId: 'p1',
    kind: 'cycle',
    description: 'Silver',
    quantity,
    unitPrice: eur(unit),
    ...lineAmounts(eur(unit), quantity, eur(off)),
    taxes: [{ name: 'VAT', rate: '20', category: 'S' }],
    period: { start: '2026-01-01', end: '2027-01-01' },
    explanation: { rule: 'price', steps: [] },
  };
}

const someLines = fc.array(
  fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 8n }), fc.integer({ min: 0, max: 9 }), fc.nat(100))
    .map(([unit, quantity, percent]) =>
      line('l', unit, quantity, (unit * BigInt(quantity) * BigInt(percent)) / 100n),
    ),
  { minLength: 1, maxLength: 10 },
);

describe('totals', () => {
  it('[7.8] takes discounts off before tax', () => {
    const made = totals([line('a', 8629n, 1, 1726n), line('b', 2700n, 2, 1080n)], 'half-even');
    expect([made.net, made.discount, made.tax, made.total].map(({ amount }) => amount)).toEqual([
      11223n,
      2806n,
      2245n,
      13468n,
    ]);
    expect(made.breakdown).toHaveLength(1);
  });

  it('[7.8] asserts the sums of each line', () => {
    const wrong = { ...line('a', 100n, 1, 0n), net: eur(99n) };
    expect(() => totals([wrong], 'half-even')).toThrow('gross less discount');
    expect(() => totals([], 'half-even')).toThrow('currency');
    expect(totals([], 'half-even', 'EUR').total).toEqual(eur(0n));
    expect(() => lineAmounts(eur(100n), 1, eur(101n))).toThrow('between nothing and its line');
    expect(() => lineAmounts(eur(100n), 1, eur(-1n))).toThrow('between nothing and its line');
  });

  it('[7.8] nets and taxes make the total, whatever the lines', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const made = totals(lines, 'half-away-from-zero');
        expect(made.total.amount).toBe(made.net.amount + made.tax.amount);
        expect(made.net.amount).toBe(lines.reduce((sum, { net }) => sum + net.amount, 0n));
        const gross = lines.reduce((sum, one) => sum + one.gross.amount, 0n);
        expect(gross - made.discount.amount).toBe(made.net.amount);
      }),
    );
  });
});

describe('creditNoteLines', () => {
  it('[7.4] reverses by negative quantities and names the line', () => {
    const [back] = creditNoteLines([line('a', 2700n, 2, 1080n)]);
    expect(back).toMatchObject({
      kind: 'reversal',
      reverses: 'a',
      quantity: -2,
      unitPrice: eur(2700n),
      gross: eur(-5400n),
      discount: eur(-1080n),
      net: eur(-4320n),
    });
    expect(back).not.toHaveProperty('lineId');
    expect(Object.is(creditNoteLines([line('a', 1n, 0, 0n)])[0]?.quantity, 0)).toBe(true);
  });

  it('[7.4] takes back exactly what was invoiced', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const there = totals(lines, 'half-away-from-zero');
        const back = totals(creditNoteLines(lines), 'half-away-from-zero');
        expect(back.total.amount).toBe(-there.total.amount);
        expect(back.tax.amount).toBe(-there.tax.amount);
      }),
    );
  });
});

describe('status', () => {
  const due = { status: 'unpaid', dueOn: '2026-12-06', balance: eur(1n) } as const;

  it('[7.3] is overdue from the day after the due date, if unpaid with something open', () => {
    expect(isOverdue({ ...due, today: '2026-12-06' })).toBe(false);
    expect(isOverdue({ ...due, today: '2026-12-07' })).toBe(true);
    expect(isOverdue({ ...due, today: '2026-12-07', balance: eur(0n) })).toBe(false);
    for (const status of ['draft', 'paid', 'canceled', 'refunded', 'collections'] as const) {
      expect(isOverdue({ ...due, today: '2027-12-07', status })).toBe(false);
    }
  });

  it('[7.3] is partly paid between nothing and all', () => {
    const partly = (balance: bigint, status: InvoiceStatus = 'unpaid') =>
      derivedStatus({
        ...due,
        status,
        balance: eur(balance),
        total: eur(10n),
        today: '2026-12-07',
      });
    expect(partly(10n)).toEqual({ status: 'unpaid', overdue: true, partlyPaid: false });
    expect(partly(9n)).toEqual({ status: 'unpaid', overdue: true, partlyPaid: true });
    expect(partly(0n)).toEqual({ status: 'unpaid', overdue: false, partlyPaid: false });
    expect(partly(9n, 'paid').partlyPaid).toBe(false);
  });

  it('[7.3] allows these changes and no others', () => {
    const allowed: Record<InvoiceStatus, string> = {
      draft: 'unpaid paid canceled',
      unpaid: 'paid canceled collections',
      paid: 'unpaid canceled refunded',
      canceled: '',
      refunded: '',
      collections: 'unpaid paid canceled',
    };
    for (const from of invoiceMachine.states) {
      for (const to of invoiceMachine.states) {
        const ask = () =>
          (['engine', 'operator'] as const).some((by) => {
            try {
              return changeInvoiceStatus({ from, to, by }).changed;
            } catch {
              return false;
            }
          });
        expect(ask(), `${from} → ${to}`).toBe(allowed[from].split(' ').includes(to));
      }
    }
    expect(() => changeInvoiceStatus({ from: 'refunded', to: 'paid', by: 'operator' })).toThrow(
      'The invoice cannot go from refunded to paid.',
    );
  });

  it('[4.5] a total of zero needs no payment', () => {
    expect([isSettledAtIssue(eur(0n)), isSettledAtIssue(eur(1n))]).toEqual([true, false]);
  });
});

describe('invoiceNumber', () => {
  it('[7.5] pads the number and fills in the year', () => {
    expect(invoiceNumber('HL-{year}-', 2026, 7, 6)).toBe('HL-2026-000007');
    expect(invoiceNumber('A', 2026, 12345, 3)).toBe('A12345');
    for (const n of [0, -1, 1.5]) {
      expect(() => invoiceNumber('A', 2026, n, 3)).toThrow('counted from 1');
    }
  });
});
