import * as z from 'zod';
import { paymentFailures } from '../contract/charges.ts';
import type { ChargeView } from '../contract/payments.ts';
import { money, out, outOrNull } from './fields.ts';

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('redirect'), url: out }),
  z.strictObject({ kind: z.literal('challenge'), url: out }),
  z.strictObject({ kind: z.literal('instructions'), text: out, reference: out }),
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
  })
  .meta({ id: 'Charge' });
