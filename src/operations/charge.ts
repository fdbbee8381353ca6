import * as z from 'zod';
import { instructionDetails, paymentFailures } from '../contract/charges.ts';
import type { ChargeView, ClientAction } from '../contract/payments.ts';
import { money, out, outCount, outOrNull } from './fields.ts';

/** What a client has to do next. */
export const action: z.ZodType<ClientAction, unknown> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('redirect'),
    url: out,
    fields: z.record(z.string(), z.string()).nullable(),
  }),
  z.strictObject({ kind: z.literal('challenge'), url: out }),
  z.strictObject({ kind: z.literal('client'), data: z.record(z.string(), z.string()) }),
  z.strictObject({
    kind: z.literal('instructions'),
    text: out,
    reference: out,
    details: z.array(z.strictObject({ name: z.enum(instructionDetails), value: out })),
    code: z.strictObject({ size: outCount, path: out }).nullable(),
  }),
]);

/** A charge as invoices and payments show it. */
export const charge: z.ZodType<ChargeView, unknown> = z
  .strictObject({
    chargeId: out,
    state: z.enum([
      'created',
      'sent',
      'action_required',
      'pending',
      'unknown',
      'succeeded',
      'failed',
      'voided',
    ]),
    amount: money,
    captured: money,
    method: out,
    pluginId: out,
    action: action.nullable(),
    failure: z
      .strictObject({
        code: out,
        reason: z.enum(paymentFailures),
        message: out,
        tryAgain: z.boolean(),
      })
      .nullable(),
    transactionNumber: outOrNull,
    invoices: z.array(z.strictObject({ invoiceId: out, number: out, amount: money })),
    createdAt: out,
    expiresAt: outOrNull,
    collectedOn: out.exactOptional(),
  })
  .meta({ id: 'Charge' });
