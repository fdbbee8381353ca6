import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    callSeconds: 1,
  });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function setStatus({ packageId }: Placed, status: 'suspended' | 'active'): Promise<void> {
  const input = { commandId: world.newId(), packageId, status, reason: 'By hand' };
  await world.engine.execute(world.operator, 'packages.changeStatus', input);
  await world.settle();
}

async function wait(...pauses: readonly number[]): Promise<void> {
  for (const seconds of pauses) {
    world.clock.advance(seconds);
    await world.settle();
  }
}

it('[5.4, 5.22] a suspension that is tried again after the return does not suspend', async () => {
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  await world.fault('account_change', 'fail');
  await setStatus(placed, 'suspended');
  await setStatus(placed, 'active');
  await wait(60, 300, 1800);
  expect(world.vendor.state().accounts).toMatchObject([{ status: 'active' }]);
});

it('[5.4, 5.22] a suspension without an answer does not outlast the return', async () => {
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  await world.fault('account_change', 'lose-answer');
  await setStatus(placed, 'suspended');
  await setStatus(placed, 'active');
  await wait(60, 300, 1800);
  expect(world.vendor.state().accounts).toMatchObject([{ status: 'active' }]);
  const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
  expect(rows).toEqual([]);
});

it('[8.6] a charge that was given up is voided, even when the webhook is the first to say so', async () => {
  const placed = await orderAs(world, 'camille');
  const charge = await payCard(world, placed, 'challenge');
  await world.fault('void', 'lose-answer');
  const input = { commandId: world.newId(), chargeId: charge.chargeId };
  await world.engine.execute(placed.client, 'payments.cancel', input);
  await world.vendor.tick();
  await world.settle();
  const ended = await world.engine.execute(placed.client, 'payments.get', charge);
  expect(ended).toMatchObject({ state: 'voided', failure: { code: 'canceled' } });
  const { transactions } = await world.engine.execute(placed.client, 'invoices.get', placed);
  expect(transactions).toEqual([]);
});

it('[8.5] a refusal of the second try is no end while the first may still arrive', async () => {
  const placed = await orderAs(world, 'camille');
  await world.fault('charge', 'hang');
  await world.fault('charge', 'fail');
  const charge = await payCard(world, placed, 'good');
  expect(charge.state).toBe('unknown');
  await wait(60);
  const waiting = await world.engine.execute(placed.client, 'payments.get', charge);
  expect(waiting.state).toBe('unknown');
  await wait(300);
  const ended = await world.engine.execute(placed.client, 'payments.get', charge);
  expect(ended.state).toBe('succeeded');
});
