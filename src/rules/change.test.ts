import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChange } from './change.ts';
import type { ChangeRequest, InvoiceOfLines, StandingLine } from './change-model.ts';
import { add, type Money, type RoundingMode, sum } from './money.ts';
import { addDays, addMonths, maxDate } from './plain-date.ts';
import type { AppliedTax } from './tax.ts';
import { taxTotals } from './tax-totals.ts';

const eur = (amount: bigint): Money => ({ amount, currency: 'EUR' });
const vat: AppliedTax = { name: 'VAT', rate: '20', category: 'S' };

interface Had {
  readonly net: bigint;
  readonly start: string;
  readonly end: string;
  readonly open?: boolean;
  readonly discount?: bigint;
  readonly taxes?: readonly AppliedTax[];
}

/** Lines of one item, each on an invoice of its own. */
function had(list: readonly Had[]): Pick<ChangeRequest, 'standing' | 'invoices' | 'ends'> {
  const standing = list.map((one, index): StandingLine => {
    const { net, discount = 0n, start, end, taxes = [vat] } = one;
    return {
      itemId: 'old',
      invoiceId: `i${index}`,
      period: { start, end },
      reversed: eur(0n),
      line: {
        lineId: `l${index}`,
        packageId: 'p1',
        itemId: 'old',
        kind: 'cycle',
        description: 'Silver',
        quantity: 1,
        unitPrice: eur(net + discount),
        gross: eur(net + discount),
        discount: eur(discount),
        net: eur(net),
        taxes,
        period: { start, end },
        explanation: { rule: 'period', steps: [] },
      },
    };
  });
  const invoices = standing.map(
    (line, index): InvoiceOfLines => ({
      invoiceId: line.invoiceId,
      number: `HL-${index}`,
      open: list[index]?.open === true,
      lines: [line],
      issued: taxTotals([line.line], 'half-away-from-zero').breakdown,
      earlier: [],
      net: line.line.net,
      rounding: eur(0n),
    }),
  );
  const billedThrough = list.reduce((last, { end }) => maxDate(last, end), '0001-01-01');
  return { standing, invoices, ends: [{ itemId: 'old', addOnId: null, billedThrough }] };
}

function asked(
  price: bigint,
  day: string,
  through: string,
  more: Partial<ChangeRequest> = {},
): ChangeRequest {
  return {
    packageId: 'p1',
    cycle: 'monthly',
    anchor: '2026-11-22',
    day,
    credited: true,
    periods: { kind: 'same-days', through },
    ends: [],
    standing: [],
    invoices: [],
    begins: [
      {
        addOnId: null,
        description: 'Gold',
        quantity: 1,
        price: eur(price),
        once: null,
        oneTime: false,
        prorated: true,
        promotion: null,
        replaces: 'old',
        raise: null,
      },
    ],
    taxes: [vat],
    homeTaxes: [vat],
    policy: { mode: 'half-away-from-zero', currency: 'EUR' },
    proration: 'actual',
    ...more,
  };
}

const month = { start: '2026-11-22', end: '2026-12-22' };
const nets = (lines: readonly { readonly net: Money }[] = []): bigint[] =>
  lines.map(({ net }) => net.amount);

