import { describe, expect, it } from 'vitest';
import type { AffiliateProgram } from './affiliate-model.ts';
import { price, sampleCatalog } from './catalog.fixture.ts';
import { checkCatalog } from './catalog-check.ts';
import type { Catalog } from './catalog-model.ts';
import type { Meter } from './meter-model.ts';
import { money } from './money.ts';

/** The sample with some values replaced, each by its path. */
function broken(changes: Record<string, unknown>): Catalog {
  const copy = structuredClone(sampleCatalog);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const owner = keys.reduce<unknown>((at, key) => Reflect.get(at as object, key), copy);
    Reflect.set(owner as object, last, value);
  }
  return copy;
}

const paths = (changes: Record<string, unknown>) =>
  checkCatalog(broken(changes)).map(({ path }) => path);

describe('checkCatalog', () => {
  it('[2.7] finds nothing wrong with a sound catalog', () => {
    expect(checkCatalog(sampleCatalog)).toEqual([]);
  });

  const eur = money(1n, 'EUR');
  const prices = [
    { currency: 'EUR', amount: '0.025' },
    { currency: 'JPY', amount: '4' },
  ];
  const meter: Meter = {
    resource: 'disk',
    unit: 'GB',
    included: '5',
    mode: 'sampled',
    over: 'charged',
    model: 'graduated',
    tiers: [
      { upTo: '10', prices },
      { upTo: null, prices },
    ],
  };
  const program: AffiliateProgram = {
    id: 'friends',
    name: 'Friends',
    percent: '15',
    recurring: true,
    waitDays: 0,
    minimumPayout: [],
    cookieDays: 1,
  };
  it('[2.7] finds nothing wrong with meters and programs that are sound', () => {
    expect(paths({ 'products.0.plans.0.meters': [meter], affiliates: [program] })).toEqual([]);
  });

  const silver = 'products.0.plans.0';
  const cases: [string, unknown, string?][] = [
    ['provider.timeZone', 'Mars/Olympus'],
    ['provider.country', 'Germany'],
    ['provider.termsDays', -1],
    ['provider.orderLapseDays', 0.5],
    ['provider.numbering.digits', 0],
    ['provider.numbering.digits', 13],
    ['provider.currencies.2', 'ABC'],
    ['provider.currencies.2', 'EUR'],
    ['provider.paymentMethods.0.currencies.0', 'USD'],
    ['provider.paymentMethods.0.countries', ['de'], 'provider.paymentMethods.0.countries.0'],
    ['provider.paymentMethods.0.minimum', [eur, eur], 'provider.paymentMethods.0.minimum.EUR'],
    [
      'provider.paymentMethods.0.maximum',
      [money(1n, 'USD')],
      'provider.paymentMethods.0.maximum.USD',
    ],
    [
      'provider.paymentMethods.1',
      sampleCatalog.provider.paymentMethods[0],
      'provider.paymentMethods.1.id',
    ],
    ['products.1.id', 'web'],
    ['products.1.id', ''],
    ['products.1.stock', -1],
    ['products.1.plans.1.stock', 1.5],
    ['products.0.addOns.1.id', 'ip'],
    [`${silver}.id`, 'gold', 'products.0.plans.1.id'],
    [`${silver}.prices`, []],
    [`${silver}.addOnIds`, ['ip', 'none'], `${silver}.addOnIds.1`],
    [`${silver}.prices.0.cycle`, 'often'],
    [`${silver}.prices.0.cycle`, '12-months', `${silver}.prices.1`],
    [`${silver}.prices.0.recurring`, money(-1n, 'EUR')],
    [`${silver}.prices.0.setup`, money(0n, 'JPY')],
    [`${silver}.prices.0`, price('USD', 'monthly', '1', '0'), `${silver}.prices.0.currency`],
    ['products.2.plans.0.prices.0.recurring', eur],
    [
      'products.0.addOns.0.quantity',
      { minimum: 3, maximum: 2 },
      'products.0.addOns.0.quantity.maximum',
    ],
    ['products.0.addOns.0.quantity.maximum', 0],
    ['products.0.addOns.1.kind', 'recurring', 'products.0.addOns.1.prices.0.cycle'],
    ['promotions.1.code', 'welcome20'],
    ['promotions.0.code', ' '],
    ['promotions.0.percent', '101'],
    ['promotions.0.percent', '0'],
    ['promotions.0.percent', 'lots'],
    ['promotions.0.percent', undefined, 'promotions.0'],
    ['promotions.0.fixed', [eur], 'promotions.0'],
    ['promotions.2.fixed', []],
    ['promotions.2.fixed', [money(1n, 'USD')], 'promotions.2.fixed.USD'],
    ['promotions.1.plans.0', 'none'],
    ['promotions.3.cycles.1', 'often'],
    ['promotions.0.periods', 0],
    ['promotions.2.until', '2026-10-31'],
    ['promotions.2.from', '2026-02-30'],
    ['promotions.2.code', undefined],
    ['promotions.2.maximumPerClient', 0],
    ['taxes.0.rate', '-19'],
    ['taxes.0.country', 'de'],
    ['taxes.0.county', 'Travis', 'taxes.0.state'],
    ['taxes.0.until', 'soon'],
    ['taxes.0.amounts', [eur], 'taxes.0.amounts.JPY'],
    ['taxes.0.exempt', 'Article 10.', 'taxes.0.rate'],
    ['provider.billing.leadDays.default', -1],
    [
      'provider.billing.cycleMode',
      { kind: 'monthly', day: 0, thresholdDay: null },
      'provider.billing.cycleMode.day',
    ],
    [
      'provider.billing.cycleMode',
      { kind: 'monthly', day: 1, thresholdDay: 32 },
      'provider.billing.cycleMode.thresholdDay',
    ],
    ['provider.billing.safety.forecastFactor', 0.5],
    ['provider.billing.safety.invoicesPerClient', 0],
    ['provider.billing.dunning.steps.1.day', -3],
    ['provider.billing.dunning.steps.0.do', 'suspend'],
    ['provider.billing.dunning.steps.1.do', 'suspend', 'provider.billing.dunning.steps.2.do'],
    ['provider.billing.dunning.steps.2.do', 'terminate', 'provider.billing.dunning.steps.3'],
    ['provider.billing.dunning.steps.0.day', 0.5],
    ['provider.billing.chargeRetryDays.0', 0],
    [`${silver}.downgradesTo`, ['none'], `${silver}.downgradesTo.0`],
    [`${silver}.trialDays`, -1],
    // What is tried costs nothing: this one has a set-up fee.
    ['products.1.plans.0.trialDays', 14],
    ['provider.billing.review.countries', ['France'], 'provider.billing.review.countries.0'],
    [`${silver}.meters`, [{ ...meter, model: 'flat' }], `${silver}.meters.0.model`],
    [`${silver}.meters`, [{ ...meter, block: '0' }], `${silver}.meters.0.block`],
    [`${silver}.meters`, [{ ...meter, included: '-1' }], `${silver}.meters.0.included`],
    [`${silver}.meters`, [{ ...meter, tiers: [] }], `${silver}.meters.0.tiers`],
    [
      `${silver}.meters`,
      [{ ...meter, tiers: meter.tiers.toReversed() }],
      `${silver}.meters.0.tiers.0.upTo`,
    ],
    ['affiliates', [{ ...program, cookieDays: 0 }], 'affiliates.0.cookieDays'],
    ['affiliates', [{ ...program, waitDays: -1 }], 'affiliates.0.waitDays'],
    ['affiliates', [{ ...program, percent: '0' }], 'affiliates.0.percent'],
  ];
  it.each(cases)('[2.7] names the path of a fault: %s, case %#', (path, value, expected = path) => {
    expect(paths({ [path]: value })).toContain(expected);
  });

  it('[2.7] collects every fault', () => {
    const faults = paths({
      'provider.termsDays': -1,
      'products.0.plans.0.prices.0.cycle': 'often',
      'promotions.0.percent': 'lots',
      'taxes.3.rate': '',
    });
    expect(faults).toEqual([
      'provider.termsDays',
      'products.0.plans.0.prices.0.cycle',
      'promotions.0.percent',
      'taxes.3.rate',
    ]);
  });

  it('[2.7] needs a currency', () => {
    expect(paths({ 'provider.currencies': [] })[0]).toBe('provider.currencies');
  });
});
