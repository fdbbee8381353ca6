import * as z from 'zod';
import type { OutlookOperations } from '../contract/outlook.ts';
import { id, money, out, outCount, outOrNull, type SchemasOf } from './fields.ts';
import { explanation } from './invoices.ts';

const nextLine = z.strictObject({
  description: out,
  quantity: outCount,
  periodStart: out,
  periodEnd: out,
  partOfPeriod: z.boolean(),
  gross: money,
});

const next = z.strictObject({
  issueOn: out,
  dueOn: out,
  periodStart: out,
  periodEnd: out,
  leadDays: outCount,
  lines: z.array(nextLine),
  discount: money,
  promotionCode: outOrNull,
  net: money,
  tax: money,
  rounding: money,
  total: money,
});

const obstacle = z.strictObject({
  kind: z.enum([
    'client_closed',
    'client_not_invoiced',
    'client_parked',
    'invoicing_off',
    'package_status',
    'one_time',
    'ends',
    'zero',
    'bounds',
    'pending_change',
    'trial',
    'promise',
  ]),
  text: out,
  stops: z.boolean(),
  on: outOrNull,
  status: outOrNull,
});

const event = z.strictObject({
  on: out,
  kind: z.enum([
    'invoice',
    'due',
    'charge',
    'reminder',
    'late_fee',
    'suspension',
    'termination',
    'order_lapse',
    'change_lapse',
    'change',
    'trial_end',
    'cancelation',
    'end',
  ]),
  ifUnpaid: z.boolean(),
  oncePaid: z.boolean(),
  amount: money.nullable(),
  dueOn: outOrNull,
  invoiceId: outOrNull,
  packageIds: z.array(out),
});

/** Schemas of the operations that say what the rules will do. */
export const outlookSchemas: SchemasOf<OutlookOperations> = {
  'packages.explain': {
    input: z.strictObject({ packageId: id }),
    output: z
      .strictObject({
        packageId: out,
        willBeInvoiced: z.boolean(),
        next: next.nullable(),
        explanation,
        obstacles: z.array(obstacle),
      })
      .meta({ id: 'PackageExplanation' }),
  },
  'clients.outlook': {
    input: z.strictObject({ clientId: id }),
    output: z
      .strictObject({
        clientId: out,
        from: out,
        until: out,
        events: z.array(event),
        invoiced: z.array(money),
        months: z.array(z.strictObject({ month: out, totals: z.array(money) })),
      })
      .meta({ id: 'Outlook' }),
  },
};
