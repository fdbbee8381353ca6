import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogWith } from './billing-run.fixture.ts';
import type { BillingSettings } from './billing-settings.ts';
import type { AddOn, Catalog, Plan } from './catalog-model.ts';
import { formatAmount } from './money.ts';
import type { OrderItem } from './order-model.ts';
import { addDays } from './plain-date.ts';
import { type OrderQuote, type QuoteRequest, quoteOrder } from './quote.ts';

const firstOfMonth: Partial<BillingSettings> = {
  cycleMode: { kind: 'monthly', day: 1, thresholdDay: 25 },
};
const ip = (quantity: number) => [{ id: 'ip', quantity }];
const silver: OrderItem = { productId: 'web', planId: 'silver', cycle: 'monthly', addOns: [] };
const vps: OrderItem = { productId: 'vps', planId: 'vps-s', cycle: 'monthly', addOns: [] };

/** A catalog in which every plan and add-on of hosting is changed. */
function changed(catalog: Catalog, plan: Partial<Plan>, addOn: Partial<AddOn> = {}): Catalog {
  const products = catalog.products.map((product) => ({
    ...product,
    plans: product.plans.map((one) => ({ ...one, ...plan })),
    addOns: product.addOns.map((one) => ({ ...one, ...addOn })),
  }));
  return { ...catalog, products };
}

function quote(
  items: readonly OrderItem[],
  on: string,
  catalog: Catalog = catalogWith(firstOfMonth),
  more: Partial<QuoteRequest> & { readonly code?: string } = {},
): OrderQuote {
  const { code, ...rest } = more;
  return quoteOrder({
    catalog,
    input: { currency: 'EUR', items, promotionCode: code },
    party: { country: 'DE', kind: 'consumer' },
    on,
    newClient: true,
    ...rest,
  });
}

const lines = (made: OrderQuote) =>
  made.lines.map(
    ({ kind, period, net }) =>
      `${kind} ${period?.start ?? '-'} ${period?.end ?? '-'} ${formatAmount(net)}`,
  );
const next = (made: OrderQuote) => made.next.map(({ on, net }) => `${on} ${formatAmount(net)}`);

describe('an order by a fixed day of the month', () => {
  it('[6.3] is the stub by the days of the cycle that ends on it; set-up is never prorated', () => {
    // 9.00 × 9 / 30 days of November.
    const made = quote([vps], '2026-11-22');
    expect(lines(made)).toEqual(['cycle 2026-11-22 2026-12-01 2.70', 'setup - - 10.00']);
    expect(next(made)).toEqual(['2026-12-01 9.00']);
    expect(made.lines[0]?.explanation).toMatchObject({
      rule: 'part-of-period',
      steps: [
        { label: 'Virtual servers VPS S, monthly: 9.00 × 1' },
        {
          label: '9 of 30 days (actual) of 2026-11-01 to 2026-12-01, rounded half-away-from-zero',
        },
        { label: '2026-11-22 to 2026-12-01' },
      ],
    });
  });

  it('[6.3] from the threshold day on takes the whole next cycle along, as its own line', () => {
    const made = quote([vps], '2026-11-25');
    expect(lines(made)).toEqual([
      'cycle 2026-11-25 2026-12-01 1.80',
      'cycle 2026-12-01 2027-01-01 9.00',
      'setup - - 10.00',
    ]);
    expect(next(made)).toEqual(['2027-01-01 9.00']);
  });

  it('[6.3] on the day itself has no stub', () => {
    expect(lines(quote([silver], '2026-12-01'))).toEqual(['cycle 2026-12-01 2027-01-01 7.99']);
  });

  it('[6.3] of a plan that may not be prorated stays on its anniversary', () => {
    const catalog = changed(catalogWith(firstOfMonth), { prorated: false });
    expect(lines(quote([silver], '2026-11-22', catalog))).toEqual([
      'cycle 2026-11-22 2026-12-22 7.99',
    ]);
  });

  it('[2.2] [6.4] add-ons go with their plan, in part or whole', () => {
    const both = { ...silver, addOns: ip(3) };
    // 2.50 × 3 × 9 / 30, in one piece.
    const part = quote([both], '2026-11-22');
    expect(lines(part)[1]).toBe('cycle 2026-11-22 2026-12-01 2.25');
    expect(part.lines[1]).toMatchObject({ quantity: 1, description: 'Dedicated IP × 3' });
    const catalog = changed(catalogWith(firstOfMonth), {}, { prorated: false });
    expect(lines(quote([both], '2026-11-22', catalog))[1]).toBe('cycle 2026-11-22 2026-12-01 7.50');
  });

  it('[7.9] a stub is discounted, and uses up no period of the promotion', () => {
    const code = 'WELCOME20';
    const stub = quote([silver], '2026-11-22', undefined, { code });
    // 7.99 × 9 / 30 = 2.40 less 0.48.
    expect(lines(stub)).toEqual(['cycle 2026-11-22 2026-12-01 1.92']);
    expect(stub.kept[0]?.periodsLeft).toBe(1);
    expect(next(stub)).toEqual(['2026-12-01 6.39']);
    const both = quote([silver], '2026-11-25', undefined, { code });
    expect(both.kept[0]?.periodsLeft).toBe(0);
    expect(next(both)).toEqual(['2027-01-01 7.99']);
  });

  it('[7.9] a fixed amount is kept in shares, so that two packages do not get it twice', () => {
    const made = quote([vps, silver], '2026-12-01', undefined, { code: 'FIVER' });
    const kept = made.kept.map((one) => one?.terms.fixed?.map(formatAmount));
    // 5.00 over 9.00 and 7.99.
    expect(kept).toEqual([['2.65'], ['2.35']]);
    expect(made.kept.map((one) => one?.periodsLeft)).toEqual([2, 2]);
    expect(next(made)).toEqual(['2027-01-01 11.99']);
  });

  it('[7.9] what is off the set-up alone is not kept', () => {
    const made = quote([vps], '2026-12-01', undefined, { code: 'SETUPFREE' });
    expect(made.kept).toEqual([null]);
  });
});

