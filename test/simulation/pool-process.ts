// A process of the pool: does the jobs that it is sent, one after the other.
import { freshStore } from '../support/embedded-store.ts';
import { dropGuard } from './guards.ts';
import type { Job, Result } from './pool.ts';
import { simulate } from './simulate.ts';
import { sweepFlow } from './sweep.ts';

/** Whether this process's database lacks the guard already. */
let dropped = false;

async function perform(job: Job): Promise<Result> {
  if (job.kind === 'sweep') return sweepFlow(job.flow, job.every);
  const { kind: _seed, ...options } = job;
  const store = await freshStore();
  if (options.without !== undefined && !dropped) {
    const { without } = options;
    await store.transaction((handle) => dropGuard(handle, without));
    dropped = true;
  }
  return simulate({ ...options, store });
}

process.on('message', async (message) => {
  process.send?.(await perform(message as Job));
});
