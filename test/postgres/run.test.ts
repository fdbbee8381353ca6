import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { Store } from '../../src/storage/database.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';
import { expectSoundBooks } from '../support/books.ts';
import { payAll, renewalCatalog, renewals } from '../support/renewals.ts';
import { buy, cards, codeOf, item, payCard } from '../support/shop.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let store: Store;
beforeEach(async () => {
  const url = await createDatabase(inject('postgresUrl'));
  store = await openPostgres({ url, connections: 20 });
  world = await createWorld({ catalog: renewalCatalog(), store });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await store.close();
});

const silver = [item('web', 'silver', 'monthly')];
const times = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

async function clients(count: number): Promise<void> {
  for (const n of times(count)) await buy(world, `client${n}`, silver);
  await payAll(world);
  await world.events();
}

const numbersOf = async (year: number) => {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('invoices')
      .select('number')
      .where('number', 'like', `HL-${year}-%`)
      .orderBy('number')
      .execute(),
  );
  return rows.map(({ number }) => number);
};

it('[16.5, 7.5] two workers at once share a run: each invoice once, no gap, none left', async () => {
  await clients(30);
  const first = world.engine;
  await world.restart();
  world.clock.set('2026-12-08T10:00:00Z');
  const reports = await Promise.all([
    first.run({ batchSize: 4 }),
    world.engine.run({ batchSize: 4 }),
  ]);
  expect(reports.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(reports.reduce((sum, { counts }) => sum + counts.invoices, 0)).toBe(30);
  expect(await renewals(world)).toHaveLength(30);
  expect(await numbersOf(2026)).toEqual(
    times(60).map((n) => `HL-2026-${String(n + 1).padStart(6, '0')}`),
  );
  expect((await world.engine.run()).counts).toMatchObject({ clients: 0, invoices: 0 });
});

it('[16.5] the same batch as on PGlite; run twice it writes nothing', async () => {
  await clients(5);
  await world.advanceTo('2026-12-08');
  expect(await world.events()).toEqual([
    ...times(5).map(() => 'invoice.issued'),
    ...times(5).map(() => 'mail.invoice'),
  ]);
  expect((await world.engine.run()).counts.invoices).toBe(0);
});

it('[8.5, 8.8, 16.5] the automatic charge against pay now: the money is taken once', async () => {
  for (const n of times(10)) {
    const placed = await buy(world, `client${n}`, silver);
    await payCard(world, placed, 'good', { save: true });
  }
  await world.settle();
  await world.advanceTo('2026-12-21');
  world.clock.set('2026-12-22T10:00:00Z');
  const open = await world.read((handle) =>
    handle
      .selectFrom('invoice_states')
      .innerJoin('contacts', 'contacts.client_id', 'invoice_states.client_id')
      .select(['invoice_id', 'contacts.id', 'invoice_states.client_id'])
      .where('status', '=', 'unpaid')
      .execute(),
  );
  expect(open).toHaveLength(10);
  const tokens = await Promise.all(open.map(() => world.cardToken(cards.good)));
  const pays = open.map((row, index) =>
    codeOf(
      payCard(
        world,
        {
          client: {
            kind: 'client',
            clientId: row.client_id,
            contactId: row.id,
            areas: ['invoices'],
          },
          invoiceId: row.invoice_id,
        },
        'good',
        { gatewayData: { token: tokens[index] ?? '' } },
      ),
    ),
  );
  const [run, ...ends] = await Promise.all([world.engine.run({ batchSize: 3 }), ...pays]);
  await world.settle();
  const paidByHand = ends.filter((code) => code === 'none').length;
  expect(run.state).toBe('done');
  expect(run.counts.charges + paidByHand).toBe(10);
  expect(world.vendor.state().charges).toHaveLength(20);
  const states = await world.read((handle) =>
    handle.selectFrom('invoice_states').select('status').execute(),
  );
  expect(states.every(({ status }) => status === 'paid')).toBe(true);
});

it('[16.5] a run that was killed between batches goes on where it stood', async () => {
  await clients(12);
  world.clock.set('2026-12-08T10:00:00Z');
  const end = new AbortController();
  const stopped = await world.engine.run({
    batchSize: 3,
    signal: end.signal,
    onProgress: ({ done }) => {
      if (done >= 6) end.abort();
    },
  });
  expect(stopped).toMatchObject({ state: 'stopped', counts: { invoices: 6 } });
  expect((await world.engine.run()).counts.invoices).toBe(6);
  expect(await renewals(world)).toHaveLength(12);
});
