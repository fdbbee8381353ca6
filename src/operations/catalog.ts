import * as z from 'zod';
import type { CatalogOperations, PriceView } from '../contract/catalog.ts';
import { commandId, money, nothing, out, outCount, outOrNull, type SchemasOf } from './fields.ts';

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

/** The text of a catalog's file: a string, since its own members are not ours to name. */
const document = z.string().min(1).max(1_000_000);

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
  'catalog.check': {
    input: z.strictObject({ document }),
    output: z.strictObject({
      faults: z.array(z.strictObject({ path: out, message: out })),
    }),
  },
  'catalog.load': {
    input: z.strictObject({ commandId, document }),
    output: z.strictObject({
      number: outCount,
      products: outCount,
      plans: outCount,
      loadedAt: out,
    }),
  },
};
