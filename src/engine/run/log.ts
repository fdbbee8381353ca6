import type { Selectable } from 'kysely';
import type { RunCounts, RunProblem, RunState, RunView } from '../../contract/runs.ts';
import { decode, encode, type Json } from '../../contract/wire.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { RunsTable } from '../../storage/tables/runs.ts';
import type { Scope } from '../context.ts';
import { nothingDone } from './counts.ts';

/** Problems that a run's row keeps; more are counted only. */
const mostProblems = 100;

/** What a run's row keeps besides its counts. */
interface Kept {
  readonly reason: string | null;
  readonly list: readonly RunProblem[];
}

/** Writes the row of a run that begins (SPEC 16.6). Returns its id. */
export async function beginRun(
  scope: Scope,
  { kind, until }: { readonly kind: 'daily' | 'manual'; readonly until: PlainDate },
): Promise<string> {
  const id = scope.context.chance.uuid();
  const kept: Kept = { reason: null, list: [] };
  await scope.handle
    .insertInto('runs')
    .values({
      id,
      kind,
      until,
      state: 'running',
      counts: JSON.stringify(encode(nothingDone)),
      problems: JSON.stringify(encode(kept)),
      started_at: scope.now,
      finished_at: null,
    })
    .execute();
  return id;
}

/** How a run ended. */
export interface RunEnd {
  readonly state: Exclude<RunState, 'running'>;
  readonly reason: string | null;
  readonly counts: RunCounts;
  readonly problems: readonly RunProblem[];
}

/** Writes how a run ended. */
export async function endRun(scope: Scope, runId: string, end: RunEnd): Promise<void> {
  const kept: Kept = { reason: end.reason, list: end.problems.slice(0, mostProblems) };
  await scope.handle
    .updateTable('runs')
    .set({
      state: end.state,
      counts: JSON.stringify(encode(end.counts)),
      problems: JSON.stringify(encode(kept)),
      finished_at: scope.now,
    })
    .where('id', '=', runId)
    .execute();
}

/** A run's row as an operator sees it. */
export function runView(row: Selectable<RunsTable>): RunView {
  const { reason, list } = row.problems as Kept;
  return {
    runId: row.id,
    number: row.number,
    kind: row.kind,
    until: row.until,
    state: row.state,
    counts: decode(row.counts as Json) as RunCounts,
    problems: list,
    reason,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
