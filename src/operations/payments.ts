import * as z from 'zod';
import type {
  BillingAccountView,
  PaymentMethodView,
  PaymentOperations,
} from '../contract/payments.ts';
import { charge } from './charge.ts';
import {
  commandId,
  country,
  gatewayData,
  id,
  inputMoney,
  money,
  out,
  outCount,
  outOrNull,
  type SchemasOf,
  url,
} from './fields.ts';
import { invoiceRow } from './invoices.ts';

/** A way to pay. */
export const paymentMethod: z.ZodType<PaymentMethodView, unknown> = z
  .strictObject({
    methodId: out,
    pluginId: out,
    kind: z.enum(['embedded', 'redirect', 'manual']),
    label: out,
    description: out,
    publicConfig: z.record(out as z.ZodType<string, string>, out),
    clientModule: outOrNull,
    canSave: z.boolean(),
  })
  .meta({ id: 'PaymentMethod' });

const billingAccount: z.ZodType<BillingAccountView, unknown> = z
  .strictObject({
    billingAccountId: out,
    pluginId: out,
    label: out,
    brand: out,
    last4: out,
    expiryMonth: outCount.nullable(),
    expiryYear: outCount.nullable(),
    isDefault: z.boolean(),
  })
  .meta({ id: 'BillingAccount' });

const chargeCommand = z.strictObject({ commandId, chargeId: id });

const pay = z
  .strictObject({
    commandId,
    invoiceIds: z.array(id).min(1, 'Choose an invoice.').max(100),
    confirmedTotal: inputMoney,
    methodId: id.exactOptional(),
    billingAccountId: id.exactOptional(),
    gatewayData: gatewayData.exactOptional(),
    save: z.boolean().exactOptional(),
    returnUrl: url.exactOptional(),
  })
  .refine((value) => (value.methodId === undefined) !== (value.billingAccountId === undefined), {
    error: 'Name either a method or a billing account.',
    path: ['methodId'],
  });

/** Schemas of the operations on payments. */
export const paymentSchemas: SchemasOf<PaymentOperations> = {
  'payments.methods': {
    input: z.strictObject({ amount: inputMoney, country: country.exactOptional() }),
    output: z.strictObject({ methods: z.array(paymentMethod) }),
  },
  'payments.options': {
    input: z.strictObject({ invoiceIds: z.array(id).max(100) }),
    output: z.strictObject({
      invoices: z.array(invoiceRow),
      total: money,
      billingAccounts: z.array(billingAccount),
      methods: z.array(paymentMethod),
      openCharge: charge.nullable(),
    }),
  },
  'payments.pay': {
    input: pay,
    output: charge,
  },
  'payments.get': { input: z.strictObject({ chargeId: id }), output: charge },
  'payments.resume': { input: chargeCommand, output: charge },
  'payments.cancel': { input: chargeCommand, output: charge },
};
