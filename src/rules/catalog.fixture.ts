import { defaultBilling } from './billing-settings.ts';
import type { AddOn, Catalog, Plan, Price, Product, Promotion } from './catalog-model.ts';
import { parseMoney } from './money.ts';

/** A price from decimal strings, for tests. */
export function price(currency: string, cycle: string, recurring: string, setup: string): Price {
  return {
    currency,
    cycle,
    recurring: parseMoney(recurring, currency),
    setup: parseMoney(setup, currency),
  };
}

function plan(id: string, name: string, prices: readonly Price[], more: Partial<Plan> = {}): Plan {
  return { id, name, features: [], hidden: false, prices, ...more };
}

const addOns: readonly AddOn[] = [
  {
    id: 'ip',
    name: 'Dedicated IP',
    kind: 'recurring',
    quantity: { minimum: 0, maximum: 4 },
    prices: [
      price('EUR', 'monthly', '2.50', '0.00'),
      price('EUR', 'annual', '27.00', '0.00'),
      price('JPY', 'annual', '4104', '0'),
    ],
  },
  {
    id: 'migration',
    name: 'Site migration',
    kind: 'one-time',
    prices: [price('EUR', 'one-time', '0.00', '49.00')],
  },
];

const web: Product = {
  id: 'web',
  kind: 'hosting',
  name: 'Web hosting',
  panel: 'plesk',
  plans: [
    plan('silver', 'Silver', [
      price('EUR', 'monthly', '7.99', '0.00'),
      price('EUR', 'annual', '86.29', '0.00'),
      price('JPY', 'annual', '12744', '0'),
    ]),
    plan('gold', 'Gold', [price('EUR', 'annual', '161.89', '0.00')], { addOnIds: [] }),
    plan('old', 'Old', [price('EUR', 'annual', '1.00', '0.00')], { hidden: true }),
  ],
  addOns,
};

const vps: Product = {
  id: 'vps',
  kind: 'hosting',
  name: 'Virtual servers',
  stock: 2,
  plans: [
    plan('vps-s', 'VPS S', [price('EUR', 'monthly', '9.00', '10.00')]),
    plan('vps-m', 'VPS M', [price('EUR', 'monthly', '19.00', '10.00')], { stock: 1 }),
  ],
  addOns: [],
};

const support: Product = {
  id: 'support',
  kind: 'service',
  name: 'Support hours',
  plans: [
    plan('hour', 'One hour', [price('EUR', 'one-time', '0.00', '79.00')]),
    plan('free', 'Free hour', [price('EUR', 'one-time', '0.00', '0.00')]),
  ],
  addOns: [],
};

const promotions: readonly Promotion[] = [
  {
    code: 'WELCOME20',
    percent: '20',
    appliesTo: 'recurring',
    periods: 1,
    newClientsOnly: true,
  },
  {
    code: 'SETUPFREE',
    percent: '100',
    appliesTo: 'setup',
    periods: 1,
    plans: ['vps-s', 'vps-m'],
    newClientsOnly: false,
  },
  {
    code: 'FIVER',
    fixed: [parseMoney('5.00', 'EUR')],
    appliesTo: 'both',
    periods: 3,
    from: '2026-11-01',
    until: '2027-01-31',
    newClientsOnly: false,
    maximumUses: 200,
    maximumPerClient: 1,
  },
  {
    code: 'FOREVER10',
    percent: '10',
    appliesTo: 'recurring',
    periods: null,
    cycles: ['annual', 'biennial'],
    newClientsOnly: false,
  },
];

/** A small sound catalog like that of the sample provider, for tests. */
export const sampleCatalog: Catalog = {
  provider: {
    name: 'Harbourlight Hosting',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    vatNumber: 'DE123456788',
    currencies: ['EUR', 'JPY'],
    pricesIncludeTax: false,
    termsDays: 14,
    orderLapseDays: 30,
    numbering: { series: 'HL-{year}-', gapless: true, digits: 6 },
    roundingMode: 'half-away-from-zero',
    taxRegime: 'oss',
    billing: defaultBilling,
    paymentMethods: [
      { id: 'manual', pluginId: 'manual', label: 'Bank transfer', currencies: ['EUR'] },
    ],
    provisionOnPending: false,
  },
  products: [web, vps, support],
  promotions,
  taxes: [
    { name: 'VAT', country: 'DE', rate: '19' },
    { name: 'VAT', country: 'FR', rate: '20' },
    { name: 'GST', country: 'CA', rate: '5' },
    { name: 'QST', country: 'CA', state: 'QC', rate: '9.975' },
  ],
};
