import type { RunCounts, RunProblem, RunView } from '../../contract/runs.ts';
import { maxDate, type PlainDate } from '../../rules/plain-date.ts';
import { refreshCatalog } from '../catalog/catalogs.ts';
import { type EngineContext, inScope, type Scope } from '../context.ts';
import { addTodo, finishTodosUpTo } from '../todos.ts';
import { attempt, type RunMode, todayOf } from './attempt.ts';
import { addCounts, nothingDone } from './counts.ts';
import { type Forecast, forecastRun, passedForecast } from './forecast.ts';
import { beginRun, endRun, type RunEnd } from './log.ts';
import { defaultBatchSize, type RunOptions, type RunProgress, type RunReport } from './options.ts';
import { workThrough } from './passes.ts';
import { type Running, Stopped, stopsRun } from './running.ts';

/**
 * The billing run (SPEC 16.1): does all that is due by a day, in batches that any number of workers
 * share. Run again, it does nothing (Law 5).
 *
 * Only invoices are issued ahead of today; charges, reminders, suspensions and the like wait for
 * their day. A preview shows what a run on that day would do (SPEC 16.7).
 */
export async function runBilling(
  context: EngineContext,
  options: RunOptions = {},
): Promise<RunReport> {
  await refreshCatalog(context);
  const now = todayOf(context);
  const until = options.until ?? now;
  const preview = options.preview ?? false;
  const today = preview ? maxDate(now, until) : now;
  const mode: RunMode = { context, actor: options.actor ?? 'run', today, preview };
  const kind = options.kind ?? 'manual';
  const startedAt = context.clock.now();
  const runId = preview
    ? null
    : (options.runId ??
      (await inScope(context, mode.actor, (scope) => beginRun(scope, { kind, until }))));
  const end = await carryOut(mode, until, options);
  // A server that ends takes the run of the day up again when it is back.
  const resumes = kind === 'daily' && options.signal?.aborted === true;
  if (runId !== null && !resumes) {
    await inScope(context, mode.actor, (scope) => conclude(scope, runId, until, end));
  }
  context.wake?.();
  return report({ runId, kind: preview ? 'preview' : kind, until, startedAt }, end, context);
}

/** Begins the key of the to-do about a run that ended early; its day follows. */
const endedEarly = 'run.ended-early:';

/** A run that reached its day has done what those before it left, so nothing is to do for them. */
async function conclude(scope: Scope, runId: string, until: PlainDate, end: RunEnd): Promise<void> {
  await endRun(scope, runId, end);
  if (end.state === 'done') return finishTodosUpTo(scope, endedEarly, until);
  if (end.reason === null) return;
  await addTodo(scope, {
    key: `${endedEarly}${until}`,
    audience: 'operator',
    kind: 'run_ended_early',
    title: `The billing run of ${until} ended early`,
    text: `${end.reason} What it did before stands. Look into it, then run again.`,
    clientId: null,
  });
}

function report(
  run: {
    readonly runId: string | null;
    readonly kind: RunView['kind'];
    readonly until: PlainDate;
    readonly startedAt: Date;
  },
  end: RunEnd,
  context: EngineContext,
): RunReport {
  return {
    runId: run.runId,
    number: null,
    kind: run.kind,
    until: run.until,
    ...end,
    startedAt: run.startedAt.toISOString(),
    finishedAt: context.clock.now().toISOString(),
  };
}

async function carryOut(mode: RunMode, until: PlainDate, options: RunOptions): Promise<RunEnd> {
  const problems: RunProblem[] = [];
  let counts: RunCounts = nothingDone;
  const ended = (state: RunEnd['state'], reason: string | null): RunEnd => ({
    state,
    reason,
    counts,
    problems,
  });
  try {
    const forecast = await attempt(mode, (scope) => forecastRun(scope, until));
    const progress = progressOf(mode.context, forecast, options);
    const running: Running = {
      mode,
      until,
      batchSize: options.batchSize ?? defaultBatchSize,
      oneByOne: options.oneByOne ?? false,
      stopAsked: () => options.signal?.aborted === true,
      check: (done) => mustStayWithin(mode, addCounts(counts, done), forecast),
      note: (done) => {
        counts = addCounts(counts, done);
        progress(counts);
      },
      problem: (problem) => problems.push(problem),
    };
    await workThrough(running);
    const stopped = options.signal?.aborted === true;
    return ended(stopped ? 'stopped' : 'done', stopped ? 'It was told to stop.' : null);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mode.context.log(`The billing run ended early: ${reason}`);
    return ended(stopsRun(error) ? 'stopped' : 'failed', reason);
  }
}

function mustStayWithin({ context }: RunMode, counts: RunCounts, forecast: Forecast): void {
  const { forecastFactor } = context.catalog.provider.billing.safety;
  const passed = passedForecast(counts.sums, forecast, forecastFactor);
  if (passed !== null) throw new Stopped(passed);
}

/** Tells how far a run is, with its rate and the time that is left (SPEC 16.6). */
function progressOf(
  context: EngineContext,
  { clients: total }: Forecast,
  { onProgress }: RunOptions,
): (counts: RunCounts) => void {
  const began = context.clock.now().getTime();
  return (counts) => {
    if (onProgress === undefined) return;
    const seconds = (context.clock.now().getTime() - began) / 1000;
    const done = counts.clients;
    const rate = seconds > 0 ? done / seconds : null;
    const secondsLeft = rate === null || rate === 0 ? null : Math.max(0, total - done) / rate;
    const progress: RunProgress = { done, total, rate, secondsLeft, counts };
    onProgress(progress);
  };
}
