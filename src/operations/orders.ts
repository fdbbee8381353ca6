import * as z from 'zod';
import type { OrderOperations, OrderView, SessionToken } from '../contract/orders.ts';
import {
  commandId,
  country,
  currency,
  domainName,
  email,
  id,
  inputMoney,
  language,
  money,
  out,
  outCount,
  outOrNull,
  password,
  phone,
  quantity,
  region,
  type SchemasOf,
  text,
  userName,
  vatNumber,
} from './fields.ts';
import { explanation, taxLine } from './invoices.ts';

const item = z.strictObject({
  productId: id,
  planId: id,
  cycle: id,
  addOns: z.array(z.strictObject({ addOnId: id, quantity })).max(50),
  domainName: domainName.exactOptional(),
});

const items = z.array(item).min(1, 'Choose something to order.').max(20);

const taxAddress = z.strictObject({
  country,
  state: text(100).exactOptional(),
  county: text(100).exactOptional(),
  city: text().exactOptional(),
  vatNumber: vatNumber.exactOptional(),
});

const newClient = z
  .strictObject({
    company: text().exactOptional(),
    firstName: text(),
    lastName: text(),
    email,
    street: text(),
    street2: text().exactOptional(),
    city: text(),
    state: text(100).exactOptional(),
    county: text(100).exactOptional(),
    zip: text(20),
    country,
    phone,
    vatNumber: vatNumber.exactOptional(),
    language: language.exactOptional(),
    userName,
    password: password.exactOptional(),
  })
  .check(region);

const quoteLine = z.strictObject({
  item: outCount,
  addOnId: outOrNull,
  description: out,
  quantity: outCount,
  unitPrice: money,
  gross: money,
  discount: money,
  net: money,
  periodStart: outOrNull,
  periodEnd: outOrNull,
  explanation,
});

const quote = z.strictObject({
  currency: out,
  lines: z.array(quoteLine),
  gross: money,
  discount: money,
  net: money,
  taxes: z.array(taxLine),
  total: money,
  next: z.array(z.strictObject({ on: out, cycle: out, total: money })),
  promotion: z.strictObject({ code: outOrNull, description: out }).nullable(),
});

const order: z.ZodType<OrderView, unknown> = z
  .strictObject({
    orderId: out,
    number: outCount,
    clientId: out,
    status: z.enum(['held', 'unpaid', 'paid', 'lapsed', 'canceled', 'fraudulent']),
    invoiceId: out,
    invoiceNumber: out,
    total: money,
    balance: money,
    packageIds: z.array(out),
    lapsesOn: outOrNull,
  })
  .meta({ id: 'Order' });

/** A token for a client's own operations. */
export const sessionToken: z.ZodType<SessionToken, unknown> = z
  .strictObject({ sessionId: out, token: out, expiresAt: out })
  .meta({ id: 'SessionToken' });

const review = z.strictObject({ commandId, orderId: id, reason: text(500) });

/** Schemas of the operations on orders. */
export const orderSchemas: SchemasOf<OrderOperations> = {
  'orders.quote': {
    input: z.strictObject({
      currency,
      items,
      promotionCode: text(64).exactOptional(),
      taxAddress: taxAddress.exactOptional(),
    }),
    output: quote,
  },
  'orders.place': {
    input: z.strictObject({
      commandId,
      currency,
      items,
      promotionCode: text(64).exactOptional(),
      confirmedTotal: inputMoney,
      termsVersion: text(64),
      referralCode: text(64).exactOptional(),
      client: newClient.exactOptional(),
    }),
    output: z.strictObject({ order, session: sessionToken.nullable() }),
  },
  'orders.get': { input: z.strictObject({ orderId: id }), output: order },
  'orders.hold': { input: review, output: order },
  'orders.accept': { input: review, output: order },
  'orders.markFraudulent': { input: review, output: order },
};
