import type { RunProblem } from '../../contract/runs.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { RunMode } from './attempt.ts';
import type { Done } from './counts.ts';

/** A run under way. */
export interface Running {
  readonly mode: RunMode;
  readonly until: PlainDate;
  /** Clients in one transaction. */
  readonly batchSize: number;
  /** Whether each client has a transaction of its own. */
  readonly oneByOne: boolean;
  /** Whether to end after the batch in hand. */
  stopAsked(): boolean;
  /** Called inside a transaction that did something, before it commits. @throws Stopped. */
  check(done: Done): void;
  /** Called after it has committed. */
  note(done: Done): void;
  problem(problem: RunProblem): void;
}

/** The sum passes its bound: what was done before stands, and nothing more is done (16.8). */
export class Stopped extends Error {}

/** Whether an error is the end of the whole run rather than the fault of one client. */
export function stopsRun(error: unknown): boolean {
  return error instanceof Stopped;
}