describe('a change with credit', () => {
  it('[5.15, 5.16] is one invoice with a line of negative quantity when it costs more', () => {
    const plan = planChange(asked(2000n, '2026-12-02', month.end, had([{ net: 1000n, ...month }])));
    expect(nets(plan.invoice?.lines)).toEqual([-667n, 1333n]);
    expect(plan.invoice?.lines[0]).toMatchObject({
      quantity: -1,
      reverses: 'l0',
      kind: 'reversal',
    });
    expect(plan.notes).toEqual([]);
    expect(plan.sum).toEqual(eur(799n));
    expect(plan.reversed).toEqual(['l0']);
    expect(plan.ends).toMatchObject([{ billedThroughAfter: '2026-12-02' }]);
    expect(plan.billedThrough).toBe('2026-12-22');
  });

  it('[5.16] is a credit note and an invoice when it costs less', () => {
    const plan = planChange(asked(1000n, '2026-12-02', month.end, had([{ net: 2000n, ...month }])));
    expect(plan.notes.map(({ totals }) => totals.total.amount)).toEqual([-1600n]);
    expect(nets(plan.invoice?.lines)).toEqual([667n]);
    expect(plan.sum).toEqual(eur(-800n));
  });

  it('[5.16] of many notes that round their tax, what rounding leaves is the invoice’s', () => {
    // Notes of 2, 2, 2, 2 and 1 carry no tax, the new 8 carries 2; together −1 carries none.
    const nineteen = [{ ...vat, rate: '19' }];
    const whole = { ...month, taxes: nineteen };
    const lines = had([2n, 2n, 2n, 2n, 1n].map((net) => ({ net, ...whole })));
    const request = asked(8n, month.start, month.end, { ...lines, taxes: nineteen });
    const plan = planChange(request);
    expect(plan.notes.map(({ totals }) => totals.total.amount)).toEqual([-2n, -2n, -2n, -2n, -1n]);
    expect(plan.invoice?.totals).toMatchObject({
      tax: eur(2n),
      rounding: eur(-1n),
      total: eur(9n),
    });
    expect(plan.sum).toEqual(eur(0n));
  });

  it('[5.16] is one invoice of nothing when both parts are equal', () => {
    const plan = planChange(asked(1000n, '2026-12-02', month.end, had([{ net: 1000n, ...month }])));
    expect(nets(plan.invoice?.lines)).toEqual([-667n, 667n]);
    expect(plan.notes).toEqual([]);
    expect(plan.sum).toEqual(eur(0n));
  });

  it('[5.15] takes a prepaid next period back too, and bills it anew as a line of its own', () => {
    const next = { start: '2026-12-22', end: '2027-01-22' };
    const plan = planChange(
      asked(
        2000n,
        '2026-12-02',
        next.end,
        had([
          { net: 1000n, ...month },
          { net: 1000n, ...next },
        ]),
      ),
    );
    expect(nets(plan.invoice?.lines)).toEqual([-667n, -1000n, 1333n, 2000n]);
    expect(plan.billedThrough).toBe('2027-01-22');
  });

  it('[5.18] credits an issued renewal in full, which the run issues anew', () => {
    const next = { start: '2026-12-22', end: '2027-01-22', open: true };
    const plan = planChange(
      asked(
        2000n,
        '2026-12-17',
        month.end,
        had([
          { net: 1000n, ...month },
          { net: 1000n, ...next },
        ]),
      ),
    );
    expect(plan.notes).toMatchObject([{ invoiceId: 'i1', lowersOpen: true }]);
    expect(plan.notes[0]?.totals.total).toEqual(eur(-1200n));
    // The open invoice is lowered; it pays for nothing of the new plan.
    expect(nets(plan.invoice?.lines)).toEqual([-167n, 333n]);
    expect(plan.billedThrough).toBe('2026-12-22');
  });

  it('[5.12, 7.10] the note of a whole invoice mirrors its cent of rounding', () => {
    // 9.99 with 20%: 8.33 net and 1.67 tax are a cent more than what is charged.
    const lines = had([{ net: 833n, ...month }]);
    const invoices = lines.invoices.map((one) => ({ ...one, rounding: eur(-1n) }));
    const plan = planChange({
      ...asked(100n, month.start, month.end, { ...lines, invoices }),
      policy: { mode: 'half-away-from-zero', currency: 'EUR', inclusive: 'net-first' },
    });
    expect(plan.notes.map(({ totals }) => totals.total.amount)).toEqual([-999n]);
    expect(plan.notes[0]?.totals.rounding).toEqual(eur(1n));
  });

  it('[5.14] the line of an open invoice lowers it, by its own tax rate', () => {
    const old = { net: 1000n, ...month, open: true, taxes: [{ ...vat, rate: '19' }] };
    const plan = planChange(asked(2000n, '2026-12-02', month.end, had([old])));
    expect(plan.notes[0]?.totals).toMatchObject({ net: eur(-667n), tax: eur(-127n) });
    expect(plan.sum).toEqual(eur(1600n));
  });

  it('[5.14] a reversal keeps the rate of its line on the one invoice', () => {
    const old = { net: 1000n, ...month, taxes: [{ ...vat, rate: '19' }] };
    const { invoice } = planChange(asked(2000n, '2026-12-02', month.end, had([old])));
    expect(
      invoice?.totals.breakdown.map(({ rate, base, tax }) => [rate, base.amount, tax.amount]),
    ).toEqual([
      ['19', -667n, -127n],
      ['20', 1333n, 267n],
    ]);
  });

  it('[7.9] of a fixed discount that part goes along which was taken back', () => {
    const promotion = {
      periodsLeft: 0,
      terms: {
        code: 'FIVER',
        fixed: [eur(300n)],
        appliesTo: 'recurring',
        periods: 1,
        newClientsOnly: false,
      },
    } as const;
    const request = asked(
      2000n,
      '2026-12-02',
      month.end,
      had([{ net: 700n, discount: 300n, ...month }]),
    );
    const [begin] = request.begins;
    if (begin === undefined) throw new Error('The request begins something.');
    const plan = planChange({ ...request, begins: [{ ...begin, promotion }] });
    // 7.00 × 20/30 back; 13.33 less 3.00 × 20/30 anew.
    expect(nets(plan.invoice?.lines)).toEqual([-467n, 1133n]);
    expect(plan.periodsLeft).toEqual([0]);
    // 3.01 × 20/30 is 2.0066…: of a cent that is lost no change makes two.
    const odd = had([{ net: 699n, discount: 301n, ...month }]);
    const again = planChange({ ...request, ...odd, begins: [{ ...begin, promotion }] });
    expect(nets(again.invoice?.lines)).toEqual([-466n, 1133n]);
  });

  it('[7.9] a percentage is taken anew on days that were discounted, and on no others', () => {
    const terms = {
      code: 'WELCOME20',
      percent: '20',
      appliesTo: 'recurring',
      periods: 1,
      newClientsOnly: true,
    } as const;
    const netsWith = (lines: ReturnType<typeof had>): bigint[] => {
      const request = asked(2000n, '2026-12-02', month.end, lines);
      const begins = request.begins.map((one) => ({
        ...one,
        promotion: { terms, periodsLeft: 0 },
      }));
      return nets(planChange({ ...request, begins }).invoice?.lines);
    };
    // 8.00 × 20/30 back; 13.33 less 2.67 anew.
    expect(netsWith(had([{ net: 800n, discount: 200n, ...month }]))).toEqual([-533n, 1066n]);
    expect(netsWith(had([{ net: 1000n, ...month }]))).toEqual([-667n, 1333n]);
  });
});

