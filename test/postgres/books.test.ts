import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { parseMoney } from '../../src/rules/money.ts';
import type { Store } from '../../src/storage/database.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, payCard } from '../support/shop.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let store: Store;
beforeEach(async () => {
  const url = await createDatabase(inject('postgresUrl'));
  store = await openPostgres({ url, connections: 20 });
  world = await createWorld({ catalog: scenarioCatalog(), store });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await store.close();
});

it('[8.10, 13.2, 17.3] twenty refunds at once never pass what was captured', async () => {
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  const { invoiceId } = placed;
  const refund = () =>
    world.engine.execute(world.operator, 'invoices.refund', {
      commandId: world.newId(),
      invoiceId,
      amount: parseMoney('30.00', 'EUR'),
      reason: 'goodwill',
      way: 'source',
      note: 'At once.',
    });
  const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(refund())));
  expect(codes.filter((code) => code === 'none')).toHaveLength(4);
  expect(new Set(codes)).toEqual(new Set(['none', 'invalid_input']));
  await world.settle();
  expect(world.vendor.state().refunds).toHaveLength(4);
  const { rows } = await world.engine.execute(placed.client, 'books.balanceReport', {});
  expect(rows.map(({ kind }) => kind).sort()).toEqual(
    ['invoice', 'payment', ...Array(4).fill('refund'), ...Array(4).fill('refund_paid')].sort(),
  );
  expect(rows.at(-1)?.balance).toEqual(parseMoney('0.00', 'EUR'));
  const { body } = await world.engine.execute(world.operator, 'books.export', {});
  expect(body.split('\r\n').filter((line) => line.includes(',refund_due,'))).toHaveLength(8);
});
