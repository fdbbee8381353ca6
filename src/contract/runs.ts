import type { Money } from '../rules/money.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import type { Command, Operation } from './operation.ts';

/** How often a run did what (SPEC 16.6). */
export interface RunCounts {
  /** Clients that were looked at. */
  readonly clients: number;
  /** Cycle invoices, their lines, and their totals per currency. */
  readonly invoices: number;
  readonly lines: number;
  readonly sums: readonly Money[];
  readonly charges: number;
  readonly reminders: number;
  readonly lateFees: number;
  readonly suspensions: number;
  readonly terminations: number;
  /** Trials that ended unpaid, changes, cancelations, usage invoices, commissions. */
  readonly trialsEnded: number;
  readonly changes: number;
  readonly cancelations: number;
  readonly usageInvoices: number;
  readonly commissions: number;
  readonly parked: number;
}

/** A client that a run could not bring to an end, and why. */
export interface RunProblem {
  readonly clientId: string;
  readonly reason: string;
}

/** How a run ended, or that it goes on; `stopped` by its bounds or by who started it (16.8). */
export type RunState = 'running' | 'done' | 'stopped' | 'failed';

/** A billing run (SPEC 16.6). */
export interface RunView {
  /** Null of a preview, which leaves no trace. */
  readonly runId: string | null;
  readonly number: number | null;
  readonly kind: 'daily' | 'manual' | 'preview';
  readonly until: PlainDate;
  readonly state: RunState;
  readonly counts: RunCounts;
  readonly problems: readonly RunProblem[];
  /** Why it was stopped or failed; else null. */
  readonly reason: string | null;
  /** Instants. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** What to run. */
export interface StartRun extends Command {
  /** Everything that is due by this day; the provider's today when left out. */
  readonly until?: PlainDate;
  /** The same without effect (SPEC 16.7). */
  readonly preview?: boolean;
}

/** Operations on billing runs. */
export interface RunOperations {
  'runs.start': { input: StartRun; output: RunView };
  'runs.list': { input: Record<string, never>; output: { readonly rows: readonly RunView[] } };
  'runs.get': { input: { readonly runId: string }; output: RunView };
}

/** Their table. */
export const runOperations: { readonly [Name in keyof RunOperations]: Operation } = {
  'runs.start': {
    kind: 'command',
    method: 'POST',
    path: '/runs/start',
    access: { operator: 'runs:write' },
    summary: 'Does all billing that is due by a day, or shows what it would do.',
  },
  'runs.list': {
    kind: 'query',
    method: 'GET',
    path: '/runs',
    access: { operator: 'runs:read' },
    summary: 'The latest billing runs, newest first.',
  },
  'runs.get': {
    kind: 'query',
    method: 'GET',
    path: '/runs/{runId}',
    access: { operator: 'runs:read' },
    summary: 'One billing run with its counts and problems.',
  },
};
