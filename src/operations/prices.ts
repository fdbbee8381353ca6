import * as z from 'zod';
import type { PriceOperations, RaiseRow } from '../contract/prices.ts';
import { commandId, id, inputMoney, money, out, outCount, type SchemasOf } from './fields.ts';

const wish = {
  productId: id,
  planId: id.exactOptional(),
  addOnId: id.exactOptional(),
  cycle: id,
  price: inputMoney,
} as const;

const row: z.ZodType<RaiseRow, unknown> = z
  .strictObject({
    packageId: out,
    number: outCount,
    clientId: out,
    name: out,
    quantity: outCount,
    before: money,
    after: money,
    firstPeriodOn: out,
  })
  .meta({ id: 'RaiseRow' });

const campaign = z.strictObject({
  campaignId: out,
  noticeOn: out,
  state: z.enum(['noticed', 'withdrawn']),
  effectiveFrom: out,
  rows: z.array(row),
});

/** Schemas of the operations on prices of running packages. */
export const priceSchemas: SchemasOf<PriceOperations> = {
  'prices.previewRaise': {
    input: z.strictObject(wish),
    output: z.strictObject({ effectiveFrom: out, rows: z.array(row) }),
  },
  'prices.announceRaise': { input: z.strictObject({ commandId, ...wish }), output: campaign },
  'prices.withdrawRaise': {
    input: z.strictObject({ commandId, campaignId: id }),
    output: campaign,
  },
};
