import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { Gateway } from '../ports/gateway.ts';
import { startLivingWorker } from './living-worker.ts';
import { openEngine } from './open-engine.ts';
import { createTimeMachine } from './time-machine.ts';

const timeMachine = () => createTimeMachine({ machine: () => new Date('2026-11-22T10:00:00Z') });

/** A worker over an engine that notes the day of each run, and whose tasks take a while. */
function startedWorker(clock = timeMachine()) {
  const runs: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const today = () => clock.now().toISOString().slice(0, 10);
  const engine = {
    execute: () => Promise.resolve({ timeZone: 'UTC', today: today() }),
    runDaily: async () => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      runs.push(today());
      return null;
    },
    performDue: () => Promise.resolve(0),
  } as unknown as Engine;
  const worker = startLivingWorker({ engine, log: () => undefined, timeMachine: clock });
  return { worker, runs, most: () => mostAtOnce };
}

describe('a worker whose clock is moved', () => {
  it('[19.3] rests meanwhile, and a second move waits for the first', async () => {
    const { worker, runs, most } = startedWorker();
    const first = worker.advanceTo('2026-11-24');
    await Promise.all([first, worker.advanceTo('2026-11-26')]);
    await worker.stop();
    const lived = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
    expect([...new Set(runs)].filter((day) => day > '2026-11-22')).toEqual(lived);
    expect(most()).toBe(1);
  });

  it('[19.3] a move that is refused does not stop the next one', async () => {
    const { worker, runs } = startedWorker();
    await expect(worker.advanceTo('2026-11-01')).rejects.toThrow(/moved back/);
    await worker.advanceTo('2026-11-23');
    await worker.stop();
    expect(runs).toContain('2026-11-23');
  });

  it('[19.3] ends after the day in hand when the provider closes', async () => {
    const { worker, runs } = startedWorker();
    const moving = worker.advanceTo('2036-11-22');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await worker.stop();
    await moving;
    const ended = runs.length;
    expect(ended).toBeLessThan(100);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(runs).toHaveLength(ended);
  });

  it('[19.3] has no clock to move unless it was given one', () => {
    const engine = { performDue: () => Promise.resolve(0), runDaily: () => Promise.resolve(null) };
    const worker = startLivingWorker({
      engine: engine as unknown as Engine,
      log: () => undefined,
      timeMachine: undefined,
    });
    expect(() => worker.advanceTo('2027-01-01')).toThrow(/no clock to move/);
    return worker.stop();
  });
});

it('[19.3] a provider with a live gateway refuses a clock to move', async () => {
  const catalog: unknown = JSON.parse(readFileSync('examples/provider/catalog.json', 'utf8'));
  const opening = openEngine({
    database: 'memory',
    catalog: catalog as object,
    plugins: [{ id: 'sandbox', gateway: { live: true } as Gateway }],
    secret: 'a secret for tests of 32 letters or more',
    publicUrl: 'http://provider.example',
    timeMachine: timeMachine(),
  });
  await expect(opening).rejects.toThrow(/live gateway/);
});
