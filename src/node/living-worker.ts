import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors.ts';
import type { Log } from '../ports/plugin.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import { liveUntil, type OnDay, type TimeMachine } from './time-machine.ts';
import { startWorker, type WorkerLoop } from './worker.ts';

/** A worker that rests while the clock is moved. */
export interface LivingWorker extends WorkerLoop {
  /**
   * Lives through the days up to a date; a second call waits for the first.
   *
   * @throws BillingError `invalid_input` without a time machine, or for a day that has gone.
   */
  advanceTo(date: PlainDate, options?: { readonly onDay?: OnDay }): Promise<void>;
}

/** Starts the worker of a provider, whose clock may be one to move. */
export function startLivingWorker(options: {
  readonly engine: Engine;
  readonly log: Log;
  readonly timeMachine: TimeMachine | undefined;
}): LivingWorker {
  const { engine, log, timeMachine } = options;
  const start = (): WorkerLoop => startWorker({ engine: () => engine, log });
  const end = new AbortController();
  let worker = start();
  let last: Promise<void> = Promise.resolve();

  const live = async (living: Parameters<typeof liveUntil>[1], date: PlainDate): Promise<void> => {
    // A task in the worker's hands must not find its lease ended because a day was skipped.
    await worker.stop();
    try {
      await liveUntil(date, living);
    } finally {
      if (!end.signal.aborted) worker = start();
    }
  };
  return {
    wake: () => worker.wake(),
    advanceTo(date, { onDay } = {}): Promise<void> {
      if (timeMachine === undefined) {
        fail('invalid_input', 'This provider has no clock to move.', { field: 'timeMachine' });
      }
      const turn = last.then(() => live({ engine, timeMachine, onDay, signal: end.signal }, date));
      last = turn.catch(() => undefined);
      return turn;
    },
    async stop(): Promise<void> {
      end.abort();
      await last;
      await worker.stop();
    },
  };
}
