import { describe, expect, it } from 'vitest';
import { freshStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { createDice } from './dice.ts';
import { drawProfile } from './faults.ts';
import { createScheduler } from './scheduler.ts';
import { type Report, type SimulationOptions, simulate } from './simulate.ts';
import { neverHappened, sometimes, sumCounts } from './sometimes.ts';
import { sweepFlow } from './sweep.ts';

const short = { months: 1 } as const;
/** A life of weeks takes a second or two; a busy machine needs more. */
const timeout = 180_000;

async function live(seed: number, more: Partial<SimulationOptions> = {}): Promise<Report> {
  return simulate({ ...short, ...more, seed, store: more.store ?? (await freshStore()) });
}

describe('a simulated world', () => {
  it(
    '[16.5, 8.5] the same seed is the same life, another seed another one',
    async () => {
      const lines: string[] = [];
      const first = await live(7, { print: (line) => lines.push(line) });
      const again = await live(7);
      const other = await live(8);
      expect(again.hash).toBe(first.hash);
      expect(again.steps).toBe(first.steps);
      expect(other.hash).not.toBe(first.hash);
      expect(lines.length).toBeGreaterThan(100);
      expect([...first.violations, ...other.violations]).toEqual([]);
    },
    timeout,
  );

  it(
    '[8.5] without a look-up, money that came is not booked, and that is noticed',
    async () => {
      expect(await firstRed('lookup')).not.toBeNull();
    },
    timeout,
  );

  it(
    '[8.5] with a new key for each attempt money is taken twice, and that is noticed',
    async () => {
      expect(await firstRed('idempotency')).not.toBeNull();
    },
    timeout,
  );

  it(
    '[8.5] a flow that is broken at a boundary ends as it does without a fault',
    async () => {
      const { told, violations } = await sweepFlow('declined, then paid', 29);
      expect(told).toBeGreaterThan(3);
      expect(violations).toEqual([]);
    },
    timeout,
  );
});

async function firstRed(without: 'lookup' | 'idempotency'): Promise<string | null> {
  for (let seed = 1; seed <= 10; seed += 1) {
    // A world that breaks may leave a step behind, which must not meet the world after it.
    const store = await openEmbeddedStore();
    const [violation] = (await live(seed, { without, months: 3, store })).violations;
    await store.close();
    if (violation !== undefined) return violation;
  }
  return null;
}

describe('the dice', () => {
  it('give each purpose a stream of its own', () => {
    const throws = (seed: number, purpose: string): number[] => {
      const dice = createDice(seed, purpose);
      return Array.from({ length: 5 }, () => dice.int(1, 1000));
    };
    expect(throws(1, 'a')).toEqual(throws(1, 'a'));
    expect(throws(1, 'a')).not.toEqual(throws(1, 'b'));
    expect(throws(1, 'a')).not.toEqual(throws(2, 'a'));
  });

  it('fall evenly, and by weight', () => {
    const dice = createDice(3, 'even');
    const counts = [0, 0, 0];
    for (let turn = 0; turn < 3000; turn += 1) {
      const side = dice.int(0, 2);
      counts[side] = (counts[side] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
    const heavy = { name: 'heavy', weight: 9 };
    const picks = Array.from({ length: 1000 }, () =>
      dice.weighted([{ name: 'light', weight: 1 }, heavy]),
    );
    const share = picks.filter((pick) => pick === heavy).length;
    expect(Math.abs(share - 900)).toBeLessThan(40);
  });

  it('leave whole kinds of faults out of some seeds', () => {
    const profiles = Array.from({ length: 40 }, (_, seed) => drawProfile(seed));
    expect(profiles.some(({ crash }) => crash === 0)).toBe(true);
    expect(profiles.some(({ crash }) => crash > 0)).toBe(true);
    expect(profiles.some(({ engines }) => engines === 2)).toBe(true);
  });
});

describe('the scheduler', () => {
  it('lets one actor take one step at a time, and none of a dead engine', async () => {
    const scheduler = createScheduler();
    const said: string[] = [];
    const start = (name: string, life: number): void => {
      const onDeath = (): void => void said.push(`${name} died`);
      scheduler.start({ name, life, onDeath }, async () => {
        said.push(`${name} 1`);
        await scheduler.gate();
        said.push(`${name} 2`);
      });
    };
    start('a', 1);
    start('b', 2);
    for (const actor of scheduler.ready(0)) await scheduler.step(actor);
    expect(said).toEqual(['a 1', 'b 1']);
    scheduler.kill(1);
    for (const actor of scheduler.ready(0)) await scheduler.step(actor);
    expect(said).toEqual(['a 1', 'b 1', 'a died', 'b 2']);
    expect(scheduler.count()).toBe(0);
  });
});

describe('the counters', () => {
  it('are summed, and what never happened is named', () => {
    const all = Object.fromEntries(sometimes.map((what) => [what, 1]));
    const { crash: _never, ...rest } = all;
    expect(neverHappened(sumCounts([{ counts: all }, { counts: rest }]))).toEqual([]);
    expect(neverHappened(sumCounts([{ counts: rest }]))).toEqual(['crash']);
  });
});
