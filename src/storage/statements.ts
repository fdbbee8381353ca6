import { type Compilable, CompiledQuery } from 'kysely';
import { invariant } from '../errors.ts';
import type { Handle } from './database.ts';

/** A statement whose text is made once: only its values differ from one use to the next. */
export type Statement<Values extends readonly unknown[], Row> = (
  handle: Handle,
  ...values: Values
) => Promise<readonly Row[]>;

/**
 * Keeps the text that a query is compiled to, since that costs more than all else about a small
 * statement.
 *
 * @param write the query, of the same form for all values, with each of them once and in order.
 */
export function statement<Values extends readonly unknown[], Row>(
  write: (handle: Handle, ...values: Values) => Compilable<Row>,
): Statement<Values, Row> {
  let text: string | null = null;
  return async (handle, ...values) => {
    text ??= textOf(write(handle, ...values).compile(), values);
    const { rows } = await handle.executeQuery<Row>(CompiledQuery.raw(text, [...values]));
    return rows;
  };
}

/** A query with other values than those of the next use would quietly answer with old ones. */
function textOf({ sql, parameters }: CompiledQuery, values: readonly unknown[]): string {
  const same =
    parameters.length === values.length && parameters.every((one, n) => one === values[n]);
  invariant(same, 'A statement takes each of its values once, and in order.');
  return sql;
}
