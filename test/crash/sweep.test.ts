import { describe, expect, it } from 'vitest';
import { taskKinds } from '../../src/engine/engine.ts';
import type { TaskKindName } from '../../src/engine/tasks.ts';
import type { Store } from '../../src/storage/database.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { cards, orderAs } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';
import { dyingPlugins, effects, type Moment } from './effects.ts';
import { type Life, live } from './life.ts';

/** Seconds after which the rows of a dead worker are free: its call's time and the margin. */
const lease = 60 + 30 + 1;

let world: World;

async function begin(): Promise<Life> {
  const store = await emptyStore();
  world = await createWorld({ catalog: scenarioCatalog(), store, callSeconds: 60 });
  const token = (): Promise<string> => world.cardToken(cards.challenge);
  return { number: 1, tokens: [await token(), await token(), await token()] };
}

async function approve(url: string): Promise<void> {
  const { pathname, search } = new URL(url);
  const body = new URLSearchParams({ answer: 'approve' });
  await world.vendorFetch(`${pathname}${search}`, { method: 'POST', body });
}

/** A process that can die: what it was doing never goes on. */
function mortal(): { die: () => Promise<never>; dead: Promise<'dead'> } {
  let fall: (value: 'dead') => void = () => undefined;
  const dead = new Promise<'dead'>((resolve) => {
    fall = resolve;
  });
  const die = (): Promise<never> => {
    fall('dead');
    return new Promise<never>(() => undefined);
  };
  return { die, dead };
}

function told(life: Life): Promise<'told'> {
  const stage = { engine: world.engine, settle: () => world.settle(), approve };
  return live(stage, life).then(() => 'told' as const);
}

/** All that may be compared between a life with a crash and one without. */
async function outcome() {
  const counts = await world.read(async (handle) => {
    const rows = async (table: 'clients' | 'packages' | 'invoices' | 'transactions') =>
      (await handle.selectFrom(table).select('id').execute()).length;
    const states = await handle.selectFrom('charges').select('state').orderBy('state').execute();
    const packages = await handle.selectFrom('packages').select('status').execute();
    const todos = await handle.selectFrom('todos').select('kind').where('done_at', 'is', null);
    const mails = await handle.selectFrom('mails').select(['event', 'state']).execute();
    return {
      clients: await rows('clients'),
      invoices: await rows('invoices'),
      transactions: await rows('transactions'),
      charges: states.map(({ state }) => state),
      packages: packages.map(({ status }) => status),
      todos: await todos.execute(),
      mails: mails.map(({ event, state }) => `${event} ${state}`).sort(),
    };
  });
  const { charges, refunds, accounts, methods, log } = world.vendor.state();
  return {
    ...counts,
    books: await bookSums(world),
    atVendor: charges.map(({ status, captured }) => `${status} ${captured}`),
    refunds: refunds.map(({ status, amount }) => `${status} ${amount}`),
    accounts: accounts.length,
    methods: methods.length,
    made: log.filter(({ path, status }) => path === '/v1/accounts' && status === 201).length,
    arrived: world.mails.map(({ messageId }) => messageId).length,
    distinct: new Set(world.mails.map(({ messageId }) => messageId)).size,
  };
}

async function goOn(life: Life): Promise<void> {
  await world.restart();
  world.clock.advance(lease);
  await world.settle();
  expect(await told(life)).toBe('told');
  await world.settle();
}

describe('the table of effects', () => {
  it('[8.5] has a row for every kind of task', () => {
    expect(Object.keys(effects).sort()).toEqual(Object.keys(taskKinds).sort());
  });
});

describe('a process that dies', () => {
  let calm: unknown;
  const cases = (Object.keys(effects) as TaskKindName[])
    .filter((kind) => effects[kind] !== null)
    .flatMap((kind) => (['before', 'after'] as const).map((moment) => ({ kind, moment })));

  it('[8.5] without a crash: one client, charge, account and mail of each event', async () => {
    const life = await begin();
    expect(await told(life)).toBe('told');
    calm = await outcome();
    expect(calm).toMatchObject({
      clients: 1,
      invoices: 2,
      transactions: 4,
      charges: ['succeeded', 'voided'],
      packages: ['canceled'],
      atVendor: ['voided 0', 'captured 13468', 'captured 0'],
      refunds: ['refunded 1000'],
      accounts: 0,
      methods: 0,
      made: 1,
      arrived: 6,
      distinct: 6,
      todos: [],
    });
    await expectSoundBooks(world);
  });

  it.each(cases)('[8.5] $moment the effect of $kind changes nothing in the end', async (at) => {
    const life = await begin();
    const { die, dead } = mortal();
    await world.restart({ plugins: (list) => dyingPlugins(list, at, die) });
    expect(await Promise.race([told(life), dead])).toBe('dead');
    await goOn(life);
    expect(await outcome()).toEqual(calm);
    await expectSoundBooks(world);
  });
});

/** A store whose `nth` transaction from now never begins, or is never committed. */
function dyingStore(store: Store, nth: number, moment: Moment, die: () => Promise<never>): Store {
  let count = 0;
  return {
    ...store,
    transaction: async (work) => {
      count += 1;
      if (count !== nth) return store.transaction(work);
      if (moment === 'before') return die();
      await store
        .transaction(async (handle) => {
          await work(handle);
          throw new Error('The process died before the commit.');
        })
        .catch(() => undefined);
      return die();
    },
  };
}

describe('a date to act on', () => {
  it.each(['before', 'after'] as const)(
    '[4.8, 8.5] a crash %s the record of order.lapse: lapsed once all the same',
    async (moment) => {
      await begin();
      await orderAs(world, 'slow');
      await world.settle();
      world.clock.advance(31 * 24 * 3600);
      const { die, dead } = mortal();
      // The first transaction claims the task, the second one records it.
      await world.restart({ store: (store) => dyingStore(store, 2, moment, die) });
      expect(await Promise.race([world.settle(), dead])).toBe('dead');
      await world.restart();
      world.clock.advance(lease);
      await world.settle();
      expect((await world.events()).filter((name) => name === 'order.lapsed')).toHaveLength(1);
      const notes = await world.read((handle) =>
        handle.selectFrom('invoices').select('number').where('kind', '=', 'credit_note').execute(),
      );
      expect(notes).toHaveLength(1);
      await expectSoundBooks(world);
    },
  );
});
