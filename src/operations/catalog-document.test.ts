import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import { sampleCatalog } from '../rules/catalog.fixture.ts';
import { parseCatalog } from './catalog-document.ts';

const price = (currency: string, cycle: string, recurring: string, setup: string): object => ({
  currency,
  cycle,
  recurring,
  setup,
});

/** A file as an operator writes it. */
const file = {
  provider: {
    name: 'Harbourlight Hosting',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    vatNumber: 'DE123456788',
    currencies: ['EUR', 'JPY'],
    pricesIncludeTax: false,
    taxRegime: 'oss',
    taxes: sampleCatalog.taxes,
    invoicing: {
      termsDays: 14,
      numbering: { series: 'HL-{year}-', gapless: true },
      roundingMode: 'half-away-from-zero',
    },
    payments: {
      methods: [
        {
          id: 'manual',
          plugin: 'manual',
          label: 'Bank transfer',
          currencies: ['EUR'],
          minimum: { EUR: '1.00' },
        },
      ],
    },
  },
  products: [
    {
      id: 'web',
      kind: 'hosting',
      name: 'Web hosting',
      panel: 'plesk',
      plans: [
        {
          id: 'silver',
          name: 'Silver',
          features: ['10 sites'],
          prices: [price('EUR', 'annual', '86.29', '0.00'), price('JPY', 'annual', '12744', '0')],
          addons: ['ip'],
        },
      ],
      addons: [
        {
          id: 'ip',
          name: 'Dedicated IP',
          quantity: { min: 0, max: 4 },
          prices: [price('EUR', 'annual', '27.00', '0.00')],
        },
        { id: 'migration', name: 'Site migration', oneTime: { EUR: '49.00', JPY: '7500' } },
      ],
    },
  ],
  promotions: [
    {
      code: 'FIVER',
      fixed: { EUR: '5.00' },
      appliesTo: 'both',
      periods: 3,
      maxUses: 200,
      maxPerClient: 1,
    },
  ],
};

/** The file with one place replaced. */
function broken(...changes: readonly (readonly [string, unknown])[]): unknown {
  const copy = structuredClone(file);
  for (const [path, value] of changes) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const owner = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
    Reflect.set(Object(owner), last, value);
  }
  return copy;
}

function faultsOf(value: unknown): readonly string[] {
  try {
    parseCatalog(value);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    expect(error.code).toBe('invalid_input');
    expect(error.field).toBe(error.faults[0]?.field);
    return error.faults.map(({ field }) => field);
  }
  return [];
}

describe('the catalog file', () => {
  it('[2.7] becomes a catalog with amounts in minor units', () => {
    const { provider, products, promotions, taxes } = parseCatalog(file);
    expect(provider).toMatchObject({
      termsDays: 14,
      numbering: { series: 'HL-{year}-', gapless: true, digits: 6 },
      provisionOnPending: false,
      paymentMethods: [{ pluginId: 'manual', minimum: [{ amount: 100n, currency: 'EUR' }] }],
    });
    expect(taxes).toEqual(sampleCatalog.taxes);
    expect(products[0]?.plans[0]).toMatchObject({ hidden: false, addOnIds: ['ip'] });
    expect(products[0]?.plans[0]?.prices[0]?.recurring).toEqual({ amount: 8629n, currency: 'EUR' });
    expect(products[0]?.addOns).toMatchObject([
      { kind: 'recurring', quantity: { minimum: 0, maximum: 4 } },
      {
        kind: 'one-time',
        prices: [
          { currency: 'EUR', cycle: 'one-time', setup: { amount: 4900n } },
          { currency: 'JPY', cycle: 'one-time', setup: { amount: 7500n } },
        ],
      },
    ]);
    expect(promotions[0]).toMatchObject({
      fixed: [{ amount: 500n, currency: 'EUR' }],
      maximumUses: 200,
      maximumPerClient: 1,
      newClientsOnly: false,
    });
  });

  const silver = 'products.0.plans.0';
  const cases: [string, unknown, string?][] = [
    ['provider.dunning', []],
    ['provider.timeZone', 'Mars/Olympus'],
    ['provider.invoicing.termsDays', -1],
    ['provider.invoicing.numbering.digits', 13],
    ['provider.invoicing.leadDays', 7],
    ['provider.payments.methods.0.currencies.0', 'USD'],
    [
      'provider.payments.methods.0.minimum',
      { EUR: '1,00' },
      'provider.payments.methods.0.minimum.EUR',
    ],
    ['provider.taxes.0.rate', '-19'],
    [`${silver}.meters`, []],
    [`${silver}.upgradesTo`, ['gold']],
    [`${silver}.prices.0.recurring`, '10,00'],
    [`${silver}.prices.0.recurring`, '-1.00'],
    [`${silver}.prices.0.recurring`, 86.29],
    [`${silver}.prices.1.recurring`, '12744.50'],
    [`${silver}.prices.0.currency`, 'USD'],
    [`${silver}.prices.0.cycle`, 'often'],
    [`${silver}.addons.0`, 'none'],
    ['products.0.addons.0.quantity.max', -1],
    ['products.0.addons.0.oneTime', { EUR: '1.00' }, 'products.0.addons.0'],
    ['products.0.addons.1.oneTime', { EUR: '1e3' }, 'products.0.addons.1.oneTime.EUR'],
    ['products.0.addons.1.oneTime', { USD: '1.00' }, 'products.0.addons.1.oneTime.USD'],
    ['promotions.0.fixed', { USD: '1.00' }, 'promotions.0.fixed.USD'],
    ['promotions.0.maxPerClient', 0],
    ['affiliates', []],
  ];
  it.each(cases)(
    '[2.7] names the path of a fault in the file: %s, case %#',
    (path, value, at = path) => {
      expect(faultsOf(broken([path, value]))).toContain(at);
    },
  );

  it('[2.7] names every fault, of unknown fields and of what they stand beside', () => {
    const faults = faultsOf(
      broken(
        [`${silver}.trialDays`, 14],
        [`${silver}.prices.0.recurring`, '1e3'],
        [`${silver}.prices.1.cycle`, 'often'],
        ['promotions.0.plans', ['none']],
      ),
    );
    expect([...faults].sort()).toEqual(
      [
        `${silver}.trialDays`,
        `${silver}.prices.0.recurring`,
        `${silver}.prices.1.cycle`,
        'promotions.0.plans.0',
      ].sort(),
    );
  });

  it('[2.7] refuses what is no catalog at all', () => {
    for (const value of [null, [], 'x', {}]) expect(faultsOf(value).length).toBeGreaterThan(0);
  });
});
