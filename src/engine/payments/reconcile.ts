import { type RawBuilder, sql } from 'kysely';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import type { GatewayMovement } from '../../ports/gateway-notice.ts';
import { type Money, money } from '../../rules/money.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import { type Difference, type Movement, reconcile } from '../../rules/reconciliation.ts';
import type { EngineContext, Scope } from '../context.ts';
import {
  bounded,
  enqueue,
  type Next,
  nextTry,
  pluginContext,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { addTodo } from '../todos.ts';
import type { Command } from '../use-case.ts';
import { gatewayOf } from './charges.ts';

/** Whole days at the provider's gateway, by UTC; the second is the first that is not meant. */
interface Span {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Days on each side within which a movement may be dated otherwise there than here. */
const slack = 3;

const midnight = (day: PlainDate): Date => new Date(`${day}T00:00:00Z`);

/** All that moved at a gateway in a span, and around it. @throws Error when it cannot be read. */
async function read(
  context: EngineContext,
  pluginId: string,
  { from, until }: Span,
  key: string,
): Promise<readonly GatewayMovement[]> {
  const { movements } = gatewayOf(context, pluginId);
  if (movements === undefined) {
    return fail('not_supported', 'This gateway does not say what moved. Compare its statements.', {
      field: 'pluginId',
    });
  }
  const query = { from: midnight(addDays(from, -slack)), until: midnight(addDays(until, slack)) };
  const world = pluginContext(context, key);
  return bounded(movements(query, world), world.signal);
}

/** `books.reconcile`: each difference becomes an exception for an operator (SPEC 8, 17.4). */
export const reconcileBooks: Command<
  'books.reconcile',
  Output<'books.reconcile'>,
  readonly GatewayMovement[]
> = {
  kind: 'command',
  prepare(context, { pluginId, from, until, commandId }) {
    if (context.pluginById.get(pluginId)?.gateway === undefined) {
      fail('not_found', 'There is no such gateway.', { field: 'pluginId' });
    }
    if (until < from) fail('invalid_input', 'The span ends before it begins.', { field: 'until' });
    return read(context, pluginId, { from, until: addDays(until, 1) }, commandId);
  },
  run: (scope, _caller, { pluginId, from, until }, moved) =>
    compare(scope, pluginId, { from, until: addDays(until, 1) }, moved ?? []),
  view: (_scope, _caller, result) => Promise.resolve(result),
};

/** The same for each day, a day later, when all gateways know of it. */
export async function expectReconciliation(scope: Scope): Promise<void> {
  for (const { id, gateway } of scope.context.pluginById.values()) {
    if (gateway?.movements === undefined) continue;
    await enqueue(scope, {
      kind: 'gateway.reconcile',
      key: `gateway.reconcile:${id}:${scope.today}`,
      pluginId: id,
      clientId: null,
      subjectId: scope.today,
    });
  }
}

const dayBefore = (day: PlainDate): Span => ({ from: addDays(day, -2), until: addDays(day, -1) });

/** Compares a day that is over with what the gateway holds of it. */
export const reconcileDay: TaskKind = {
  call: (context, { pluginId, subjectId, key }) =>
    read(context, pluginId, dayBefore(subjectId), key),
  async record(scope, task, result): Promise<Next> {
    if (result instanceof Unknown) {
      const again = nextTry(scope, task.attempt);
      if (again !== null) return { state: 'unknown', dueAt: again };
      await addTodo(scope, {
        key: `reconcile.failed:${task.pluginId}:${task.subjectId}`,
        audience: 'operator',
        kind: 'reconcile_failed',
        title: `${task.pluginId} could not be compared with the books`,
        text: `${result.message} Compare the day before ${task.subjectId} by hand.`,
        clientId: null,
      });
      return { state: 'failed' };
    }
    const moved = result as readonly GatewayMovement[];
    await compare(scope, task.pluginId, dayBefore(task.subjectId), moved);
    return { state: 'done' };
  },
};

async function compare(
  scope: Scope,
  pluginId: string,
  { from, until }: Span,
  moved: readonly GatewayMovement[],
): Promise<Output<'books.reconcile'>> {
  const within = (at: Date): boolean => at >= midnight(from) && at < midnight(until);
  const counted = moved.filter(
    ({ kind, state }) => state === 'done' || (kind === 'dispute' && state === 'pending'),
  );
  const held = counted.filter(({ at }) => within(at));
  const rows = await bookedMovements(scope, pluginId, addDays(from, -slack), addDays(until, slack));
  const booked = rows.filter(({ at }) => within(at));
  const differences = reconcile({ booked, held, otherBooked: rows, otherHeld: counted });
  for (const difference of differences) await tell(scope, pluginId, difference);
  return { pluginId, compared: held.length, differences };
}

/** What the books have of a gateway, each by the gateway's own id. */
async function bookedMovements(
  scope: Scope,
  pluginId: string,
  from: PlainDate,
  until: PlainDate,
): Promise<readonly (Movement & { readonly at: Date })[]> {
  const between = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`${column} >= ${midnight(from)} and ${column} < ${midnight(until)}`;
  const { rows } = await sql<{
    readonly kind: Movement['kind'];
    readonly reference: string;
    readonly currency: string;
    readonly amount: bigint;
    readonly at: Date;
  }>`
    select 'payment' as kind, reference, currency, captured as amount, settled_at as at
      from charges where plugin_id = ${pluginId} and captured > 0
      and ${between(sql`settled_at`)}
    union all select 'refund', reference, currency, amount, settled_at
      from refunds where plugin_id = ${pluginId} and state = 'done'
      and ${between(sql`settled_at`)}
    union all select 'dispute', reference, currency, amount, created_at
      from disputes where plugin_id = ${pluginId} and state <> 'won'
      and ${between(sql`created_at`)}
    order by at`.execute(scope.handle);
  return rows.map((row) => ({
    kind: row.kind,
    reference: row.reference,
    amount: money(BigInt(row.amount), row.currency),
    at: row.at,
  }));
}

/** Once for each difference, however often it is found. */
async function tell(
  scope: Scope,
  pluginId: string,
  { kind, reference, booked, held }: Difference,
): Promise<void> {
  const shown = (amount: Money | null): string =>
    amount === null ? 'nothing' : `${amount.amount} minor units of ${amount.currency}`;
  await addTodo(scope, {
    key: `reconcile:${pluginId}:${kind}:${reference}`,
    audience: 'operator',
    kind: 'books_differ',
    title: `${pluginId} and the books differ on a ${kind}`,
    text: `${reference}: ${shown(held)} there, ${shown(booked)} in the books.`,
    clientId: null,
  });
}
