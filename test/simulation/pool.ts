import { fork } from 'node:child_process';
import type { Report, SimulationOptions } from './simulate.ts';
import type { SweepReport } from './sweep.ts';

/** A seed to live through. */
export interface SeedJob extends Omit<SimulationOptions, 'store' | 'print'> {
  readonly kind: 'seed';
}

/** A flow to break at each n-th of its boundaries. */
export interface SweepJob {
  readonly kind: 'sweep';
  readonly flow: string;
  /** 1 for every boundary, 2 for every second one … */
  readonly every: number;
}

/** What a process of the pool is asked to do. */
export type Job = SeedJob | SweepJob;

/** What came of a job. */
export type Result = Report | SweepReport;

/**
 * Does jobs in processes of their own: each has one embedded database, which it empties between
 * two lives. `onResult` answers whether the rest is still wanted.
 */
export async function runJobs(
  jobs: readonly Job[],
  workers: number,
  onResult: (result: Result) => boolean,
): Promise<void> {
  const left = [...jobs];
  const take = async (): Promise<void> => {
    const child = fork(new URL('./pool-process.ts', import.meta.url), { stdio: 'inherit' });
    try {
      for (let job = left.shift(); job !== undefined; job = left.shift()) {
        const asked = job;
        const result = await new Promise<Result>((resolve, reject) => {
          child.once('message', (message) => resolve(message as Result));
          child.once('exit', () =>
            reject(new Error(`A process ended in ${JSON.stringify(asked)}`)),
          );
          child.send(asked);
        });
        child.removeAllListeners();
        if (!onResult(result)) left.length = 0;
      }
    } finally {
      child.removeAllListeners();
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, take));
}
