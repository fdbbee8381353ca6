import * as z from 'zod';
import type { TodoOperations, TodoView } from '../contract/todos.ts';
import { commandId, id, money, nothing, out, outOrNull, type SchemasOf } from './fields.ts';

/** A to-do. */
export const todo: z.ZodType<TodoView, unknown> = z
  .strictObject({
    todoId: out,
    audience: z.enum(['client', 'operator']),
    kind: out,
    title: out,
    text: out,
    invoiceId: outOrNull,
    invoice: z.strictObject({ number: out, balance: money, due: out }).nullable(),
    packageId: outOrNull,
    account: z
      .strictObject({
        billingAccountId: out,
        label: out,
        endsOn: outOrNull,
        packages: z.array(out),
      })
      .nullable(),
    clientId: outOrNull,
    createdAt: out,
  })
  .meta({ id: 'Todo' });

const todos = z.strictObject({ rows: z.array(todo) });

/** Schemas of the operations on to-dos. */
export const todoSchemas: SchemasOf<TodoOperations> = {
  'todos.list': { input: nothing, output: todos },
  'todos.complete': { input: z.strictObject({ commandId, todoId: id }), output: todos },
};
