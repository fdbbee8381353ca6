import * as z from 'zod';
import type { BookOperations } from '../contract/books.ts';
import { type EntryKind, entryKinds } from '../rules/ledger.ts';
import {
  commandId,
  cursor,
  id,
  money,
  nothing,
  out,
  outCount,
  outOrNull,
  plainDate,
  type SchemasOf,
} from './fields.ts';

const kind: z.ZodType<EntryKind, unknown> = z.enum(entryKinds);

const asked = {
  from: plainDate.exactOptional(),
  until: plainDate.exactOptional(),
  clientId: id.exactOptional(),
  cursor: cursor.exactOptional(),
} as const;

const balanceRow = z
  .strictObject({
    entryId: out,
    on: out,
    kind,
    reference: out,
    amount: money,
    balance: money,
    credit: money,
    invoiceId: outOrNull,
  })
  .meta({ id: 'BalanceRow' });

const periodBalance = z
  .strictObject({ opening: money, closing: money, credit: money })
  .meta({ id: 'PeriodBalance' });

const entry = z
  .strictObject({
    entryId: out,
    key: out,
    kind,
    on: out,
    clientId: outOrNull,
    actor: out,
    postings: z.array(z.strictObject({ account: out, subaccount: outOrNull, amount: money })),
  })
  .meta({ id: 'BookEntry' });

/** Schemas of the operations on the books. */
export const bookSchemas: SchemasOf<BookOperations> = {
  'books.balanceReport': {
    input: z.strictObject(asked),
    output: z.strictObject({
      rows: z.array(balanceRow),
      next: outOrNull,
      balances: z.array(periodBalance),
    }),
  },
  'books.entries': {
    input: z.strictObject(asked),
    output: z.strictObject({ rows: z.array(entry), next: outOrNull }),
  },
  'books.export': {
    input: z.strictObject(asked),
    output: z.strictObject({ mediaType: out, body: out, next: outOrNull }),
  },
  'books.reconcile': {
    input: z.strictObject({ commandId, pluginId: id, from: plainDate, until: plainDate }),
    output: z.strictObject({
      pluginId: out,
      compared: outCount,
      differences: z.array(
        z.strictObject({
          kind: z.enum(['payment', 'refund', 'dispute']),
          reference: out,
          booked: money.nullable(),
          held: money.nullable(),
        }),
      ),
    }),
  },
  'books.check': {
    input: nothing,
    output: z.strictObject({
      checked: outCount,
      violations: z.array(z.strictObject({ rule: out, says: out, ids: z.array(out) })),
    }),
  },
};
