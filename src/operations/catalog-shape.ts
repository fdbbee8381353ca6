import * as z from 'zod';
import type { AddOn, Plan, Price, Promotion, ProviderSettings, TaxRule } from '../rules/catalog.ts';
import type { FundsSettings } from '../rules/funds.ts';
import {
  type AffiliateDocument,
  type Amounts,
  affiliateDocument,
  amountsByCurrency as amounts,
  type BillingDocument,
  billingShape,
  type InvoicingDocument,
  catalogId as id,
  invoicingShape,
  type MeterDocument,
  meterDocument,
  catalogName as name,
} from './catalog-billing-shape.ts';

/** A tax as the file writes it; its rate may be left out where it has none. */
export type TaxDocument = Omit<TaxRule, 'amounts'> & { readonly amounts?: Amounts };

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
    | 'funds'
    | 'billing'
  > &
    BillingDocument & {
      readonly invoicing: InvoicingDocument &
        Pick<ProviderSettings, 'termsDays' | 'orderLapseDays' | 'numbering' | 'roundingMode'>;
      readonly taxes: readonly TaxDocument[];
      readonly payments: {
        readonly methods: readonly PaymentMethodDocument[];
        readonly provisionOnPending: boolean;
        readonly retryDays?: readonly number[];
        readonly disputeSuspendDays?: number | null;
        readonly funds?: FundsDocument;
      };
    };
  readonly products: readonly ProductDocument[];
  readonly promotions: readonly PromotionDocument[];
  readonly affiliates: readonly AffiliateDocument[];
}

type FundsDocument = { readonly [Bound in keyof FundsSettings]: Amounts };

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

type PlanDocument = Omit<Plan, 'prices' | 'addOnIds' | 'meters'> & {
  readonly prices: readonly PriceDocument[];
  readonly meters?: readonly MeterDocument[];
  /** Ids of the product's add-ons that go with it; all when absent. */
  readonly addons?: readonly string[];
};

type AddOnDocument = Pick<AddOn, 'id' | 'name' | 'clientMay' | 'prorated'> & {
  readonly quantity?: { readonly min: number; readonly max: number };
  /** Either recurring prices, or an amount per currency that is paid once. */
  readonly prices?: readonly PriceDocument[];
  readonly oneTime?: Amounts;
};

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

const long = z.string().trim().max(2000);
const code = z.string().regex(/^[A-Z]{3}$/, 'Write a currency such as EUR.');
const kind = z.enum(['hosting', 'domain', 'certificate', 'service']);

const tax: z.ZodType<TaxDocument, unknown> = z.strictObject({
  name,
  country: z.string(),
  state: name.exactOptional(),
  county: name.exactOptional(),
  city: name.exactOptional(),
  rate: z.string().default('0'),
  amounts: amounts.exactOptional(),
  compound: z.boolean().exactOptional(),
  exempt: long.exactOptional(),
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
    'half-odd',
    'half-up',
    'half-down',
    'half-towards-zero',
    'up',
    'down',
    'ceiling',
    'floor',
  ]),
  ...invoicingShape,
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
  pricesIncludeTax: z.boolean().default(false),
  taxRegime: z.enum(['domestic', 'oss']),
  taxes: z.array(tax),
  invoicing,
  payments: z.strictObject({
    methods: z.array(paymentMethod),
    provisionOnPending: z.boolean().default(false),
    retryDays: z.array(z.number()).exactOptional(),
    disputeSuspendDays: z.number().nullable().exactOptional(),
    funds: z.strictObject({ minimum: amounts, maximum: amounts, balance: amounts }).exactOptional(),
  }),
  ...billingShape,
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
  meters: z.array(meterDocument).exactOptional(),
  upgradesTo: z.array(id).exactOptional(),
  downgradesTo: z.array(id).exactOptional(),
  clientMayUpgrade: z.boolean().exactOptional(),
  clientMayDowngrade: z.boolean().exactOptional(),
  trialDays: z.number().exactOptional(),
  trialNeedsAccount: z.boolean().exactOptional(),
  prorated: z.boolean().exactOptional(),
  setupOnChange: z.boolean().exactOptional(),
});

const addOn = z
  .strictObject({
    id,
    name,
    quantity: z.strictObject({ min: z.number(), max: z.number() }).exactOptional(),
    clientMay: z.enum(['raise', 'lower', 'both', 'neither']).exactOptional(),
    prorated: z.boolean().exactOptional(),
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
  groups: z.array(id).exactOptional(),
  maxUses: z.number().exactOptional(),
  maxPerClient: z.number().exactOptional(),
});

/** The schema of the catalog file; closed, so that a misspelt field is a fault. */
export const catalogDocument: z.ZodType<CatalogDocument, unknown> = z.strictObject({
  provider,
  products: z.array(product),
  promotions: z.array(promotion).default([]),
  affiliates: z.array(affiliateDocument).default([]),
});
