import { type Insertable, sql } from 'kysely';
import PQueue from 'p-queue';
import type { Json } from '../contract/wire.ts';
import { encode } from '../contract/wire.ts';
import { invariant } from '../errors.ts';
import { MismatchError } from '../ports/mismatch.ts';
import type { PluginContext } from '../ports/plugin.ts';
import { isConnectionLost } from '../storage/store.ts';
import type { TasksTable } from '../storage/tables/work.ts';
import { useNewest } from './catalog/catalogs.ts';
import { type EngineContext, inScope, type Scope } from './context.ts';
import { redacted } from './redact.ts';
import { taskIsOn } from './switches.ts';

/** What is to happen outside, by kind. Each kind is one outer effect, or a date to act on. */
export type TaskKindName =
  | 'charge.start'
  | 'charge.check'
  | 'charge.void'
  | 'charge.refund'
  | 'charge.movements'
  | 'gateway.reconcile'
  | 'account.setup'
  | 'account.remove'
  | 'panel.create'
  | 'panel.suspend'
  | 'panel.unsuspend'
  | 'panel.terminate'
  | 'panel.changePlan'
  | 'change.apply'
  | 'mail.send'
  | 'order.lapse'
  | 'vat.check';

/** A task to enqueue: the row is the intent of Law 7. */
export interface NewTask {
  readonly kind: TaskKindName;
  /** The same intent has the same key, and stands once. */
  readonly key: string;
  readonly pluginId: string;
  readonly clientId: string | null;
  /** What it is about: a charge, a package, a mail, an order. */
  readonly subjectId: string;
  readonly payload?: Json;
  /** Now, unless told. */
  readonly dueAt?: Date;
}

/** A claimed task. */
export interface Task {
  readonly id: string;
  readonly kind: TaskKindName;
  readonly key: string;
  readonly pluginId: string;
  readonly clientId: string | null;
  readonly subjectId: string;
  readonly payload: unknown;
  /** This try, from 1. */
  readonly attempt: number;
  /** An earlier try may have had its effect: ask first (Law 8). */
  readonly settle: boolean;
  /** Its last worker never said how it ended: that one may still call, with what it read before. */
  readonly takenOver: boolean;
}

/** How a task goes on after its outcome was recorded. */
export type Next =
  | { readonly state: 'done'; readonly outcome?: Json }
  | { readonly state: 'failed'; readonly outcome?: Json }
  | { readonly state: 'due' | 'unknown'; readonly dueAt: Date; readonly outcome?: Json };

/** One kind of task: the call outside any transaction, and the record inside one. */
export interface TaskKind {
  /** May throw: then the outcome is unknown. */
  call(context: EngineContext, task: Task): Promise<unknown>;
  /** Gets what `call` returned, or an `Unknown`. */
  record(scope: Scope, task: Task, result: unknown): Promise<Next>;
  /**
   * Called instead of `record` when the worker woke after its lease and another one has settled
   * the task: its call may have come last. Left out where a second call changes nothing.
   *
   * A worker may die between its late call and this. So a task of such a kind that was taken over
   * is also done once more, when even a long sleep must have ended.
   */
  outlived?(scope: Scope, task: Task): Promise<void>;
}

/** What `record` gets when `call` threw or timed out. */
export class Unknown {
  readonly message: string;
  /** Set when the vendor holds something else than we asked for. */
  readonly mismatch: MismatchError | null;
  constructor(error: unknown) {
    this.mismatch = error instanceof MismatchError ? error : null;
    this.message = redacted(error instanceof Error ? error.message : String(error));
  }
}

/** Seconds for which a claimed task belongs to its worker, beyond the call's own time. */
const leaseMarginSeconds = 30;
/** Seconds after which a worker that lost its task has called, or never will (RELIABILITY F12). */
const longestSleepSeconds = 12 * 3600;
/** What the key of a repeat has behind that of its task. */
const repeated = ':again:';
/** Calls at once per plugin, so that a slow one does not starve the others. */
const callsPerPlugin = 4;

