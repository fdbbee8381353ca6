import * as z from 'zod';
import type { CatalogOperations, PriceView } from '../contract/catalog.ts';
import { money, nothing, out, outCount, outOrNull, type SchemasOf } from './fields.ts';

const price: z.ZodType<PriceView, unknown> = z.strictObject({
  currency: out,
  cycle: out,
  recurring: money,
  setup: money,
  perMonth: money.nullable(),
  savingPercent: outCount.nullable(),
});

const plan = z.strictObject({
  planId: out,
  name: out,
  description: out,
  features: z.array(out),
  prices: z.array(price),
  addOnIds: z.array(out),
  available: z.boolean(),
});

const addOn = z.strictObject({
  addOnId: out,
  name: out,
  kind: z.enum(['recurring', 'one-time']),
  quantity: z.strictObject({ minimum: outCount, maximum: outCount }).nullable(),
  prices: z.array(price),
});

const product = z.strictObject({
  productId: out,
  kind: z.enum(['hosting', 'domain', 'certificate', 'service']),
  name: out,
  description: out,
  plans: z.array(plan),
  addOns: z.array(addOn),
});

/** Schemas of the operations on the catalog. */
export const catalogSchemas: SchemasOf<CatalogOperations> = {
  'provider.get': {
    input: nothing,
    output: z.strictObject({
      name: out,
      country: out,
      timeZone: out,
      today: out,
      currencies: z.array(out),
      pricesIncludeTax: z.boolean(),
      terms: z.strictObject({ url: outOrNull, version: out }),
      features: z.array(out),
    }),
  },
  'catalog.get': {
    input: nothing,
    output: z.strictObject({ products: z.array(product) }),
  },
};
