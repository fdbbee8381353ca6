import type { Engine } from '../engine/engine.ts';
import type { Log } from '../ports/plugin.ts';

/** A loop that does tasks as they fall due, and the billing run of each day. */
export interface WorkerLoop {
  /** Looks for work now. */
  wake(): void;
  /** Ends after the tasks in hand. */
  stop(): Promise<void>;
}

/** Tasks claimed at once. */
const batch = 20;

/** How often it is looked whether the day's billing run is still to be made. */
const lookForDay = 60_000;

/** Starts the loop; it polls, and is woken by what this process commits. */
export function startWorker(options: {
  readonly engine: () => Engine;
  readonly log: Log;
  readonly pollMilliseconds?: number;
}): WorkerLoop {
  let stopped = false;
  let again = false;
  let running: Promise<void> | null = null;

  const loop = async (): Promise<void> => {
    do {
      again = false;
      try {
        while (!stopped && (await options.engine().performDue({ limit: batch })) > 0);
      } catch (error) {
        // The database may be away for a while; the next poll finds the same work.
        options.log(`The worker could not work: ${String(error)}`);
      }
    } while (again && !stopped);
    running = null;
  };
  const wake = (): void => {
    if (stopped) return;
    again = true;
    running ??= loop();
  };
  const daily = startDaily(options);
  const timer = setInterval(wake, options.pollMilliseconds ?? 1000);
  return {
    wake,
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await Promise.all([running, daily.stop()]);
    },
  };
}

/**
 * Makes the billing run of each day, soon after midnight in the provider's zone or when the process
 * starts. Other processes may do so too: they share the work.
 */
function startDaily(options: {
  readonly engine: () => Pick<Engine, 'runDaily'>;
  readonly log: Log;
}): { stop(): Promise<void> } {
  const end = new AbortController();
  let running: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      const report = await options.engine().runDaily({ signal: end.signal });
      if (report !== null) options.log(`The billing run of ${report.until} is ${report.state}.`);
    } catch (error) {
      // The database may be away for a while; the next look finds the same day.
      options.log(`The billing run could not be made: ${String(error)}`);
    } finally {
      running = null;
    }
  };
  const begin = (): void => {
    running ??= look();
  };
  const timer = setInterval(begin, lookForDay);
  // After what starts the process has ended, so that the engine is there.
  const first = setTimeout(begin, 0);
  return {
    async stop(): Promise<void> {
      end.abort();
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}
