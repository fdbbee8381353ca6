import * as z from 'zod';
import type {
  ExplanationView,
  InvoiceOperations,
  InvoiceRow,
  InvoiceView,
  TaxLineView,
} from '../contract/invoices.ts';
import { charge } from './charge.ts';
import {
  commandId,
  cursor,
  id,
  inputMoney,
  money,
  note,
  optionalText,
  out,
  outCount,
  outOrNull,
  plainDate,
  type SchemasOf,
  text,
} from './fields.ts';

/** Why an amount is what it is. */
export const explanation: z.ZodType<ExplanationView, unknown> = z
  .strictObject({
    rule: out,
    steps: z.array(
      z.strictObject({
        label: out,
        code: outOrNull,
        values: z.record(out, out),
        amount: money.nullable(),
      }),
    ),
  })
  .meta({ id: 'Explanation' });

/** Tax of one rate. */
export const taxLine: z.ZodType<TaxLineView, unknown> = z
  .strictObject({
    name: out,
    rate: out,
    category: out,
    reason: outOrNull,
    base: money,
    tax: money,
  })
  .meta({ id: 'TaxLine' });

const rowShape = {
  invoiceId: out,
  number: out,
  kind: z.enum(['invoice', 'credit_note', 'proforma']),
  entered: out,
  due: out,
  status: z.enum(['draft', 'unpaid', 'paid', 'canceled', 'refunded', 'collections']),
  overdue: z.boolean(),
  partlyPaid: z.boolean(),
  paymentPending: z.boolean(),
  total: money,
  balance: money,
  payable: z.boolean(),
} as const;

/** An invoice in a list. */
export const invoiceRow: z.ZodType<InvoiceRow, unknown> = z
  .strictObject(rowShape)
  .meta({ id: 'InvoiceRow' });

const party = z.strictObject({
  name: out,
  lines: z.array(out),
  country: out,
  vatNumber: outOrNull,
});

const line = z.strictObject({
  lineId: out,
  description: out,
  packageId: outOrNull,
  packageNumber: outCount.nullable(),
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
});

const transaction = z.strictObject({
  transactionId: out,
  number: out,
  kind: z.enum(['payment', 'refund', 'credit', 'manual', 'dispute']),
  method: out,
  status: z.enum(['settled', 'declined', 'pending', 'applied']),
  statusCode: out,
  message: outOrNull,
  on: out,
  amount: money,
});

const other = z.strictObject({ invoiceId: out, number: out }).nullable();

const invoice: z.ZodType<InvoiceView, unknown> = z
  .strictObject({
    ...rowShape,
    clientId: out,
    seller: party,
    buyer: party,
    lines: z.array(line),
    gross: money,
    discount: money,
    net: money,
    taxes: z.array(taxLine),
    tax: money,
    rounding: money,
    paid: money,
    creditUsed: money,
    transactions: z.array(transaction),
    openCharge: charge.nullable(),
    corrects: other,
    correctedBy: other,
    notes: z.array(out),
  })
  .meta({ id: 'Invoice' });

/** Schemas of the operations on invoices. */
export const invoiceSchemas: SchemasOf<InvoiceOperations> = {
  'invoices.list': {
    input: z.strictObject({
      sort: z.enum(['amount', 'entered', 'due', 'status']).exactOptional(),
      direction: z.enum(['ascending', 'descending']).exactOptional(),
      filter: z.enum(['all', 'outstanding', 'paid', 'other']).exactOptional(),
      search: optionalText(100).exactOptional(),
      cursor: cursor.exactOptional(),
      clientId: id.exactOptional(),
    }),
    output: z.strictObject({
      rows: z.array(invoiceRow),
      next: outOrNull,
      previous: outOrNull,
      from: outCount,
      matching: outCount,
      counts: z.strictObject({
        all: outCount,
        outstanding: outCount,
        paid: outCount,
        other: outCount,
      }),
      outstanding: z.array(money),
    }),
  },
  'invoices.get': { input: z.strictObject({ invoiceId: id }), output: invoice },
  'invoices.markPaid': {
    input: z.strictObject({
      commandId,
      invoiceId: id,
      paidOn: plainDate,
      method: text(),
      reference: text(),
    }),
    output: invoice,
  },
  'invoices.cancel': {
    input: z.strictObject({ commandId, invoiceId: id, reason: note() }),
    output: invoice,
  },
  'invoices.credit': {
    input: z.strictObject({
      commandId,
      invoiceId: id,
      lines: z
        .array(z.strictObject({ lineId: id, net: inputMoney.exactOptional() }))
        .min(1)
        .max(500)
        .exactOptional(),
      reason: note(),
    }),
    output: invoice,
  },
  'invoices.refund': {
    input: z.strictObject({
      commandId,
      invoiceId: id,
      amount: inputMoney,
      reason: z.enum(['credit_note', 'overpayment', 'goodwill']),
      way: z.enum(['source', 'credit', 'by_hand']),
      note: note(),
      reference: text().exactOptional(),
    }),
    output: invoice,
  },
  'invoices.promise': {
    input: z.strictObject({ commandId, invoiceId: id, until: plainDate.exactOptional() }),
    output: invoice,
  },
};
