import type { RunCounts, RunView } from '../../contract/runs.ts';
import type { PlainDate } from '../../rules/plain-date.ts';

/** How far a run is (SPEC 16.6). */
export interface RunProgress {
  /** Clients done, and clients that were due when the run began. */
  readonly done: number;
  readonly total: number;
  /** Clients a second, and seconds that are left at that rate; null at the beginning. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  readonly counts: RunCounts;
}

/** What a run does, and how it tells of itself. */
export interface RunOptions {
  /** Everything that is due by this day; the provider's today when left out. */
  readonly until?: PlainDate;
  /** The same without effect, as it would be on that day (SPEC 16.7). */
  readonly preview?: boolean;
  readonly kind?: 'daily' | 'manual';
  /** Clients in one transaction; 500 unless told. */
  readonly batchSize?: number;
  /** Each client in a transaction of its own: to find a fault, or to measure batches by. */
  readonly oneByOne?: boolean;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Stops the run after the batch in hand. */
  readonly signal?: AbortSignal;
  /** Goes on with a run whose row stands already. */
  readonly runId?: string;
  /** Whom the books name. */
  readonly actor?: string;
}

/** What a run came to. */
export type RunReport = RunView;

/** Clients in one transaction, where the caller does not say. */
export const defaultBatchSize = 500;
