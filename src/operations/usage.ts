import * as z from 'zod';
import type { UsageOperations } from '../contract/usage.ts';
import { commandId, id, out, outCount, plainDate, type SchemasOf, text } from './fields.ts';

const reading = z.strictObject({
  day: plainDate,
  resource: text(64),
  value: z
    .string()
    .regex(/^(0|[1-9]\d{0,14})(\.\d{1,9})?$/, 'Write a decimal that is not below 0, such as 12.5.'),
  unit: text(16).exactOptional(),
});

/** Schemas of the operations on use. */
export const usageSchemas: SchemasOf<UsageOperations> = {
  'usage.record': {
    input: z.strictObject({
      commandId,
      packageId: id,
      readings: z.array(reading).min(1, 'Name at least one reading.').max(1000),
    }),
    output: z.strictObject({ packageId: out, added: outCount, replaced: outCount }),
  },
};
