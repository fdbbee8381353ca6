import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Area } from '../contract/operation.ts';
import type { TodoView } from '../contract/todos.ts';
import { fail } from '../errors.ts';
import { money } from '../rules/money.ts';
import { packageMachine } from '../rules/package.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import { expiredFrom } from '../rules/routing.ts';
import type { TodosTable } from '../storage/tables/work.ts';
import { labelOf } from './accounts/account-rows.ts';
import type { Scope } from './context.ts';
import type { Caller, Command, Query } from './use-case.ts';

/** A to-do to put on a list; the key makes it stand there once. */
export interface NewTodo {
  readonly key: string;
  readonly audience: 'client' | 'operator';
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly clientId: string | null;
  readonly invoiceId?: string;
  readonly packageId?: string;
  readonly billingAccountId?: string;
}

/** Puts a to-do on its list, or back on it when it was done (SPEC 15.4). */
export async function addTodo(scope: Scope, todo: NewTodo): Promise<void> {
  await scope.handle
    .insertInto('todos')
    .values(todoRow(scope, todo, scope.context.chance.uuid()))
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ done_at: null }))
    .execute();
}

/** The row of a new to-do. */
export function todoRow(
  scope: Pick<Scope, 'now'>,
  todo: NewTodo,
  id: string,
): Insertable<TodosTable> {
  return {
    id,
    key: todo.key,
    audience: todo.audience,
    client_id: todo.clientId,
    kind: todo.kind,
    title: todo.title,
    text: todo.text,
    invoice_id: todo.invoiceId ?? null,
    package_id: todo.packageId ?? null,
    billing_account_id: todo.billingAccountId ?? null,
    created_at: scope.now,
    done_at: null,
  };
}

/** Takes a to-do off its list when what it asked for has happened. */
export async function finishTodo(scope: Scope, key: string): Promise<void> {
  await scope.handle
    .updateTable('todos')
    .set({ done_at: scope.now })
    .where('key', '=', key)
    .where('done_at', 'is', null)
    .execute();
}

/** The same for each to-do whose key is a beginning with a day, up to that day. */
export async function finishTodosUpTo(
  scope: Scope,
  beginning: string,
  day: PlainDate,
): Promise<void> {
  await scope.handle
    .updateTable('todos')
    .set({ done_at: scope.now })
    .where('key', '>=', beginning)
    .where('key', '<=', `${beginning}${day}`)
    .where('done_at', 'is', null)
    .execute();
}

async function openTodos(scope: Scope, caller: Caller): Promise<{ rows: readonly TodoView[] }> {
  const { principal } = caller;
  let query = scope.handle
    .selectFrom('todos')
    .leftJoin('invoices', 'invoices.id', 'todos.invoice_id')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'todos.invoice_id')
    .selectAll('todos')
    .leftJoin('billing_accounts as account', 'account.id', 'todos.billing_account_id')
    .select(['number', 'balance', 'currency', 'due_on'])
    .select(['brand', 'last4', 'expiry_month', 'expiry_year'])
    .select(packagesOfAccount.as('packages'))
    .where('todos.done_at', 'is', null)
    .orderBy('todos.created_at', 'desc')
    .limit(100);
  query =
    principal.kind === 'client'
      ? query
          .where('todos.audience', '=', 'client')
          .where('todos.client_id', '=', principal.clientId)
      : query.where('todos.audience', '=', 'operator');
  const rows = await query.execute();
  const sees = (area: Area): boolean =>
    principal.kind !== 'client' || principal.areas.includes(area);
  return {
    rows: rows.map((row) => ({
      todoId: row.id,
      audience: row.audience,
      kind: row.kind,
      title: row.title,
      text: row.text,
      invoiceId: row.invoice_id,
      invoice: sees('invoices') ? invoiceOf(row) : null,
      packageId: row.package_id,
      account: sees('billing_accounts') ? accountOf(row) : null,
      clientId: row.client_id,
      createdAt: row.created_at.toISOString(),
    })),
  };
}

function invoiceOf(row: {
  readonly number: string | null;
  readonly balance: bigint | null;
  readonly currency: string | null;
  readonly due_on: PlainDate | null;
}): TodoView['invoice'] {
  const { number, balance, currency, due_on: due } = row;
  if (number === null || balance === null || currency === null || due === null) return null;
  return { number, balance: money(balance, currency), due };
}

/** What an account pays, by its own mark or because it is the default one. */
const packagesOfAccount: RawBuilder<readonly string[] | null> = sql`(
  select json_agg(coalesce(domain_name, plan_name || ' ' || product_name) order by number)
  from packages
  where packages.client_id = account.client_id
    and status <> all (${sql.lit(`{${packageMachine.final.join(',')}}`)}::text[])
    and (billing_account_id = account.id or (billing_account_id is null and account.is_default)))`;

function accountOf(row: {
  readonly billing_account_id: string | null;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expiry_month: number | null;
  readonly expiry_year: number | null;
  readonly packages: readonly string[] | null;
}): TodoView['account'] {
  const { billing_account_id: billingAccountId, brand, last4 } = row;
  if (billingAccountId === null || brand === null || last4 === null) return null;
  const { expiry_month: expiryMonth, expiry_year: expiryYear } = row;
  return {
    billingAccountId,
    label: labelOf({ brand, last4 }),
    endsOn: expiredFrom({ expiryMonth, expiryYear }),
    packages: row.packages ?? [],
  };
}

/** `todos.list`. */
export const listTodos: Query<'todos.list'> = { kind: 'query', run: openTodos };

/** `todos.complete`. */
export const completeTodo: Command<'todos.complete', null> = {
  kind: 'command',
  async run(scope, _caller, input) {
    const done = await scope.handle
      .updateTable('todos')
      .set({ done_at: scope.now })
      .where('id', '=', input.todoId)
      .where('audience', '=', 'operator')
      .returning('id')
      .executeTakeFirst();
    if (done === undefined) fail('not_found', 'There is no such to-do.', { field: 'todoId' });
    return null;
  },
  view: openTodos,
};
