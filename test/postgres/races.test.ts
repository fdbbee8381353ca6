import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { Store } from '../../src/storage/database.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, cards, codeOf, item, orderAs, payCard } from '../support/shop.ts';
import { createWorld, frenchOrder, type World } from '../support/world.ts';

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

const silver = item('web', 'silver', 'annual');
const times = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

/** How often each code came, `none` for success. */
async function codes(calls: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of await Promise.all(calls.map(codeOf))) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

it('[4.3, 4.5] the first sale on PostgreSQL: the same events as on PGlite', async () => {
  const placed = await orderAs(world, 'camille');
  expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
  await world.settle();
  const events = await world.events();
  expect(events.slice(0, 5)).toEqual([
    'client.created',
    'order.placed',
    'invoice.issued',
    'invoice.paid',
    'charge.succeeded',
  ]);
  expect([...events.slice(5)].sort()).toEqual([
    'mail.invoice',
    'mail.order',
    'mail.paid',
    'mail.welcome',
    'package.active',
  ]);
  const { status } = await world.engine.execute(placed.client, 'packages.get', placed);
  expect(status).toBe('active');
});

it('[4.8, 7.4] an unpaid order lapses on PostgreSQL', async () => {
  const placed = await orderAs(world, 'camille');
  world.clock.advance(30 * 24 * 3600);
  await world.settle();
  const { status } = await world.engine.execute(placed.client, 'orders.get', placed);
  expect(status).toBe('lapsed');
});

it('[8.5] pay now in twenty tabs at once: exactly one charge', async () => {
  const placed = await orderAs(world, 'camille');
  const tokens = await Promise.all(times(20).map(() => world.cardToken(cards.good)));
  const total = (await world.engine.execute(placed.client, 'invoices.get', placed)).balance;
  const ends = await codes(
    tokens.map((token) =>
      world.engine.execute(placed.client, 'payments.pay', {
        commandId: world.newId(),
        invoiceIds: [placed.invoiceId],
        confirmedTotal: total,
        methodId: 'card',
        gatewayData: { token },
      }),
    ),
  );
  expect(ends['none']).toBe(1);
  const refused = (ends['charge_open'] ?? 0) + (ends['invoice_not_payable'] ?? 0);
  expect(refused).toBe(19);
  expect(world.vendor.state().charges).toHaveLength(1);
});

it('[4.4] an order submitted ten times at once is one order with one answer', async () => {
  const order = frenchOrder(world.newId());
  const answers = await Promise.all(
    times(10).map(() => world.engine.execute({ kind: 'public' }, 'orders.place', order)),
  );
  expect(new Set(answers.map(({ order: { orderId } }) => orderId)).size).toBe(1);
  expect(new Set(answers.map(({ session }) => session?.token)).size).toBe(1);
});

it('[3.4] one user name taken by ten at once', async () => {
  const ends = await codes(times(10).map(() => orderAs(world, 'camille')));
  expect(ends).toEqual({ none: 1, user_name_taken: 9 });
});

it('[2.1] the last one in stock, ordered by ten at once, is sold once', async () => {
  const medium = [item('vps', 'vps-m', 'monthly')];
  const ends = await codes(times(10).map((n) => buy(world, `client${n}`, medium)));
  expect(ends).toEqual({ none: 1, out_of_stock: 9 });
});

it('[2.6] a promotion’s last use by ten at once', async () => {
  const code = { promotionCode: 'LAST' };
  const ends = await codes(times(10).map((n) => buy(world, `client${n}`, [silver], code)));
  expect(ends).toEqual({ none: 1, promotion_not_valid: 9 });
});

it('[2.6] once per client, by one client in ten tabs at once', async () => {
  const { client } = await orderAs(world, 'camille');
  const code = { promotionCode: 'FIVER' };
  const ends = await codes(times(10).map(() => buy(world, client, [silver], code)));
  expect(ends).toEqual({ none: 1, promotion_not_valid: 9 });
});

it('[7.5] fifty orders at once, some of which fail, leave no gap in the numbers', async () => {
  const ends = await codes(times(50).map((n) => orderAs(world, `client${n % 40}`)));
  expect(ends).toEqual({ none: 40, user_name_taken: 10 });
  const rows = await world.read((handle) =>
    handle.selectFrom('invoices').select('number').orderBy('number').execute(),
  );
  expect(rows.map(({ number }) => number)).toEqual(
    times(40).map((n) => `HL-2026-${String(n + 1).padStart(6, '0')}`),
  );
});

it('[16.5] two workers at once do each task once', async () => {
  const placed = await Promise.all(times(8).map((n) => orderAs(world, `client${n}`)));
  for (const one of placed) await payCard(world, one, 'good');
  const first = world.engine;
  await world.restart();
  const work = async (engine: typeof first): Promise<void> => {
    while ((await engine.performDue({ limit: 5 })) > 0);
  };
  await Promise.all([work(first), work(world.engine)]);
  await world.settle();
  expect(world.vendor.state().accounts).toHaveLength(8);
  expect(world.mails).toHaveLength(4 * 8);
  expect(new Set(world.mails.map(({ messageId }) => messageId)).size).toBe(4 * 8);
  const counts = await world.read((handle) =>
    handle.selectFrom('tasks').select('attempts').where('state', '=', 'done').execute(),
  );
  expect(counts.every(({ attempts }) => attempts === 1)).toBe(true);
});

it('[5.4, 8.11] an invoice marked paid and canceled at once is one of the two', async () => {
  const { invoiceId } = await orderAs(world, 'camille');
  const { engine, operator } = world;
  const ends = await codes([
    engine.execute(operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId,
      paidOn: '2026-11-22',
      method: 'Cash',
      reference: '1',
    }),
    engine.execute(operator, 'invoices.cancel', {
      commandId: world.newId(),
      invoiceId,
      reason: 'Ordered twice.',
    }),
  ]);
  expect(ends['none']).toBeGreaterThanOrEqual(1);
  await world.settle();
});
