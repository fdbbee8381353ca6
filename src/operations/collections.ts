import * as z from 'zod';
import type {
  CollectionFile,
  CollectionFileRow,
  CollectionOperations,
  CollectionRow,
} from '../contract/collections.ts';
import {
  commandId,
  cursor,
  id,
  money,
  nothing,
  out,
  outCount,
  outOrNull,
  type SchemasOf,
} from './fields.ts';

const states = ['due', 'exported', 'paid', 'returned', 'withdrawn'] as const;
const formats = ['pain008', 'nacha'] as const;

const row: z.ZodType<CollectionRow, unknown> = z
  .strictObject({
    collectionId: out,
    chargeId: out,
    clientId: out,
    clientNumber: outCount,
    account: out,
    kind: z.enum(['iban', 'us_bank']),
    amount: money,
    invoices: out,
    collectOn: out,
    state: z.enum(states),
    collectionFileId: outOrNull,
    reason: outOrNull,
  })
  .meta({ id: 'CollectionRow' });

const fileShape = {
  collectionFileId: out,
  number: outCount,
  format: z.enum(formats),
  keyId: out,
  madeOn: out,
  createdAt: out,
  count: outCount,
  sum: money,
};

const fileRow: z.ZodType<CollectionFileRow, unknown> = z
  .strictObject(fileShape)
  .meta({ id: 'CollectionFileRow' });

const named = { id: out, name: out };

const file: z.ZodType<CollectionFile, unknown> = z
  .strictObject({
    ...fileShape,
    collections: z.array(
      z.strictObject({
        collectionId: out,
        amount: money,
        collectOn: out,
        sequence: z.enum(['FRST', 'RCUR']),
        mandate: z.strictObject({ reference: out, signedOn: out }),
        description: out,
        clientNumber: outCount,
        sealed: out,
      }),
    ),
    sepa: z
      .strictObject({
        name: out,
        iban: out,
        bic: out.exactOptional(),
        creditorId: out,
        scheme: z.enum(['CORE', 'B2B']).exactOptional(),
      })
      .nullable(),
    ach: z
      .strictObject({
        destination: z.strictObject({ routingNumber: out, name: out }),
        origin: z.strictObject(named),
        company: z.strictObject(named),
        description: out,
        entryClass: z.enum(['PPD', 'WEB', 'CCD']).exactOptional(),
      })
      .nullable(),
    left: outCount,
  })
  .meta({ id: 'CollectionFile' });

/** A code of ISO 20022 or of Nacha. */
const reason = z
  .string()
  .regex(/^[A-Z0-9]{3,4}$/, 'Write the code of the bank, such as AM04 or R01.');

/** Schemas of the operations on collections. */
export const collectionSchemas: SchemasOf<CollectionOperations> = {
  'collections.list': {
    input: z.strictObject({
      state: z.enum(states).exactOptional(),
      clientId: id.exactOptional(),
      cursor: cursor.exactOptional(),
    }),
    output: z.strictObject({ rows: z.array(row), next: outOrNull }),
  },
  'collections.settle': {
    input: z.strictObject({
      commandId,
      collectionId: id,
      result: z.enum(['paid', 'returned']),
      reason: reason.exactOptional(),
    }),
    output: row,
  },
  'collectionFiles.list': { input: nothing, output: z.strictObject({ rows: z.array(fileRow) }) },
  'collectionFiles.get': { input: z.strictObject({ collectionFileId: id }), output: file },
  'collectionFiles.add': {
    input: z.strictObject({ commandId, format: z.enum(formats), keyId: id }),
    output: file,
  },
};
