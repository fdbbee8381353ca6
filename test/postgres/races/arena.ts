import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, vi } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { isBillingError } from '../../../src/errors.ts';
import type { Catalog } from '../../../src/rules/catalog.ts';
import type { Store } from '../../../src/storage/database.ts';
import { openPostgres } from '../../../src/storage/postgres.ts';
import { createDatabase } from '../../../src/testing/postgres.ts';
import { expectSoundBooks } from '../../support/books.ts';
import { createWorld, type World } from '../../support/world.ts';

/** Connections of an arena, and so how much can happen at the same moment. */
export const connections = 20;

/** Rounds of each race; `npm run deep` runs 50. */
const rounds = Number(process.env['RACKRATE_RACE_ROUNDS'] ?? 6);
vi.setConfig({ testTimeout: Math.max(120_000, rounds * 20_000) });

/** A world on a PostgreSQL database of its own, for the races of one file. */
export interface Arena {
  readonly world: World;
  readonly store: Store;
  /** As many engines as are asked for, each as a process of its own would have it. */
  engines(count: number): Promise<readonly Engine[]>;
  /**
   * Runs a race in rounds. After each: all tasks are done, nothing was parked, the books are sound.
   */
  rounds(race: (round: number) => Promise<void>): Promise<void>;
  /** Ends it; fails if any two ever waited for each other, though the store tries that again. */
  close(): Promise<void>;
}

/** Numbers from 0 up. */
export const times = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => n);

/** Opens an arena. */
export async function openArena(catalog: Catalog): Promise<Arena> {
  const url = await createDatabase(inject('postgresUrl'));
  const store = await openPostgres({ url, connections });
  const world = await createWorld({ catalog, store });
  let played = 0;
  return {
    world,
    store,
    engines: async (count) => {
      const list = [world.engine];
      for (const _ of times(count - 1)) {
        await world.restart();
        list.push(world.engine);
      }
      return list;
    },
    rounds: async (race) => {
      await warmUp(store);
      for (const _ of times(rounds)) {
        await race(played);
        played += 1;
        await world.settle();
        await expectNothingParked(world);
        await expectSoundBooks(world);
      }
    },
    close: async () => {
      await store.close();
      expect(await deadlocksIn(url)).toBe(0);
    },
  };
}

/** Opens every connection, so that a race begins at the same moment on each. */
async function warmUp(store: Store): Promise<void> {
  await Promise.all(
    times(connections).map(() =>
      store.transaction((handle) => sql`select pg_sleep(0.05)`.execute(handle)),
    ),
  );
}

/** Deadlocks that the server has broken; a connection tells of its own when it ends. */
async function deadlocksIn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select deadlocks::int as count from pg_stat_database where datname = current_database()',
    );
    return rows[0].count;
  } finally {
    await client.end();
  }
}

async function expectNothingParked(world: World): Promise<void> {
  const parked = await world.read((handle) =>
    handle
      .selectFrom('clients')
      .select(['name', 'parked_reason'])
      .where('parked_at', 'is not', null)
      .execute(),
  );
  expect(parked).toEqual([]);
}

/**
 * How often each code came, `none` for success. Whatever is no code of ours, such as a deadlock
 * that the store did not try again, ends the test.
 */
export async function codesOf(
  calls: readonly Promise<unknown>[],
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const end of await Promise.allSettled(calls)) {
    if (end.status === 'rejected' && !isBillingError(end.reason)) throw end.reason;
    const code: string = end.status === 'rejected' ? end.reason.code : 'none';
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** Promises that are kept in their order, up to a number: what a run that comes near may open. */
export function gatesFor(count: number): {
  readonly gates: readonly Promise<void>[];
  open(upTo: number): void;
} {
  const list = times(count).map(() => {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    return { promise, resolve };
  });
  return {
    gates: list.map(({ promise }) => promise),
    open: (upTo) => {
      for (const { resolve } of list.slice(0, upTo)) resolve();
    },
  };
}
