import type { Output } from '../contract/operations.ts';
import type { RunView } from '../contract/runs.ts';
import { decode, encode, type Json } from '../contract/wire.ts';
import { fail } from '../errors.ts';
import { type EngineContext, inScope, type Scope } from './context.ts';
import { expectReconciliation } from './payments/reconcile.ts';
import { todayOf } from './run/attempt.ts';
import { beginRun, runView } from './run/log.ts';
import type { RunReport } from './run/options.ts';
import { runBilling } from './run/run.ts';
import { actorOf, type Caller, type Command, type Query } from './use-case.ts';

/** Runs that a list shows. */
const shown = 50;

/** What `runs.start` keeps: a run's row, or what a preview showed. */
type Started = { readonly runId: string; readonly actor: string } | { readonly preview: Json };

/** `runs.start` (SPEC 16.1, 16.7). The run is made outside the command's own transaction. */
export const startRun: Command<'runs.start', Started, RunReport | null> = {
  kind: 'command',
  prepare(context, input): Promise<RunReport | null> {
    if (input.preview !== true) return Promise.resolve(null);
    return runBilling(context, { ...untilOf(input), preview: true });
  },
  async run(scope, caller, input, prepared): Promise<Started> {
    // A repeated command finds what the first preview showed.
    if (prepared !== null && prepared !== undefined) return { preview: encode(prepared) };
    const until = input.until ?? todayOf(scope.context);
    const runId = await beginRun(scope, { kind: 'manual', until });
    return { runId, actor: actorOf(caller.principal) };
  },
  async after(context, result): Promise<void> {
    if ('preview' in result) return;
    const { runId, actor } = result;
    const row = await context.store.transaction((handle) =>
      handle
        .selectFrom('runs')
        .select(['state', 'until'])
        .where('id', '=', runId)
        .executeTakeFirstOrThrow(),
    );
    // A repeated command goes on with a run whose process died, and leaves alone one that ended.
    if (row.state === 'running') await runBilling(context, { until: row.until, runId, actor });
  },
  view(scope, _caller, result): Promise<RunView> {
    if ('preview' in result) return Promise.resolve(decode(result.preview) as RunView);
    return oneRun(scope, result.runId);
  },
};

function untilOf({ until }: { readonly until?: string }): { readonly until?: string } {
  return until === undefined ? {} : { until };
}

async function oneRun(scope: Scope, runId: string): Promise<RunView> {
  const row = await scope.handle
    .selectFrom('runs')
    .selectAll()
    .where('id', '=', runId)
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such run.', { field: 'runId' });
  return runView(row);
}

/** `runs.get`. */
export const getRun: Query<'runs.get'> = {
  kind: 'query',
  run: (scope: Scope, _caller: Caller, { runId }) => oneRun(scope, runId),
};

/** `runs.list`. */
export const listRuns: Query<'runs.list'> = {
  kind: 'query',
  async run(scope): Promise<Output<'runs.list'>> {
    const rows = await scope.handle
      .selectFrom('runs')
      .selectAll()
      .orderBy('number', 'desc')
      .limit(shown)
      .execute();
    return { rows: rows.map(runView) };
  },
};

/**
 * The run of the day, if none has ended today in the provider's zone (SPEC 16.1); one whose process
 * died is taken up again, since what it did stands and the rest is still due.
 *
 * @returns null when there was nothing to run.
 */
export async function runDaily(
  context: EngineContext,
  options: { readonly signal?: AbortSignal } = {},
): Promise<RunReport | null> {
  const today = todayOf(context);
  const rows = await context.store.transaction((handle) =>
    handle
      .selectFrom('runs')
      .select(['id', 'state'])
      .where('kind', '=', 'daily')
      .where('until', '=', today)
      .orderBy('number', 'desc')
      .execute(),
  );
  if (rows.some(({ state }) => state === 'done' || state === 'stopped')) return null;
  const begun = rows.find(({ state }) => state === 'running' || state === 'failed');
  const resumed = begun === undefined ? {} : { runId: begun.id };
  await inScope(context, 'run', expectReconciliation);
  return runBilling(context, { ...options, ...resumed, kind: 'daily', until: today });
}
