import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCatalog } from './catalog.fixture.ts';
import { formatAmount } from './money.ts';
import type { OrderItem } from './order-lines.ts';
import { type OrderQuote, type QuoteRequest, quoteOrder } from './quote.ts';

const silver: OrderItem = {
  productId: 'web',
  planId: 'silver',
  cycle: 'annual',
  addOns: [{ id: 'ip', quantity: 2 }],
};
const vps: OrderItem = { productId: 'vps', planId: 'vps-s', cycle: 'monthly', addOns: [] };

function quote(
  items: readonly OrderItem[],
  promotionCode?: string,
  more: Partial<QuoteRequest> = {},
): OrderQuote {
  return quoteOrder({
    catalog: sampleCatalog,
    input: { currency: 'EUR', items, promotionCode },
    party: { country: 'FR', kind: 'consumer' },
    on: '2026-11-22',
    newClient: true,
    ...more,
  });
}

const next = ({ next: charges }: OrderQuote) =>
  charges.map(({ on, total }) => `${on} ${formatAmount(total)}`);

describe('quoteOrder', () => {
  it('[4.1] prices Silver annual with two IPs and WELCOME20 for a French consumer', () => {
    const made = quote([silver], 'WELCOME20');
    const lines = made.lines.map(({ gross, discount }) =>
      [gross, discount].map(formatAmount).join(' '),
    );
    expect(lines).toEqual(['86.29 17.26', '54.00 10.80']);
    const { net, discount, tax, total } = made.totals;
    expect([net, discount, tax, total].map(formatAmount)).toEqual([
      '112.23',
      '28.06',
      '22.45',
      '134.68',
    ]);
    expect(next(made)).toEqual(['2027-11-22 168.35']);
    expect(made.promotion).toMatchObject({ code: 'WELCOME20', percent: '20', periods: 1 });
    expect(made.taxNote).toBeUndefined();
  });

  it('[7.14] gives each line its place, period and explanation', () => {
    const [plan, ip] = quote([{ ...silver, domainName: 'example.com' }], 'WELCOME20').lines;
    expect(plan).toMatchObject({
      itemIndex: 0,
      kind: 'cycle',
      description: 'Web hosting Silver (example.com)',
      quantity: 1,
      period: { start: '2026-11-22', end: '2027-11-22' },
      promotionCode: 'WELCOME20',
    });
    expect(ip).toMatchObject({ addOnId: 'ip', quantity: 2 });
    expect(ip?.explanation.steps.map(({ label, amount }) => [label, amount?.amount])).toEqual([
      ['Dedicated IP (example.com), annual: 27.00 × 2', 5400n],
      ['2026-11-22 to 2027-11-22', 5400n],
      ['Less WELCOME20, 20%', 4320n],
    ]);
  });

  it('[2.1] bills a set-up fee once, and sums the next periods per date', () => {
    const made = quote([vps, silver, { ...vps, planId: 'vps-m' }]);
    expect(made.lines.map(({ kind, itemIndex }) => `${itemIndex} ${kind}`)).toEqual([
      '0 cycle',
      '0 setup',
      '1 cycle',
      '1 cycle',
      '2 cycle',
      '2 setup',
    ]);
    expect(next(made)).toEqual(['2026-12-22 33.60', '2027-11-22 168.35']);
  });

  it('[2.2] bills a one-time add-on once and drops a quantity of none', () => {
    const addOns = [
      { id: 'migration', quantity: 1 },
      { id: 'ip', quantity: 0 },
    ];
    const made = quote([{ ...silver, addOns }]);
    expect(made.lines.map(({ kind, net }) => `${kind} ${formatAmount(net)}`)).toEqual([
      'cycle 86.29',
      'one_time 49.00',
    ]);
    expect(next(made)).toEqual(['2027-11-22 103.55']);
  });

  it('[7.9] discounts the next period only if the promotion covers another', () => {
    expect(next(quote([silver], 'FOREVER10'))).toEqual(['2027-11-22 151.51']);
    expect(next(quote([{ ...silver, addOns: [] }], 'FIVER'))).toEqual(['2027-11-22 97.55']);
    expect(next(quote([vps], 'SETUPFREE'))).toEqual(['2026-12-22 10.80']);
    expect(formatAmount(quote([vps], 'SETUPFREE').totals.total)).toBe('10.80');
  });

  it('[7.9] gives a fixed amount once per period, also over two cycles', () => {
    const made = quote([vps, { ...silver, addOns: [] }], 'FIVER');
    expect(formatAmount(made.totals.discount)).toBe('5.00');
    const off = 900n + 8629n - made.next.reduce((sum, { net }) => sum + net.amount, 0n);
    expect(off).toBe(500n);
  });

  it('[4.5] allows an order for nothing', () => {
    const made = quote([{ productId: 'support', planId: 'free', cycle: 'one-time', addOns: [] }]);
    expect(made.totals.total.amount).toBe(0n);
    expect([made.lines.length, made.next]).toEqual([1, []]);
  });

  it('[7.12] says why no tax is charged', () => {
    const party = {
      country: 'FR',
      kind: 'business',
      vatNumber: 'FR1',
      vatNumberValid: true,
    } as const;
    const made = quote([silver], undefined, { party });
    expect(made.totals.tax.amount).toBe(0n);
    expect(made.taxNote).toContain('Reverse charge');
    expect(made.taxNote?.match(/Reverse/g)).toHaveLength(1);
  });

  it('[2.6] uses an automatic promotion without a code', () => {
    const promotions = [
      { percent: '50', appliesTo: 'both', periods: 1, newClientsOnly: false } as const,
    ];
    const made = quote([silver], undefined, { catalog: { ...sampleCatalog, promotions } });
    expect(made.promotion).toMatchObject({ code: null, percent: '50' });
    expect(made.lines[0]).not.toHaveProperty('promotionCode');
    expect(formatAmount(made.totals.net)).toBe('70.14');
  });
});

