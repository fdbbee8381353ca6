import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import { defaultBilling } from '../rules/billing-settings.ts';
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

const disk = {
  resource: 'disk',
  unit: 'GB',
  included: 5,
  price: { EUR: '0.20', JPY: '30' },
  mode: 'sampled',
};

const friends = {
  id: 'friends',
  name: 'Tell a friend',
  percent: '15',
  recurring: true,
  waitDays: 30,
  minimumPayout: { EUR: '25.00' },
  cookieDays: 90,
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

  it('[2.7] what the file does not say of billing is as by default', () => {
    expect(parseCatalog(file).provider.billing).toEqual(defaultBilling);
  });

  it('[2.7] reads the settings of the billing engine', () => {
    const { provider } = parseCatalog(
      broken(
        ['provider.invoicing.leadDays', { monthly: 7, '12-months': 30, domain: 60, default: 10 }],
        ['provider.invoicing.cycleMode', { kind: 'monthly', day: 1, thresholdDay: 20 }],
        ['provider.invoicing.proration', '30-day'],
        ['provider.invoicing.invoiced', { suspendedPackages: true }],
        ['provider.invoicing.returnFrom', 'today'],
        ['provider.invoicing.grouping', 'month'],
        ['provider.invoicing.document', 'proforma'],
        ['provider.invoicing.tax', { rounding: 'per-line' }],
        ['provider.dunning', [{ day: 7, do: 'remind', lateFee: { EUR: '5.00', JPY: '700' } }]],
        ['provider.terminateAfterDays', 20],
        ['provider.changes', { downgrade: 'now-with-credit', raiseNoticeDays: 60 }],
        ['provider.cancelRefund', 'unused'],
        ['provider.review', { amountAbove: { EUR: '500.00' }, countries: ['ZZ'] }],
        ['provider.payments.retryDays', [2, 4]],
        ['provider.payments.disputeSuspendDays', null],
        ['provider.safety', { forecastFactor: 2 }],
      ),
    );
    expect(provider.billing).toEqual({
      cycleMode: { kind: 'monthly', day: 1, thresholdDay: 20 },
      proration: '30-day',
      leadDays: { byCycle: { monthly: 7, annual: 30 }, default: 10, domain: 60 },
      invoiced: { ...defaultBilling.invoiced, suspendedPackages: true },
      returnFrom: 'today',
      grouping: 'month',
      document: 'proforma',
      changes: { upgrade: 'now-with-credit', downgrade: 'now-with-credit', lapseDays: 3 },
      cancelRefund: 'unused',
      review: { amountAbove: [{ amount: 50_000n, currency: 'EUR' }], countries: ['ZZ'] },
      dunning: {
        steps: [
          {
            day: 7,
            do: 'remind',
            lateFee: [
              { amount: 500n, currency: 'EUR' },
              { amount: 700n, currency: 'JPY' },
            ],
          },
        ],
        terminateAfterDays: 20,
      },
      chargeRetryDays: [2, 4],
      disputeSuspendDays: null,
      raiseNoticeDays: 60,
      safety: { linesPerPackage: 15, invoicesPerClient: 20, forecastFactor: 2 },
      tax: { rounding: 'per-line', inclusive: 'net-first' },
    });
  });

  it('[2.3] reads meters: one price, tiers that stand for it, blocks, and a hard limit', () => {
    const tiers = [
      { upTo: 1000, EUR: '0.04', JPY: '7' },
      { upTo: null, EUR: '0.025', JPY: '4' },
    ];
    const { products } = parseCatalog(
      broken([
        'products.0.plans.0.meters',
        [
          disk,
          { ...disk, resource: 'traffic', mode: 'summed', tiers },
          { ...disk, resource: 'mail', model: 'volume', tiers, block: '10' },
          { resource: 'sites', unit: 'site', included: 3, mode: 'sampled', over: 'refused' },
        ],
      ]),
    );
    const meters = products[0]?.plans[0]?.meters;
    const flat = [
      { currency: 'EUR', amount: '0.20' },
      { currency: 'JPY', amount: '30' },
    ];
    expect(meters).toMatchObject([
      { model: 'flat', over: 'charged', included: '5', tiers: [{ upTo: null, prices: flat }] },
      { model: 'graduated', tiers: [{ upTo: '1000' }, { upTo: null }] },
      { model: 'volume', block: '10' },
      { over: 'refused', tiers: [] },
    ]);
    expect(meters?.[1]?.tiers[1]?.prices[0]).toEqual({ currency: 'EUR', amount: '0.025' });
  });

  it('[2.4] reads the paths of upgrades, and who may go them', () => {
    const plan = { ...file.products[0]?.plans[0], id: 'gold', name: 'Gold' };
    const { products } = parseCatalog(
      broken(
        ['products.0.plans.1', { ...plan, downgradesTo: ['silver'], clientMayDowngrade: false }],
        ['products.0.plans.0.upgradesTo', ['gold']],
        ['products.0.addons.0.clientMay', 'raise'],
      ),
    );
    expect(products[0]?.plans).toMatchObject([
      { upgradesTo: ['gold'] },
      { downgradesTo: ['silver'], clientMayDowngrade: false },
    ]);
    expect(products[0]?.addOns[0]?.clientMay).toBe('raise');
  });

  it('[7.11] reads taxes of a fixed amount, on tax, and exemptions', () => {
    const { taxes, provider } = parseCatalog(
      broken(
        [
          'provider.taxes',
          [
            { name: 'Stamp', country: 'IT', amounts: { EUR: '2.00', JPY: '300' } },
            { name: 'QST', country: 'CA', state: 'QC', city: 'Laval', rate: '9.5', compound: true },
            { name: 'VAT', country: 'DE', productKinds: ['service'], exempt: 'Article 132.' },
          ],
        ],
        ['provider.pricesIncludeTax', true],
      ),
    );
    expect(taxes).toMatchObject([
      { rate: '0', amounts: [{ amount: 200n }, { amount: 300n }] },
      { compound: true, city: 'Laval' },
      { exempt: 'Article 132.', rate: '0' },
    ]);
    expect(provider.pricesIncludeTax).toBe(true);
  });

  it('[14.1] reads affiliate programs, and [2.6] the groups of a promotion', () => {
    const { affiliates, promotions } = parseCatalog(
      broken(['affiliates', [friends]], ['promotions.0.groups', ['clubs']]),
    );
    expect(affiliates).toEqual([
      { ...friends, minimumPayout: [{ amount: 2500n, currency: 'EUR' }] },
    ]);
    expect(promotions[0]?.groups).toEqual(['clubs']);
  });

  const silver = 'products.0.plans.0';
  const cases: [string, unknown, string?][] = [
    ['provider.reminders', []],
    ['provider.dunning', [{ day: 1, do: 'nag' }], 'provider.dunning.0.do'],
    [
      'provider.dunning',
      [{ day: 1, do: 'remind', lateFee: { EUR: '5,00' } }],
      'provider.dunning.0.lateFee.EUR',
    ],
    [
      'provider.dunning',
      [{ day: 1, do: 'remind', lateFee: { USD: '5.00' } }],
      'provider.dunning.0.lateFee.USD',
    ],
    [
      'provider.dunning',
      [
        { day: 3, do: 'remind' },
        { day: 3, do: 'suspend' },
      ],
      'provider.dunning.1.day',
    ],
    ['provider.dunning', [{ day: 3, do: 'terminate' }], 'provider.dunning.0.do'],
    ['provider.terminateAfterDays', 0],
    ['provider.changes', { upgrade: 'soon' }, 'provider.changes.upgrade'],
    ['provider.changes', { lapseDays: 0 }, 'provider.changes.lapseDays'],
    ['provider.review', { amountAbove: { EUR: '-1.00' } }, 'provider.review.amountAbove.EUR'],
    ['provider.review', { countries: ['France'] }, 'provider.review.countries.0'],
    ['provider.changes', { raiseNoticeDays: -1 }, 'provider.changes.raiseNoticeDays'],
    ['provider.safety', { linesPerPackage: 0 }, 'provider.safety.linesPerPackage'],
    ['provider.payments.retryDays', [3, 3], 'provider.payments.retryDays.1'],
    ['provider.payments.disputeSuspendDays', -1],
    ['provider.timeZone', 'Mars/Olympus'],
    ['provider.invoicing.termsDays', -1],
    ['provider.invoicing.numbering.digits', 13],
    ['provider.invoicing.leadDays', 7],
    ['provider.invoicing.leadDays', { often: 7 }, 'provider.invoicing.leadDays.often'],
    ['provider.invoicing.leadDays', { domain: -1 }, 'provider.invoicing.leadDays.domain'],
    [
      'provider.invoicing.cycleMode',
      { kind: 'monthly', day: 32 },
      'provider.invoicing.cycleMode.day',
    ],
    ['provider.invoicing.proration', 'some'],
    ['provider.invoicing.tax', { inclusive: 'gross-first' }, 'provider.invoicing.tax.inclusive'],
    ['provider.taxes.0.amounts', { EUR: '1.00' }, 'provider.taxes.0.rate'],
    [
      'provider.taxes.0',
      { name: 'Stamp', country: 'DE', amounts: { EUR: '1' } },
      'provider.taxes.0.amounts.JPY',
    ],
    ['provider.payments.methods.0.currencies.0', 'USD'],
    [
      'provider.payments.methods.0.minimum',
      { EUR: '1,00' },
      'provider.payments.methods.0.minimum.EUR',
    ],
    ['provider.taxes.0.rate', '-19'],
    [
      `${silver}.meters`,
      [{ resource: 'disk', unit: 'GB', included: 5, mode: 'summed' }],
      `${silver}.meters.0`,
    ],
    [`${silver}.meters`, [disk, disk], `${silver}.meters.1.resource`],
    [`${silver}.meters`, [{ ...disk, mode: 'seen' }], `${silver}.meters.0.mode`],
    [`${silver}.meters`, [{ ...disk, included: '5,0' }], `${silver}.meters.0.included`],
    [`${silver}.meters`, [{ ...disk, price: { EUR: '0.2' } }], `${silver}.meters.0.price.JPY`],
    [
      `${silver}.meters`,
      [{ ...disk, price: { EUR: '0.2', JPY: '3', USD: '1' } }],
      `${silver}.meters.0.price.USD`,
    ],
    [
      `${silver}.meters`,
      [{ ...disk, tiers: [{ upTo: 10, EUR: '1', JPY: '2' }] }],
      `${silver}.meters.0.tiers.0.upTo`,
    ],
    [
      `${silver}.meters`,
      [{ ...disk, tiers: [{ upTo: null, EUR: 'x', JPY: '2' }] }],
      `${silver}.meters.0.tiers.0.EUR`,
    ],
    [`${silver}.upgradesTo`, ['gold'], `${silver}.upgradesTo.0`],
    [`${silver}.downgradesTo`, ['silver'], `${silver}.downgradesTo.0`],
    [`${silver}.trialDays`, 1.5],
    ['products.0.addons.0.clientMay', 'all'],
    ['promotions.0.groups', ['A B'], 'promotions.0.groups.0'],
    ['affiliates', [friends, friends], 'affiliates.1.id'],
    ['affiliates', [{ ...friends, fixed: { EUR: '1.00' } }], 'affiliates.0'],
    ['affiliates', [{ ...friends, percent: '101' }], 'affiliates.0.percent'],
    [
      'affiliates',
      [{ ...friends, minimumPayout: { EUR: '-1' } }],
      'affiliates.0.minimumPayout.EUR',
    ],
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
    ['affiliate', []],
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
        [`${silver}.trials`, 14],
        [`${silver}.prices.0.recurring`, '1e3'],
        [`${silver}.prices.1.cycle`, 'often'],
        ['promotions.0.plans', ['none']],
      ),
    );
    expect([...faults].sort()).toEqual(
      [
        `${silver}.trials`,
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
