import * as z from 'zod';
import type { Price, Promotion, ProviderSettings, TaxRule } from '../rules/catalog.ts';

type Amounts = Readonly<Record<string, string>>;

/** The catalog file: amounts are decimal strings, those of several currencies by code. */
export interface CatalogDocument {
  readonly provider: Omit<
    ProviderSettings,
    | 'termsDays'
    | 'orderLapseDays'
    | 'numbering'
    | 'roundingMode'
    | 'paymentMethods'
    | 'provisionOnPending'
    | 'billing'
  > & {
    readonly invoicing: Pick<
      ProviderSettings,
      'termsDays' | 'orderLapseDays' | 'numbering' | 'roundingMode'
    >;
    readonly taxes: readonly TaxRule[];
    readonly payments: {
      readonly methods: readonly PaymentMethodDocument[];
      readonly provisionOnPending: boolean;
    };
  };
  readonly products: readonly ProductDocument[];
  readonly promotions: readonly PromotionDocument[];
}

type PaymentMethodDocument = Omit<
  ProviderSettings['paymentMethods'][number],
  'pluginId' | 'minimum' | 'maximum'
> & { readonly plugin: string; readonly minimum?: Amounts; readonly maximum?: Amounts };

type PromotionDocument = Omit<Promotion, 'fixed' | 'maximumUses' | 'maximumPerClient'> & {
  readonly fixed?: Amounts;
  readonly maxUses?: number;
  readonly maxPerClient?: number;
};

type PriceDocument = Pick<Price, 'currency' | 'cycle'> & {
  readonly recurring: string;
  readonly setup: string;
};

interface PlanDocument {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly features: readonly string[];
  readonly hidden: boolean;
  readonly stock?: number;
  readonly panelPlan?: string;
  readonly prices: readonly PriceDocument[];
  /** Ids of the product's add-ons that go with it; all when absent. */
  readonly addons?: readonly string[];
}

interface AddOnDocument {
  readonly id: string;
  readonly name: string;
  readonly quantity?: { readonly min: number; readonly max: number };
  /** Either recurring prices, or an amount per currency that is paid once. */
  readonly prices?: readonly PriceDocument[];
  readonly oneTime?: Amounts;
}

interface ProductDocument {
  readonly id: string;
  readonly kind: 'hosting' | 'domain' | 'certificate' | 'service';
  readonly name: string;
  readonly description?: string;
  readonly panel?: string;
  readonly stock?: number;
  readonly plans: readonly PlanDocument[];
  readonly addons: readonly AddOnDocument[];
}

const name = z.string().trim().min(1).max(200);
const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'An id has a-z, 0-9 and . _ - only.');
const long = z.string().trim().max(2000);
const code = z.string().regex(/^[A-Z]{3}$/, 'Write a currency such as EUR.');
const amounts = z.record(code, z.string());
const kind = z.enum(['hosting', 'domain', 'certificate', 'service']);

const tax: z.ZodType<TaxRule, unknown> = z.strictObject({
  name,
  country: z.string(),
  state: name.exactOptional(),
  county: name.exactOptional(),
  rate: z.string(),
  productKinds: z.array(kind).exactOptional(),
  from: z.string().exactOptional(),
  until: z.string().exactOptional(),
});

const invoicing = z.strictObject({
  termsDays: z.number(),
  orderLapseDays: z.number().default(30),
  numbering: z.strictObject({
    series: z.string().max(40),
    gapless: z.boolean(),
    digits: z.number().default(6),
  }),
  roundingMode: z.enum([
    'half-away-from-zero',
    'half-even',
    'half-up',
    'half-down',
    'half-towards-zero',
    'up',
    'down',
    'ceiling',
    'floor',
  ]),
});

const paymentMethod = z.strictObject({
  id,
  plugin: id,
  label: name,
  currencies: z.array(code).exactOptional(),
  countries: z.array(z.string()).exactOptional(),
  minimum: amounts.exactOptional(),
  maximum: amounts.exactOptional(),
  instructions: long.exactOptional(),
});

const provider = z.strictObject({
  id: id.exactOptional(),
  name,
  timeZone: z.string(),
  country: z.string(),
  vatNumber: z.string().exactOptional(),
  currencies: z.array(z.string()),
  pricesIncludeTax: z.literal(false, 'Prices that include tax are not known yet.').default(false),
  taxRegime: z.enum(['domestic', 'oss']),
  taxes: z.array(tax),
  invoicing,
  payments: z.strictObject({
    methods: z.array(paymentMethod),
    provisionOnPending: z.boolean().default(false),
  }),
  links: z.record(z.string(), z.url({ protocol: /^https?$/ })).exactOptional(),
});

const price = z.strictObject({
  currency: z.string(),
  cycle: z.string(),
  recurring: z.string(),
  setup: z.string(),
});

const plan = z.strictObject({
  id,
  name,
  description: long.exactOptional(),
  features: z.array(name).default([]),
  hidden: z.boolean().default(false),
  stock: z.number().exactOptional(),
  panelPlan: name.exactOptional(),
  prices: z.array(price),
  addons: z.array(id).exactOptional(),
});

const addOn = z
  .strictObject({
    id,
    name,
    quantity: z.strictObject({ min: z.number(), max: z.number() }).exactOptional(),
    prices: z.array(price).exactOptional(),
    oneTime: amounts.exactOptional(),
  })
  .refine(
    (value) => (value.prices === undefined) !== (value.oneTime === undefined),
    'An add-on has either prices or oneTime.',
  );

const product = z.strictObject({
  id,
  kind,
  name,
  description: long.exactOptional(),
  panel: id.exactOptional(),
  stock: z.number().exactOptional(),
  plans: z.array(plan),
  addons: z.array(addOn).default([]),
});

const promotion = z.strictObject({
  code: z.string().max(64).exactOptional(),
  percent: z.string().exactOptional(),
  fixed: amounts.exactOptional(),
  appliesTo: z.enum(['setup', 'recurring', 'both']),
  periods: z.number().nullable(),
  plans: z.array(id).exactOptional(),
  cycles: z.array(z.string()).exactOptional(),
  from: z.string().exactOptional(),
  until: z.string().exactOptional(),
  newClientsOnly: z.boolean().default(false),
  maxUses: z.number().exactOptional(),
  maxPerClient: z.number().exactOptional(),
});

/** The schema of the catalog file; closed, so that a misspelt field is a fault. */
export const catalogDocument: z.ZodType<CatalogDocument, unknown> = z.strictObject({
  provider,
  products: z.array(product),
  promotions: z.array(promotion).default([]),
});
