import * as z from 'zod';
import type { RunOperations, RunView } from '../contract/runs.ts';
import {
  commandId,
  id,
  money,
  nothing,
  out,
  outCount,
  outOrNull,
  plainDate,
  type SchemasOf,
} from './fields.ts';

const counts = z
  .strictObject({
    clients: outCount,
    invoices: outCount,
    lines: outCount,
    sums: z.array(money),
    charges: outCount,
    reminders: outCount,
    lateFees: outCount,
    suspensions: outCount,
    terminations: outCount,
    trialsEnded: outCount,
    changes: outCount,
    cancelations: outCount,
    usageInvoices: outCount,
    commissions: outCount,
    parked: outCount,
  })
  .meta({ id: 'RunCounts' });

const run: z.ZodType<RunView, unknown> = z
  .strictObject({
    runId: outOrNull,
    number: outCount.nullable(),
    kind: z.enum(['daily', 'manual', 'preview']),
    until: out,
    state: z.enum(['running', 'done', 'stopped', 'failed']),
    counts,
    problems: z.array(z.strictObject({ clientId: out, reason: out })),
    reason: outOrNull,
    startedAt: out,
    finishedAt: outOrNull,
  })
  .meta({ id: 'Run' });

/** Schemas of the operations on billing runs. */
export const runSchemas: SchemasOf<RunOperations> = {
  'runs.start': {
    input: z.strictObject({
      commandId,
      until: plainDate.optional(),
      preview: z.boolean().optional(),
    }) as z.ZodType<RunOperations['runs.start']['input'], unknown>,
    output: run,
  },
  'runs.list': { input: nothing, output: z.strictObject({ rows: z.array(run) }) },
  'runs.get': { input: z.strictObject({ runId: id }), output: run },
};
