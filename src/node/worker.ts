import type { Engine } from '../engine/engine.ts';
import type { Log } from '../ports/plugin.ts';

/** A loop that does tasks as they fall due. */
export interface WorkerLoop {
  /** Looks for work now. */
  wake(): void;
  /** Ends after the tasks in hand. */
  stop(): Promise<void>;
}

/** Tasks claimed at once. */
const batch = 20;

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
  const timer = setInterval(wake, options.pollMilliseconds ?? 1000);
  return {
    wake,
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
