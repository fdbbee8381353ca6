import type { EngineSettings } from '../engine/context.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createSecrets } from '../node/secrets.ts';
import type { Chance } from '../ports/clock.ts';
import type { Log, Plugin } from '../ports/plugin.ts';
import type { Catalog } from '../rules/catalog.ts';
import { addDays, type PlainDate } from '../rules/plain-date.ts';
import type { Handle, Store } from '../storage/database.ts';
import { dumpEmptyDatabase, openPglite } from '../storage/pglite.ts';

/** A clock that stands until it is moved. */
export interface TestClock {
  now(): Date;
  /** Moves it to an instant, `2026-11-22T10:00:00Z`. */
  set(instant: string): void;
  /** Moves it on by seconds. */
  advance(seconds: number): void;
}

/** Makes a clock that stands at an instant. */
export function testClock(instant: string): TestClock {
  let at = new Date(instant);
  return {
    now: () => new Date(at),
    set: (next) => {
      at = new Date(next);
    },
    advance: (seconds) => {
      at = new Date(at.getTime() + seconds * 1000);
    },
  };
}

/** Chance that repeats itself, for traces that can be compared. */
export function testChance(seed = 1): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    // A counter and a mix of its bits: nothing here must be hard to guess, but nothing may repeat.
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => (next() % 16).toString(16)).join('');
  return {
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    secret: (count) => hex(Math.ceil((count * 4) / 3)),
  };
}

/** What a test's billing is made of. */
export interface TestBillingOptions {
  readonly catalog: Catalog;
  readonly plugins: readonly Plugin[];
  readonly fetch?: typeof fetch;
  /** Left out: an embedded one in memory. */
  readonly store?: Store;
  /** When the clock stands; left out, 22 November 2026 at ten in the morning, UTC. */
  readonly now?: string;
  readonly settings?: Partial<EngineSettings>;
  /** A clock that others share; then `now` is not looked at. */
  readonly clock?: TestClock;
  /** Where the engine's log goes; left out, nowhere. */
  readonly log?: Log;
  /** Another chance, for a second engine on the same store. */
  readonly chance?: Chance;
}

/** An engine with a clock to move. */
export interface TestBilling {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: TestClock;
  /** Does all tasks that are due now, and those that follow from them. */
  settle(): Promise<void>;
  /**
   * Moves the clock to a date, day by day as a server lives through it: at noon UTC of each the
   * run of the day, and the tasks that are due.
   */
  advanceTo(date: PlainDate): Promise<void>;
  /** Names of what happened since the last call, in order. */
  events(): Promise<readonly string[]>;
  /** Reads the store. */
  read<Value>(work: (handle: Handle) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** Lives through the days up to a date. */
export async function liveUntil(
  date: PlainDate,
  { engine, clock, settle }: Pick<TestBilling, 'engine' | 'clock' | 'settle'>,
): Promise<void> {
  let today = clock.now().toISOString().slice(0, 10);
  while (today < date) {
    today = addDays(today, 1);
    clock.set(`${today}T12:00:00Z`);
    await engine.runDaily();
    await settle();
  }
}

let dump: Promise<Blob> | undefined;

/** Opens an empty embedded store; the schema is loaded from a dump that is made once. */
export async function openTestStore(): Promise<Store> {
  dump ??= dumpEmptyDatabase();
  return openPglite({ dump: await dump });
}

/** Makes an engine over a real store with a clock, chance and secrets for tests. */
export async function createTestBilling(options: TestBillingOptions): Promise<TestBilling> {
  const store = options.store ?? (await openTestStore());
  const clock = options.clock ?? testClock(options.now ?? '2026-11-22T10:00:00Z');
  let seen = 0n;
  const engine = createEngine({
    store,
    clock,
    chance: options.chance ?? testChance(),
    secrets: createSecrets({
      secret: 'a secret for tests of 32 letters or more',
      hashPassword: (password) => Promise.resolve(`hash of ${password}`),
    }),
    catalog: options.catalog,
    plugins: options.plugins,
    settings: {
      portalUrl: 'https://portal.example/',
      apiUrl: 'https://shop.example/api',
      setPasswordUrl: 'https://portal.example/set-password',
      terms: { url: 'https://portal.example/terms', version: '1' },
      retryPausesSeconds: [60, 300, 1800, 7200],
      callSeconds: 5,
      challengeMinutes: 15,
      features: [],
      ...options.settings,
    },
    log: options.log ?? ((): void => undefined),
    fetch: options.fetch ?? fetch,
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
  });
  const settle = async (): Promise<void> => {
    while ((await engine.performDue({ limit: 50 })) > 0);
  };
  return {
    engine,
    store,
    clock,
    settle,
    advanceTo: (date) => liveUntil(date, { engine, clock, settle }),
    async events(): Promise<readonly string[]> {
      const rows = await store.transaction((handle) =>
        handle
          .selectFrom('events')
          .selectAll()
          .where('number', '>', seen)
          .orderBy('number')
          .execute(),
      );
      seen = rows.at(-1)?.number ?? seen;
      return rows.map((row) => row.name);
    },
    read: (work) => store.transaction(work),
    close: () => store.close(),
  };
}