describe('a change at another time', () => {
  it('[5.13] at the end of the period bills nothing now', () => {
    const plan = planChange({
      ...asked(500n, month.end, month.end, had([{ net: 1000n, ...month }])),
      periods: { kind: 'later' },
    });
    expect(plan).toMatchObject({ invoice: null, notes: [], reversed: [], sum: eur(0n) });
    expect(plan.billedThrough).toBe(month.end);
    expect(plan.ends[0]?.billedThroughAfter).toBe(month.end);
  });

  it('[5.13] without credit the old lines stand', () => {
    const lines = had([{ net: 1000n, ...month }]);
    const plan = planChange({ ...asked(2000n, '2026-12-02', month.end, lines), credited: false });
    expect(nets(plan.invoice?.lines)).toEqual([1333n]);
    expect(plan.reversed).toEqual([]);
    expect(plan.ends[0]?.billedThroughAfter).toBe(month.end);
  });

  it('[5.15] another cycle starts anew with a whole period', () => {
    const whole = { start: '2026-12-02', end: '2027-12-02' };
    const plan = planChange({
      ...asked(10_000n, '2026-12-02', month.end, had([{ net: 1000n, ...month }])),
      cycle: 'annual',
      anchor: '2026-12-02',
      periods: { kind: 'anew', periods: [{ period: whole, whole }] },
    });
    expect(nets(plan.invoice?.lines)).toEqual([-667n, 10_000n]);
    expect(plan.billedThrough).toBe('2027-12-02');
  });
});

const modes: readonly RoundingMode[] = [
  'half-away-from-zero',
  'half-even',
  'down',
  'up',
  'half-up',
];

/** What a document rounds: each line, each tax. */
const slack = 6n;

