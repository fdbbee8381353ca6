import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import {
  type CreditableLine,
  type CreditWish,
  closingTotals,
  creditLines,
  creditTotals,
} from './credit-note.ts';
import { type InvoiceLine, lineAmounts, type Totals, totals } from './invoice.ts';
import { type Money, money } from './money.ts';

const eur = (amount: bigint): Money => money(amount, 'EUR');

function line(lineId: string, net: bigint, rate = '20'): InvoiceLine {
  return {
    lineId,
    kind: 'cycle',
    description: 'Silver',
    quantity: 2,
    unitPrice: eur(net),
    ...lineAmounts(eur(net), 2, eur(net)),
    taxes: [{ name: 'VAT', rate, category: 'S' }],
    period: { start: '2026-01-01', end: '2027-01-01' },
    explanation: { rule: 'price', steps: [] },
  };
}

const fresh = (one: InvoiceLine): CreditableLine => ({ line: one, reversed: eur(0n) });
const sumUp = (lines: readonly InvoiceLine[]): Totals =>
  totals(lines, 'half-away-from-zero', 'EUR');

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (isBillingError(error)) return `${error.code} ${error.field}`;
    throw error;
  }
}

describe('lines of a credit note', () => {
  it('[7.4] a whole invoice is mirrored line by line', () => {
    const { lines, gone } = creditLines([fresh(line('a', 100n)), fresh(line('b', 50n))], 'all');
    expect(lines.map((one) => [one.reverses, one.quantity, one.net.amount])).toEqual([
      ['a', -2, -100n],
      ['b', -2, -50n],
    ]);
    expect(gone).toEqual(['a', 'b']);
  });

  it('[7.4] what was reversed before is not reversed again', () => {
    const lines = [{ line: line('a', 100n), reversed: eur(-30n) }, fresh(line('b', 50n))];
    const made = creditLines(lines, 'all');
    expect(made.lines.map((one) => [one.reverses, one.net.amount])).toEqual([
      ['a', -70n],
      ['b', -50n],
    ]);
    expect(made.lines[0]?.explanation.steps.map(({ amount }) => amount?.amount)).toEqual([
      100n,
      -30n,
      -70n,
    ]);
    const done = [{ line: line('a', 100n), reversed: eur(-100n) }];
    expect(codeOf(() => creditLines(done, 'all'))).toBe('invoice_not_payable invoiceId');
  });

  it('[7.4] a part of a line leaves it standing, its rest takes it back', () => {
    const part = creditLines([fresh(line('a', 100n))], [{ lineId: 'a', net: eur(40n) }]);
    expect(part.gone).toEqual([]);
    expect(part.lines[0]).toMatchObject({ quantity: -1, gross: eur(-40n), net: eur(-40n) });
    const before = [{ line: line('a', 100n), reversed: eur(-40n) }];
    expect(creditLines(before, [{ lineId: 'a' }])).toMatchObject({
      gone: ['a'],
      lines: [{ net: eur(-60n) }],
    });
  });

  it.each<[string, readonly CreditWish[]]>([
    ['invalid_input lines.0.net', [{ lineId: 'a', net: eur(101n) }]],
    ['invalid_input lines.0.net', [{ lineId: 'a', net: eur(0n) }]],
    ['invalid_input lines.0.net', [{ lineId: 'a', net: eur(-1n) }]],
    ['currency_mismatch lines.0.net', [{ lineId: 'a', net: money(1n, 'USD') }]],
    ['invalid_input lines.1.lineId', [{ lineId: 'a' }, { lineId: 'a' }]],
    ['invalid_input lines.0.lineId', [{ lineId: 'z' }]],
  ])('[5.14] is refused: %s', (code, wishes) => {
    expect(codeOf(() => creditLines([fresh(line('a', 100n))], wishes))).toBe(code);
  });
});

describe('the last credit note', () => {
  it('[7.4, 7.10] mirrors what is left of each tax and of the rounding', () => {
    const invoice = sumUp([line('a', 100n), line('b', 50n, '7')]);
    const part = sumUp([line('a', -40n)]);
    const plain = sumUp([line('a', -60n), line('b', -50n, '7')]);
    const closing = closingTotals(plain, {
      taxes: [...invoice.breakdown, ...part.breakdown],
      rounding: eur(1n),
    });
    expect(closing.breakdown.map(({ rate, base, tax }) => [rate, base.amount, tax.amount])).toEqual(
      [
        ['20', -60n, -12n],
        ['7', -50n, -4n],
      ],
    );
    expect([closing.rounding, closing.total]).toEqual([eur(-1n), eur(-110n - 16n - 1n)]);
  });
});

const invoices = fc.array(
  fc.tuple(fc.bigInt({ min: 1n, max: 9999n }), fc.constantFrom('19', '7', '9.975')),
  { minLength: 1, maxLength: 5 },
);
const cuts = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 100 })), { maxLength: 8 });

describe('totals of credit notes', () => {
  it('[5.14] a line of an invoice that took another back is credited with all of its tax', () => {
    const changed = sumUp([line('new', 750n, '19'), line('back', -484n, '19')]);
    expect(changed.tax).toEqual(eur(51n));
    const made = creditLines([fresh(line('new', 750n, '19'))], [{ lineId: 'new', net: eur(536n) }]);
    const plain = sumUp(made.lines.map((one) => ({ ...one, lineId: '' })));
    const note = creditTotals(plain, changed.breakdown, []);
    expect([note.net, note.tax, note.total]).toEqual([eur(-536n), eur(-102n), eur(-638n)]);
  });

  it('[5.14, 7.8] whatever is credited in parts, invoice and notes sum to zero', () => {
    fc.assert(
      fc.property(invoices, cuts, (nets, list) => {
        const lines = nets.map(([net, rate], index) => line(`l${index}`, net, rate));
        const invoice = sumUp(lines);
        const reversed = new Map<string, bigint>();
        const notes: Totals[] = [];
        const credit = (wishes: readonly CreditWish[] | 'all'): void => {
          const open = lines.map((one) => ({
            line: one,
            reversed: eur(reversed.get(one.lineId) ?? 0n),
          }));
          const made = creditLines(open, wishes);
          const plain = sumUp(made.lines.map((one) => ({ ...one, lineId: '' })));
          const before = notes.flatMap(({ breakdown }) => breakdown);
          notes.push(creditTotals(plain, invoice.breakdown, before));
          for (const { reverses, net } of made.lines) {
            reversed.set(reverses, (reversed.get(reverses) ?? 0n) + net.amount);
          }
        };
        for (const [at, percent] of list) {
          const one = lines[at % lines.length];
          const left = (one?.net.amount ?? 0n) + (reversed.get(one?.lineId ?? '') ?? 0n);
          const net = (left * BigInt(percent)) / 100n;
          if (one !== undefined && net > 0n) credit([{ lineId: one.lineId, net: eur(net) }]);
        }
        if (lines.some((one) => one.net.amount + (reversed.get(one.lineId) ?? 0n) > 0n)) {
          credit('all');
        }
        for (const pick of ['net', 'tax', 'total'] as const) {
          const back = notes.reduce((sum, note) => sum + note[pick].amount, 0n);
          expect(back).toBe(-invoice[pick].amount);
        }
        // No note on the way gave more tax back than there was.
        let left = invoice.tax.amount;
        for (const note of notes) {
          left += note.tax.amount;
          expect(left >= 0n && note.tax.amount <= 0n).toBe(true);
        }
      }),
    );
  });
});