describe('a trial', () => {
  const trying = changed(catalogWith(), { trialDays: 14 });

  it('[2.10] costs nothing, and what follows begins on the first paid day', () => {
    const made = quote([{ ...silver, addOns: ip(2) }], '2026-11-22', trying);
    expect(lines(made)).toEqual([
      'cycle 2026-11-22 2026-12-06 0.00',
      'cycle 2026-11-22 2026-12-06 0.00',
    ]);
    expect(made.lines[0]?.explanation.rule).toBe('trial');
    expect(next(made)).toEqual(['2026-12-06 12.99']);
  });

  it('[2.10] [6.3] by a fixed day is followed by the stub', () => {
    const monthly = changed(catalogWith(firstOfMonth), { trialDays: 14 });
    // 7.99 × 26 / 31 days of December.
    expect(next(quote([silver], '2026-11-22', monthly))).toEqual(['2026-12-06 6.70']);
  });

  it('[2.10] keeps a promotion for the periods that are paid', () => {
    const made = quote([silver], '2026-11-22', trying, { code: 'WELCOME20' });
    expect(made.kept[0]?.periodsLeft).toBe(1);
    expect(next(made)).toEqual(['2026-12-06 6.39']);
  });

  it('[2.10] is had once per product, in an order and by a client', () => {
    const twice = quote([silver, silver], '2026-11-22', trying);
    expect(lines(twice)).toEqual([
      'cycle 2026-11-22 2026-12-06 0.00',
      'cycle 2026-11-22 2026-12-22 7.99',
    ]);
    const again = quote([silver], '2026-11-22', trying, {
      trialRefused: (productId) => productId === 'web',
    });
    expect(lines(again)).toEqual(['cycle 2026-11-22 2026-12-22 7.99']);
  });
});

describe('the lines of an order', () => {
  it('[6.3] [6.8] follow each other without a gap up to the next charge', () => {
    const days = fc.integer({ min: 1, max: 31 });
    const orders = fc.record({
      on: fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2026-01-01', n)),
      day: days,
      thresholdDay: fc.option(days),
      cycle: fc.constantFrom('monthly', 'annual'),
      trialDays: fc.constantFrom(0, 1, 30),
      code: fc.constantFrom(undefined, 'WELCOME20', 'FIVER'),
    });
    fc.assert(
      fc.property(orders, ({ on, day, thresholdDay, cycle, trialDays, code }) => {
        const catalog = changed(
          catalogWith({ cycleMode: { kind: 'monthly', day, thresholdDay } }),
          { trialDays },
        );
        const promotions = catalog.promotions.map(({ from: _, until: __, ...one }) => one);
        const made = quote(
          [{ ...silver, cycle }],
          on,
          { ...catalog, promotions },
          {
            ...(code === undefined ? {} : { code }),
          },
        );
        let at = on;
        for (const { period } of made.lines) {
          expect(period?.start).toBe(at);
          at = period?.end ?? '';
        }
        expect(made.next.map(({ on: start }) => start)).toEqual([at]);
      }),
    );
  });
});
