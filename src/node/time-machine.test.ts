import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../engine/run/options.ts';
import { createTimeMachine, type Living, liveUntil, type TimeMachine } from './time-machine.ts';

const machine = (): Date => new Date('2026-11-22T22:30:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rackrate-time-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An engine that notes when it was called, with three tasks on its first day. */
function livingIn(timeZone: string, today: string) {
  const timeMachine = createTimeMachine({ machine });
  const calls: string[] = [];
  let tasks = 3;
  const engine = {
    execute: () => Promise.resolve({ timeZone, today }),
    runDaily: () => {
      calls.push(`run ${timeMachine.now().toISOString()}`);
      return Promise.resolve(null as RunReport | null);
    },
    performDue: () => {
      calls.push('tasks');
      tasks -= 1;
      return Promise.resolve(Math.max(tasks, 0));
    },
  } as unknown as Living['engine'];
  return { living: { engine, timeMachine } satisfies Living, calls };
}

describe('a clock to move', () => {
  it('[19.3] runs on with the machine, and never goes back', () => {
    let at = machine();
    const time = createTimeMachine({ machine: () => at });
    time.moveTo(new Date('2027-01-01T12:00:00Z'));
    at = new Date(at.getTime() + 5000);
    expect(time.now().toISOString()).toBe('2027-01-01T12:00:05.000Z');
    expect(() => time.moveTo(new Date('2027-01-01T12:00:00Z'))).toThrow(/moved back/);
    expect(() => time.moveTo(new Date('never'))).toThrow(/moved back/);
  });

  it('[19.3] is where it was after a restart', () => {
    const file = join(folder, 'clock.json');
    createTimeMachine({ file, machine }).moveTo(new Date('2027-03-01T12:00:00Z'));
    const again: TimeMachine = createTimeMachine({ file, machine });
    expect(again.now().toISOString()).toBe('2027-03-01T12:00:00.000Z');
  });

  it.each(['{}', '{"aheadMilliseconds":-1}', '{"aheadMilliseconds":"1"}'])(
    '[19.3] does not start from a file that says %s',
    (text) => {
      const file = join(folder, 'clock.json');
      writeFileSync(file, text);
      expect(() => createTimeMachine({ file })).toThrow(/does not say/);
    },
  );
});

describe('living until a date', () => {
  it('[19.3, 16.1] does the run of each day, and its tasks until none is left', async () => {
    const { living, calls } = livingIn('Europe/Berlin', '2026-11-22');
    const days: string[] = [];
    await liveUntil('2026-11-24', { ...living, onDay: ({ date }) => days.push(date) });
    expect(calls).toEqual([
      'run 2026-11-23T12:00:00.000Z',
      'tasks',
      'tasks',
      'tasks',
      'run 2026-11-24T12:00:00.000Z',
      'tasks',
    ]);
    expect(days).toEqual(['2026-11-23', '2026-11-24']);
  });

  it.each([
    ['Pacific/Kiritimati', '2026-11-23', '2026-11-24T00:00:00.000Z'],
    ['Etc/GMT+12', '2026-11-22', '2026-11-24T12:00:00.000Z'],
  ])('[19.3, 6.1] skips no day in %s', async (timeZone, today, last) => {
    const { living, calls } = livingIn(timeZone, today);
    await liveUntil('2026-11-24', living);
    expect(calls.filter((call) => call.startsWith('run')).at(-1)).toBe(`run ${last}`);
  });

  it('[19.3] refuses a day that has gone, and what is no date', async () => {
    const { living, calls } = livingIn('Europe/Berlin', '2026-11-22');
    await expect(liveUntil('2026-11-21', living)).rejects.toThrow(/moved back/);
    await expect(liveUntil('2026-02-30', living)).rejects.toThrow(/no date/);
    await liveUntil('2026-11-22', living);
    expect(calls).toEqual([]);
  });

  it('[19.3] ends after the day in hand when it is stopped', async () => {
    const { living, calls } = livingIn('Europe/Berlin', '2026-11-22');
    const end = new AbortController();
    const onDay = () => end.abort();
    await liveUntil('2027-11-22', { ...living, onDay, signal: end.signal });
    expect(calls.filter((call) => call.startsWith('run'))).toHaveLength(1);
  });
});