describe('refusals', () => {
  const refusals: [string, string, () => unknown][] = [
    ['invalid_input', 'items', () => quote([])],
    ['unknown_plan', 'items.1.planId', () => quote([silver, { ...silver, planId: 'x' }])],
    ['unknown_plan', 'items.0.planId', () => quote([{ ...silver, productId: 'vps' }])],
    ['not_for_sale', 'items.0.planId', () => quote([{ ...silver, planId: 'old', addOns: [] }])],
    ['unknown_price', 'items.0.cycle', () => quote([{ ...silver, cycle: 'weekly' }])],
    ['invalid_input', 'items.0.cycle', () => quote([{ ...silver, cycle: 'often' }])],
    ['unknown_add_on', 'items.0.addOns.0.id', () => quote([{ ...silver, planId: 'gold' }])],
    [
      'invalid_input',
      'items.0.addOns.1.id',
      () => quote([{ ...silver, addOns: [...silver.addOns, ...silver.addOns] }]),
    ],
    ...[5, -1, 1.5, Number.NaN].map((quantity): [string, string, () => unknown] => [
      'quantity_out_of_range',
      'items.0.addOns.0.quantity',
      () => quote([{ ...silver, addOns: [{ id: 'ip', quantity }] }]),
    ]),
    [
      'quantity_out_of_range',
      'items.0.addOns.0.quantity',
      () => quote([{ ...silver, addOns: [{ id: 'migration', quantity: 2 }] }]),
    ],
    ['promotion_not_valid', 'promotionCode', () => quote([silver], 'NOPE')],
    ['promotion_not_valid', 'promotionCode', () => quote([silver], 'SETUPFREE')],
    [
      'promotion_not_valid',
      'promotionCode',
      () => quote([silver], 'WELCOME20', { newClient: false }),
    ],
    [
      'promotion_not_valid',
      'promotionCode',
      () =>
        quote([{ ...silver, addOns: [] }], 'FIVER', {
          input: { currency: 'JPY', items: [silver], promotionCode: 'FIVER' },
        }),
    ],
    [
      'currency_mismatch',
      'currency',
      () => quote([], undefined, { input: { currency: 'USD', items: [silver] } }),
    ],
    [
      'unknown_price',
      'items.0.addOns.0.id',
      () =>
        quote([], undefined, {
          input: {
            currency: 'JPY',
            items: [{ ...silver, addOns: [{ id: 'migration', quantity: 1 }] }],
          },
        }),
    ],
    ['out_of_stock', 'items.0.planId', () => quote([vps, vps, vps])],
    [
      'out_of_stock',
      'items.0.planId',
      () =>
        quote([
          { ...vps, planId: 'vps-m' },
          { ...vps, planId: 'vps-m' },
        ]),
    ],
    ['out_of_stock', 'items.0.planId', () => quote([vps], undefined, { available: () => 0 })],
    ['out_of_stock', 'items.0.planId', () => quote([vps, vps], undefined, { available: () => 1 })],
    [
      // VPS S has no stock of its own, so its sibling draws on the same one.
      'out_of_stock',
      'items.0.planId',
      () => quote([vps, { ...vps, planId: 'vps-m' }], undefined, { available: () => 1 }),
    ],
  ];
  it.each(refusals)('[4.1] answers %s at %s, case %#', (code, field, ask) => {
    expect(ask).toThrow(expect.objectContaining({ code, field }));
  });

  it('[5.12] asks for the stock that is left', () => {
    expect(quote([vps, vps]).lines).toHaveLength(4);
    expect(quote([vps, vps, vps], undefined, { available: () => null }).lines).toHaveLength(6);
    const asked: string[] = [];
    const available = (productId: string, planId: string) => {
      asked.push(`${productId} ${planId}`);
      return 1;
    };
    quote([silver], undefined, { available });
    expect(asked).toEqual(['web silver']);
  });
});

