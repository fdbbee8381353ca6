import * as z from 'zod';
import type { ChangeOperations, ChangeQuote, ChangeResult } from '../contract/changes.ts';
import {
  commandId,
  id,
  money,
  note,
  out,
  outCount,
  outOrNull,
  quantity,
  type SchemasOf,
} from './fields.ts';
import { explanation, taxLine } from './invoices.ts';
import { changeKind, hostingPackage, packageChange } from './packages.ts';

/** A signed quote: letters of base64url and one dot. */
const token = z
  .string()
  .min(1)
  .max(8000)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, 'This is no quote. Ask for a new one.');

const line = z
  .strictObject({
    description: out,
    quantity: outCount,
    unitPrice: money,
    gross: money,
    discount: money,
    net: money,
    taxRates: z.array(out),
    periodStart: outOrNull,
    periodEnd: outOrNull,
    promotionCode: outOrNull,
    explanation,
  })
  .meta({ id: 'ChangeLine' });

const document = z
  .strictObject({
    kind: z.enum(['invoice', 'credit_note']),
    corrects: outOrNull,
    lines: z.array(line),
    net: money,
    taxes: z.array(taxLine),
    tax: money,
    total: money,
  })
  .meta({ id: 'ChangeDocument' });

const quote: z.ZodType<ChangeQuote, unknown> = z
  .strictObject({
    packageId: out,
    kind: changeKind,
    direction: z.enum(['up', 'down']),
    timing: z.enum(['now-with-credit', 'now-without-credit', 'period-end']),
    effectiveOn: out,
    planId: out,
    planName: out,
    cycle: out,
    documents: z.array(document),
    sum: money,
    creditUsed: money,
    dueNow: money,
    toCredit: money,
    next: z.strictObject({ on: out, cycle: out, net: money, tax: money, total: money }),
    takesBack: packageChange.nullable(),
    token: out,
    expiresAt: out,
  })
  .meta({ id: 'ChangeQuote' });

const result: z.ZodType<ChangeResult, unknown> = z.strictObject({
  change: packageChange,
  hostingPackage,
});

/** Schemas of the operations that change packages. */
export const changeSchemas: SchemasOf<ChangeOperations> = {
  'packages.quoteChange': {
    input: z.strictObject({
      packageId: id,
      planId: id.exactOptional(),
      cycle: id.exactOptional(),
      addOns: z
        .array(z.strictObject({ addOnId: id, quantity }))
        .max(50)
        .exactOptional(),
    }),
    output: quote,
  },
  'packages.change': {
    input: z.strictObject({ commandId, packageId: id, token }),
    output: result,
  },
  'packages.takeBackChange': {
    input: z.strictObject({ commandId, packageId: id }),
    output: result,
  },
  'packages.cancel': {
    input: z.strictObject({
      commandId,
      packageId: id,
      when: z.enum(['now', 'period-end']),
      reason: note(),
    }),
    output: hostingPackage,
  },
  'packages.undoCancel': {
    input: z.strictObject({ commandId, packageId: id }),
    output: hostingPackage,
  },
  'packages.move': {
    input: z.strictObject({ commandId, packageId: id, toClientId: id, reason: note() }),
    output: hostingPackage,
  },
};
