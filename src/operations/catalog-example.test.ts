import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import { addOnsFor, type Catalog, findPlan, findPrice, planOnSale } from '../rules/catalog.ts';
import { parseCatalog } from './catalog-document.ts';

const text = readFileSync(new URL('../../examples/provider/catalog.json', import.meta.url), 'utf8');
const catalog: Catalog = parseCatalog(JSON.parse(text));

/** Replaces exactly one place of the file's text, so that a test breaks what it means to. */
function edited(...edits: readonly (readonly [string, string])[]): unknown {
  let result = text;
  for (const [from, to] of edits) {
    expect(result).toContain(from);
    result = result.replace(from, to);
  }
  return JSON.parse(result);
}

function faultsOf(file: unknown): readonly string[] {
  try {
    parseCatalog(file);
  } catch (error) {
    if (isBillingError(error)) return error.faults.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('the example catalog', () => {
  it('[2.1] sells plans in three currencies, with set-up fee and stock', () => {
    const { product: web, plan: silver } = findPlan(catalog, 'web', 'silver');
    expect(findPrice(silver, 'EUR', 'annual')).toEqual({
      currency: 'EUR',
      cycle: 'annual',
      recurring: { amount: 8629n, currency: 'EUR' },
      setup: { amount: 0n, currency: 'EUR' },
    });
    expect(findPrice(silver, 'JPY', 'annual').recurring.amount).toBe(12_744n);
    const { product: servers, plan: small } = findPlan(catalog, 'vps', 'vps-s');
    expect(findPrice(small, 'EUR', 'monthly').setup.amount).toBe(1000n);
    expect([web.panel, servers.panel, servers.stock]).toEqual(['sandbox', 'sandbox', 40]);
    expect(planOnSale(servers, small)).toBe(true);
  });

  it('[2.1] sells a service once, and a plan that costs nothing', () => {
    const { product, plan } = findPlan(catalog, 'support', 'hour');
    const once = findPrice(plan, 'EUR', 'one-time');
    expect([once.recurring.amount, once.setup.amount]).toEqual([0n, 7900n]);
    expect([product.kind, product.panel]).toEqual(['service', undefined]);
    const { plan: starter } = findPlan(catalog, 'free', 'starter');
    for (const currency of ['EUR', 'USD', 'JPY']) {
      const { recurring, setup } = findPrice(starter, currency, 'annual');
      expect([recurring, setup]).toEqual([
        { amount: 0n, currency },
        { amount: 0n, currency },
      ]);
    }
  });

  it('[2.2] has add-ons with a quantity, without one, and for once', () => {
    const { product, plan } = findPlan(catalog, 'web', 'silver');
    const [ip, backup, migration] = addOnsFor(product, plan);
    expect(ip).toMatchObject({ id: 'ip', quantity: { minimum: 0, maximum: 4 } });
    expect(ip && findPrice(ip, 'EUR', 'annual').recurring.amount).toBe(2700n);
    expect(backup).toMatchObject({ id: 'backup', kind: 'recurring' });
    expect(backup?.quantity).toBeUndefined();
    expect(migration).toMatchObject({ id: 'migration', kind: 'one-time' });
    expect(migration && findPrice(migration, 'EUR', 'one-time').setup.amount).toBe(4900n);
  });

  it('[2.6] has promotions of percent and fixed, with limits', () => {
    expect(catalog.promotions).toMatchObject([
      { code: 'WELCOME20', percent: '20', appliesTo: 'recurring', newClientsOnly: true },
      { code: 'SETUPFREE', percent: '100', appliesTo: 'setup', plans: ['vps-s', 'vps-m'] },
      {
        code: 'FIVER',
        fixed: [
          { amount: 500n, currency: 'EUR' },
          { amount: 550n, currency: 'USD' },
        ],
        periods: 3,
        from: '2026-11-01',
        until: '2027-01-31',
        maximumUses: 200,
        maximumPerClient: 1,
      },
      { code: 'FOREVER10', percent: '10', periods: null, cycles: ['annual', 'biennial'] },
    ]);
  });

  it('[2.3] measures disk and traffic, the second in tiers', () => {
    const { plan: silver } = findPlan(catalog, 'web', 'silver');
    expect(silver.meters).toMatchObject([
      { resource: 'disk', included: '25', mode: 'sampled', model: 'flat' },
      { resource: 'traffic', included: '250', mode: 'summed', model: 'graduated' },
    ]);
    expect(silver.meters?.[1]?.tiers[1]?.prices[1]).toEqual({ currency: 'USD', amount: '0.025' });
  });

  it('[2.4] has paths up and down, some for operators alone', () => {
    const { plan: silver } = findPlan(catalog, 'web', 'silver');
    expect([silver.upgradesTo, silver.downgradesTo]).toEqual([['gold'], ['bronze']]);
    expect(findPlan(catalog, 'vps', 'vps-l').plan.clientMayDowngrade).toBe(false);
  });

  it('[6.6] issues ahead by cycle, and [16.2] reminds, suspends and terminates', () => {
    const { leadDays, dunning, changes } = catalog.provider.billing;
    expect(leadDays).toMatchObject({ byCycle: { monthly: 7, quarterly: 14, annual: 30 } });
    expect(dunning.steps.map(({ day, do: what }) => `${day} ${what}`)).toEqual([
      '-3 remind',
      '3 remind',
      '7 remind',
      '10 suspend',
      '40 terminate',
    ]);
    expect(dunning.steps[2]?.lateFee).toContainEqual({ amount: 700n, currency: 'JPY' });
    expect(changes).toEqual({
      upgrade: 'now-with-credit',
      downgrade: 'period-end',
      lapseDays: 3,
    });
  });

  it('[14.1] pays for referrals', () => {
    expect(catalog.affiliates).toMatchObject([{ id: 'friends', percent: '15', waitDays: 30 }]);
  });

  it('[8.2] takes yen by card only', () => {
    const taking = (currency: string): readonly string[] =>
      catalog.provider.paymentMethods
        .filter(({ currencies }) => currencies === undefined || currencies.includes(currency))
        .map(({ pluginId }) => pluginId);
    expect(taking('EUR')).toEqual(['sandbox', 'manual']);
    expect(taking('JPY')).toEqual(['sandbox']);
  });
});

describe('a catalog file with faults', () => {
  it('[2.7] of five faults in its figures and references names these five and nothing else', () => {
    const faults = faultsOf(
      edited(
        ['"Europe/Berlin"', '"Europe/Atlantis"'],
        ['"recurring": "86.29"', '"recurring": "86,29"'],
        ['"max": 4', '"max": -4'],
        ['"vps-m"\n      ]', '"vps-x"\n      ]'],
        ['"until": "2027-01-31"', '"until": "2027-01-32"'],
      ),
    );
    expect(new Set(faults)).toEqual(
      new Set([
        'provider.timeZone',
        'products.0.plans.1.prices.2.recurring',
        'products.0.addons.0.quantity.max',
        'promotions.1.plans.1',
        'promotions.2.until',
      ]),
    );
  });

  it('[2.7] of five faults of its shape names these five and nothing else', () => {
    const faults = faultsOf(
      edited(
        ['"taxRegime": "oss"', '"taxRegime": "none"'],
        ['"termsDays": 14', '"termsDays": "14"'],
        ['"recurring": "86.29"', '"recurring": 86.29'],
        ['"stock": 40', '"stocks": 40'],
        ['"appliesTo": "both"', '"appliesTo": "all"'],
      ),
    );
    expect([...faults].sort()).toEqual([
      'products.0.plans.1.prices.2.recurring',
      'products.1.stocks',
      'promotions.2.appliesTo',
      'provider.invoicing.termsDays',
      'provider.taxRegime',
    ]);
  });
});