describe('changes of all kinds', () => {
  const anyChange = fc.record({
    old: fc.bigInt(0n, 500_000n),
    off: fc.bigInt(0n, 100n),
    price: fc.bigInt(0n, 500_000n),
    at: fc.integer({ min: 0, max: 40 }),
    months: fc.integer({ min: 1, max: 3 }),
    rate: fc.constantFrom('0', '19', '20', '6.25', '9.975'),
    mode: fc.constantFrom(...modes),
    proration: fc.constantFrom('actual', '30-day', 'none'),
    prepaid: fc.boolean(),
    open: fc.boolean(),
  } as const);

  it('[5.14, 5.15, 5.16] parts sum to wholes, and nothing is given back that was not billed', () => {
    fc.assert(
      fc.property(anyChange, (given) => {
        const { old, off, price, at, mode, proration, prepaid, open } = given;
        const start = '2027-12-31';
        const end = addMonths(start, given.months);
        const tax: AppliedTax = {
          ...vat,
          rate: given.rate,
          category: given.rate === '0' ? 'Z' : 'S',
        };
        const cycle = given.months === 1 ? 'monthly' : `${given.months}-months`;
        const day = addDays(start, Math.min(at, 27));
        const discount = (old * off) / 100n;
        const first = { net: old - discount, discount, start, end, taxes: [tax] };
        const nextEnd = addMonths(start, 2 * given.months);
        const next = { net: old, start: end, end: nextEnd, open, taxes: [tax] };
        const lines = had(prepaid ? [first, next] : [first]);
        const through = prepaid && !open ? nextEnd : end;
        const plan = planChange({
          ...asked(price, day, through, lines),
          cycle,
          anchor: start,
          taxes: [tax],
          policy: { mode, currency: 'EUR' },
          proration,
        });
        const billed = lines.standing.map(({ line }) => line.net);
        const back = [
          ...(plan.invoice?.lines ?? []).filter(({ reverses }) => reverses !== null),
          ...plan.notes.flatMap((note) => note.lines),
        ].map(({ net }) => net);
        const given_ = sum(back, 'EUR').amount;
        expect(given_ <= 0n && -given_ <= sum(billed, 'EUR').amount).toBe(true);
        for (const { lines: list, totals } of [
          ...(plan.invoice === null ? [] : [plan.invoice]),
          ...plan.notes,
        ]) {
          expect(
            sum(
              list.map(({ net }) => net),
              'EUR',
            ),
          ).toEqual(totals.net);
          expect(add(totals.net, totals.tax)).toEqual(totals.total);
        }
        if (plan.invoice !== null) expect(plan.invoice.totals.total.amount >= 0n).toBe(true);
      }),
    );
  });

  it('[7.10] where prices include tax, what is shown is set off, to the cent', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 500_000n),
        fc.bigInt(0n, 500_000n),
        fc.integer({ min: 0, max: 29 }),
        fc.constantFrom('net-first', 'tax-first', 'tax-is-rest' as const),
        (old, price, at, inclusive) => {
          const start = '2026-11-22';
          const end = '2026-12-22';
          const lines = had([{ net: old, start, end }]);
          const shown = lines.standing.map((one) => ({
            ...one,
            line: { ...one.line, charged: eur(old) },
          }));
          const plan = planChange({
            ...asked(price, addDays(start, at), end, { ...lines, standing: shown }),
            policy: { mode: 'half-away-from-zero', currency: 'EUR', inclusive },
          });
          if (plan.notes.length > 0 || plan.invoice === null) return;
          const part = (amount: bigint): bigint => {
            const days = BigInt(30 - at);
            const twice = amount * days * 2n;
            return (twice + 30n) / 60n;
          };
          expect(plan.invoice.totals.total.amount).toBe(part(price) - part(old));
        },
      ),
    );
  });

  it('[5.19] a change and back on one day never earns more than what was rounded', () => {
    fc.assert(
      fc.property(anyChange, ({ old, price, at, rate, mode }) => {
        const start = '2027-12-31';
        const end = addMonths(start, 1);
        const tax: AppliedTax = { ...vat, rate, category: rate === '0' ? 'Z' : 'S' };
        const day = addDays(start, Math.min(at, 30));
        const more = { anchor: start, taxes: [tax], policy: { mode, currency: 'EUR' } } as const;
        const there = planChange({
          ...asked(price, day, end, had([{ net: old, start, end, taxes: [tax] }])),
          ...more,
        });
        const made = there.invoice?.lines.find(({ begins }) => begins !== null);
        if (made?.period == null) return;
        const back = planChange({
          ...asked(old, day, end, had([{ net: made.net.amount, ...made.period, taxes: [tax] }])),
          ...more,
        });
        expect(add(there.sum, back.sum).amount >= -slack).toBe(true);
      }),
    );
  });

  it('[5.19] no sequence of changes earns money: paid is never below the days used', () => {
    const step = fc.record({ days: fc.integer({ min: 0, max: 9 }), price: fc.bigInt(0n, 50_000n) });
    fc.assert(
      fc.property(fc.bigInt(0n, 50_000n), fc.array(step, { maxLength: 8 }), (first, steps) => {
        const start = '2027-12-31';
        const end = '2028-01-31';
        const days = 31n;
        let line: Had = { net: first, start, end, taxes: [vat] };
        let paid = first + (first * 20n) / 100n;
        let price = first;
        let day = start;
        // The value of the days used, times their number, with 20% tax: exact, in hundredths.
        let used = 0n;
        for (const next of steps) {
          const on = addDays(day, next.days);
          if (on >= end) break;
          used += price * BigInt(next.days) * 120n;
          const plan = planChange({
            ...asked(next.price, on, end, had([line])),
            anchor: start,
          });
          paid += plan.sum.amount;
          const made = plan.invoice?.lines.find(({ begins }) => begins !== null);
          line = { net: made?.net.amount ?? 0n, start: on, end, taxes: [vat] };
          price = next.price;
          day = on;
        }
        const last = planChange({ ...asked(0n, day, day, had([line])), begins: [], anchor: start });
        const kept = paid + last.sum.amount;
        const rounded = BigInt(steps.length + 2) * slack;
        expect((kept + rounded) * days * 100n >= used).toBe(true);
      }),
    );
  });
});