describe('any order', () => {
  const items = fc.array(
    fc.oneof(
      fc.record({
        productId: fc.constant('web'),
        planId: fc.constant('silver'),
        cycle: fc.constantFrom('monthly', 'annual'),
        addOns: fc.nat(4).map((quantity) => [{ id: 'ip', quantity }]),
      }),
      fc.constantFrom(vps, { ...vps, productId: 'support', planId: 'hour', cycle: 'one-time' }),
    ),
    { minLength: 1, maxLength: 5 },
  );
  const parties = fc.constantFrom(
    { country: 'FR', kind: 'consumer' } as const,
    { country: 'CA', state: 'QC', kind: 'business' } as const,
    { country: 'BR', kind: 'consumer' } as const,
  );
  const codes = fc.constantFrom(undefined, 'WELCOME20', 'FIVER');
  const day = fc.integer({ min: 1, max: 30 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);

  it('[7.8] has lines that sum to its total and a next period of zero or more', () => {
    let priced = 0;
    fc.assert(
      fc.property(items, parties, codes, day, (list, party, code, on) => {
        const recurs = list.some(({ cycle }) => cycle !== 'one-time');
        const usable = code === 'WELCOME20' && !recurs ? undefined : code;
        const made = quote(list, usable, { party, on, available: () => null });
        const { net, discount, tax, total } = made.totals;
        const sum = (pick: 'net' | 'gross' | 'discount') =>
          made.lines.reduce((all, line) => all + line[pick].amount, 0n);
        expect(sum('net') + tax.amount).toBe(total.amount);
        expect(sum('gross') - sum('discount')).toBe(net.amount);
        expect(sum('discount')).toBe(discount.amount);
        for (const line of made.lines) {
          expect(line.discount.amount >= 0n && line.discount.amount <= line.gross.amount).toBe(
            true,
          );
          expect(line.taxes.length).toBeGreaterThan(0);
        }
        for (const charge of made.next) {
          expect(charge.total.amount).toBe(charge.net.amount + charge.tax.amount);
          expect(charge.total.amount >= 0n && charge.on > on).toBe(true);
        }
        expect(made.next.length > 0).toBe(recurs);
        priced += 1;
      }),
    );
    expect(priced).toBeGreaterThan(50);
  });
});