/** Writes a task; the same key a second time is no second task. */
export async function enqueue(scope: Scope, task: NewTask): Promise<void> {
  await scope.handle
    .insertInto('tasks')
    .values(taskRow(scope, task, scope.context.chance.uuid()))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Whether a task only repeats one that was taken over from a worker that may have slept. */
export function isRepeat({ key }: Pick<Task, 'key'>): boolean {
  return key.includes(repeated);
}

/** What the keys of repeats look like, for `like`. */
export const keysOfRepeats: string = `%${repeated}%`;

async function enqueueRepeat(scope: Scope, task: Task): Promise<void> {
  const { kind, pluginId, clientId, subjectId } = task;
  await enqueue(scope, {
    kind,
    key: `${task.key}${repeated}${task.attempt}`,
    pluginId,
    clientId,
    subjectId,
    payload: task.payload as Json,
    dueAt: secondsAfter(scope.now, longestSleepSeconds),
  });
}

/** Does a task again that had ended or is being done: a call may have come after its end. */
export async function doAgain(scope: Scope, taskId: string): Promise<void> {
  await scope.handle
    .updateTable('tasks')
    .set((row) => ({
      state: 'unknown',
      due_at: scope.now,
      lease_until: null,
      finished_at: null,
      attempts: row('attempts', '+', 1),
    }))
    .where('id', '=', taskId)
    .execute();
}

/** The row of a new task. */
export function taskRow(
  scope: Pick<Scope, 'now'>,
  task: NewTask,
  id: string,
): Insertable<TasksTable> & { readonly payload: string } {
  return {
    id,
    kind: task.kind,
    key: task.key,
    plugin_id: task.pluginId,
    client_id: task.clientId,
    subject_id: task.subjectId,
    payload: JSON.stringify(encode(task.payload ?? {})),
    state: 'due',
    due_at: task.dueAt ?? scope.now,
    lease_until: null,
    outcome: null,
    created_at: scope.now,
    finished_at: null,
  };
}

/** What a plugin gets of the world for one task. */
export function pluginContext(context: EngineContext, key: string): PluginContext {
  return {
    fetch: context.fetch,
    now: () => context.clock.now(),
    log: context.log,
    idempotencyKey: key,
    signal: context.deadline(context.settings.callSeconds * 1000),
  };
}

/**
 * Waits for a plugin, but not longer than its signal: one that never answers is unknown.
 *
 * @throws when the plugin threw or the time was up.
 */
export function bounded<Value>(call: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const expiry = new Promise<never>((_resolve, reject) => {
    const give = (): void => reject(new Error('The plugin did not answer in time.'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
  return Promise.race([call, expiry]);
}

/** When a task is tried again after its n-th try, or null when it was the last (SPEC 4.7). */
export function nextTry(scope: Scope, attempt: number): Date | null {
  const pause = scope.context.settings.retryPausesSeconds[attempt - 1];
  return pause === undefined ? null : secondsAfter(scope.now, pause);
}

/** An instant so many seconds later. */
export function secondsAfter(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}

/** Does tasks by kind. */
export interface Worker {
  /** Does up to `limit` tasks that are due; returns how many were done. */
  performDue(options: { readonly limit: number }): Promise<number>;
  /** Does one task now, if it is due and nobody else has it. */
  performKey(key: string): Promise<void>;
}

/** Makes the one loop that does tasks, in tests as in production. */
export function createWorker(
  context: EngineContext,
  kinds: { readonly [Kind in TaskKindName]: TaskKind },
): Worker {
  const queues = new Map<string, PQueue>();
  const queueOf = (pluginId: string): PQueue => {
    const queue = queues.get(pluginId) ?? new PQueue({ concurrency: callsPerPlugin });
    queues.set(pluginId, queue);
    return queue;
  };

  const perform = async (task: Task): Promise<void> => {
    const kind = kinds[task.kind];
    let result: unknown;
    try {
      result = await kind.call(context, task);
    } catch (error) {
      const unknown = new Unknown(error);
      context.log(`${task.kind} came to no known end: ${unknown.message}`, { task: task.id });
      result = unknown;
    }
    const keep = (): Promise<void> =>
      inScope(context, `task:${task.kind}`, (scope) => record(scope, kind, task, result));
    try {
      await keep();
    } catch (error) {
      // The call was made: a connection that broke must not make us forget what came of it.
      if (!isConnectionLost(error)) throw error;
      await keep();
    }
    context.wake?.();
  };

  return {
    async performDue({ limit }): Promise<number> {
      const tasks = await inScope(context, 'worker', (scope) => claim(scope, { limit }));
      const ends = tasks.map((task) => queueOf(task.pluginId).add(() => perform(task)));
      // One task's fault stops no other; it keeps its lease and is settled when that has ended.
      for (const end of await Promise.allSettled(ends)) {
        if (end.status === 'rejected') {
          context.log(`A task could not be recorded: ${new Unknown(end.reason).message}`);
        }
      }
      return tasks.length;
    },
    async performKey(key): Promise<void> {
      const tasks = await inScope(context, 'worker', (scope) => claim(scope, { limit: 1, key }));
      for (const task of tasks) await perform(task);
    },
  };
}

async function record(scope: Scope, kind: TaskKind, task: Task, result: unknown): Promise<void> {
  const row = await scope.handle
    .selectFrom('tasks')
    .select(['state', 'attempts'])
    .where('id', '=', task.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // Another worker took it over after our lease ended: its word counts, ours may be late.
  if (row.state !== 'running' || row.attempts !== task.attempt) {
    await kind.outlived?.(scope, task);
    return;
  }
  if (task.takenOver && kind.outlived !== undefined) await enqueueRepeat(scope, task);
  const next = await kind.record(scope, task, result);
  const ended = next.state === 'done' || next.state === 'failed';
  await scope.handle
    .updateTable('tasks')
    .set({
      state: next.state,
      lease_until: null,
      outcome: JSON.stringify(next.outcome ?? null),
      ...(ended ? { finished_at: scope.now } : {}),
      ...('dueAt' in next ? { due_at: next.dueAt } : {}),
    })
    .where('id', '=', task.id)
    .execute();
}

/** Claims due tasks, the longest due first; what another worker has is passed over. */
async function claim(
  scope: Scope,
  { limit, key }: { readonly limit: number; readonly key?: string },
): Promise<readonly Task[]> {
  const rows = await scope.handle
    .selectFrom('tasks')
    .selectAll()
    .select((row) =>
      row
        .selectFrom('catalogs')
        .select((catalog) => catalog.fn.max('number').as('newest'))
        .as('newest'),
    )
    .where('state', 'in', ['due', 'running', 'unknown'])
    .where('due_at', '<=', scope.now)
    .where(taskIsOn())
    .where((check) =>
      check.or([check('lease_until', 'is', null), check('lease_until', '<=', scope.now)]),
    )
    .$if(key !== undefined, (query) => query.where('key', '=', key ?? ''))
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (rows.length === 0) return [];
  await useNewest(scope, rows[0]?.newest ?? null);
  const lease = secondsAfter(scope.now, scope.context.settings.callSeconds + leaseMarginSeconds);
  const updated = await scope.handle
    .updateTable('tasks')
    .set({ state: 'running', lease_until: lease, attempts: sql`attempts + 1` })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .returning(['id', 'attempts'])
    .execute();
  const attempts = new Map(updated.map((row) => [row.id, row.attempts]));
  return rows.map((row) => {
    const attempt = attempts.get(row.id);
    invariant(attempt !== undefined, 'A claimed task was not updated.');
    return {
      id: row.id,
      kind: row.kind as TaskKindName,
      key: row.key,
      pluginId: row.plugin_id,
      clientId: row.client_id,
      subjectId: row.subject_id,
      payload: row.payload,
      attempt,
      // Still running means that its worker died; it may have called.
      settle: row.state !== 'due',
      takenOver: row.state === 'running',
    };
  });
}
