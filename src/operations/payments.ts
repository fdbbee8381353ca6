import * as z from 'zod';
import type { FundsMethodView, FundsOperations } from '../contract/funds.ts';
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
  nothing,
  out,
  outCount,
  outOrNull,
  type SchemasOf,
  url,
} from './fields.ts';
import { invoiceRow } from './invoices.ts';

const paymentMethodShape = {
  methodId: out,
  pluginId: out,
  kind: z.enum(['embedded', 'redirect', 'manual']),
  label: out,
  description: out,
  publicConfig: z.record(out as z.ZodType<string, string>, out),
  clientModule: outOrNull,
  canSave: z.boolean(),
} as const;

/** A way to pay. */
export const paymentMethod: z.ZodType<PaymentMethodView, unknown> = z
  .strictObject(paymentMethodShape)
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

/** A method with what its browser half gave, or a kept account. */
const howToPay = {
  commandId,
  methodId: id.exactOptional(),
  billingAccountId: id.exactOptional(),
  gatewayData: gatewayData.exactOptional(),
  save: z.boolean().exactOptional(),
  returnUrl: url.exactOptional(),
} as const;

const namesOne = (value: { methodId?: string; billingAccountId?: string }): boolean =>
  (value.methodId === undefined) !== (value.billingAccountId === undefined);
const nameOne = {
  error: 'Name either a method or a billing account.',
  path: ['methodId'],
};

const pay = z
  .strictObject({
    ...howToPay,
    invoiceIds: z.array(id).min(1, 'Choose an invoice.').max(100),
    confirmedTotal: inputMoney,
  })
  .refine(namesOne, nameOne);

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

const fundsMethod: z.ZodType<FundsMethodView, unknown> = z
  .strictObject({ ...paymentMethodShape, minimum: money.nullable(), maximum: money.nullable() })
  .meta({ id: 'FundsMethod' });

/** Schemas of the operations on funds. */
export const fundsSchemas: SchemasOf<FundsOperations> = {
  'funds.options': {
    input: nothing,
    output: z.strictObject({
      credit: money,
      range: z.strictObject({ minimum: money, maximum: money }).nullable(),
      billingAccounts: z.array(billingAccount),
      methods: z.array(fundsMethod),
      openCharge: charge.nullable(),
    }),
  },
  'funds.add': {
    input: z.strictObject({ ...howToPay, amount: inputMoney }).refine(namesOne, nameOne),
    output: charge,
  },
};
