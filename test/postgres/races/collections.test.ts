import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { Store } from '../../../src/storage/database.ts';
import { openPostgres } from '../../../src/storage/postgres.ts';
import { createDatabase } from '../../../src/testing/postgres.ts';
import { expectSoundBooks } from '../../support/books.ts';
import { addBankAccount, openedKey, sealedWorld } from '../../support/sealed.ts';
import { buy, codeOf, item } from '../../support/shop.ts';
import type { ClientPrincipal, World } from '../../support/world.ts';

let world: World;
let store: Store;
let keyId: string;
let clients: readonly ClientPrincipal[];
/** Ten clients, each with an invoice that is collection due. */
beforeEach(async () => {
  const url = await createDatabase(inject('postgresUrl'));
  store = await openPostgres({ url, connections: 20 });
  world = await sealedWorld({ store });
  ({ keyId } = await openedKey());
  const made: ClientPrincipal[] = [];
  for (let n = 0; n < 10; n += 1) {
    const placed = await buy(world, `client${n}`, [item('web', 'silver', 'annual')]);
    const setup = await addBankAccount(world, placed.client);
    await payNow(placed.client, { billingAccountId: setup.billingAccountId ?? '' });
    made.push(placed.client);
  }
  clients = made;
});
afterEach(async () => {
  await expectSoundBooks(world);
  await store.close();
});

async function payNow(
  client: ClientPrincipal,
  how: { methodId?: string; billingAccountId?: string },
): Promise<void> {
  const { rows } = await world.engine.execute(client, 'invoices.list', { filter: 'outstanding' });
  const [first] = rows;
  if (first === undefined) throw new Error('Nothing is open.');
  await world.engine.execute(client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [first.invoiceId],
    confirmedTotal: first.balance,
    ...how,
  });
}

const exportFile = () =>
  world.engine.execute(world.operator, 'collectionFiles.add', {
    commandId: world.newId(),
    format: 'pain008',
    keyId,
  });

const idsOf = async (files: readonly Promise<Awaited<ReturnType<typeof exportFile>>>[]) => {
  const ended = await Promise.allSettled(files);
  return ended.flatMap((end) =>
    end.status === 'fulfilled' ? end.value.collections.map(({ collectionId }) => collectionId) : [],
  );
};

it('[8.9] five exports at once: each collection is in one file', async () => {
  const ids = await idsOf(Array.from({ length: 5 }, exportFile));
  expect(ids).toHaveLength(10);
  expect(new Set(ids).size).toBe(10);
});

it('[8.6, 8.9] what is paid in another way as a file is made is in the file or given up, never both', async () => {
  const paid = clients.map((client) => codeOf(payNow(client, { methodId: 'transfer' })));
  const filed = await idsOf([exportFile(), exportFile()]);
  const ends = await Promise.all(paid);
  const given = ends.filter((code) => code === 'none').length;
  expect(ends.filter((code) => code !== 'none' && code !== 'charge_open')).toEqual([]);
  expect(given + filed.length).toBe(10);
  const { rows } = await world.engine.execute(world.operator, 'collections.list', {});
  expect(rows.filter(({ state }) => state === 'withdrawn')).toHaveLength(given);
  expect(rows.filter(({ state }) => state === 'exported')).toHaveLength(filed.length);
});

it('[8.9, 8.13] a result that is entered ten times at once is booked once', async () => {
  const { collections } = await exportFile();
  const collectionId = collections[0]?.collectionId ?? '';
  const settle = () =>
    world.engine.execute(world.operator, 'collections.settle', {
      commandId: world.newId(),
      collectionId,
      result: 'paid',
    });
  await Promise.all(Array.from({ length: 10 }, settle));
  const booked = await world.read((handle) =>
    handle.selectFrom('entries').select('key').where('kind', '=', 'payment').execute(),
  );
  expect(booked).toEqual([{ key: `payment:bank-account:${collectionId}` }]);
});
