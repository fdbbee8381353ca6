import { afterEach, describe, expect, it } from 'vitest';
import { readChange } from '../../src/engine/changes/change-document.ts';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import type { Plan, Product } from '../../src/rules/catalog.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { change, changeCatalog } from '../support/changes.ts';
import { buy, codeOf, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
afterEach(async () => {
  await expectStockHeld();
  await expectSoundBooks(world);
  await world.close();
});

/** Four servers to let, of which one is a silver one and one a gold one. */
const scarce = (product: Product): Product => {
  if (product.id !== 'web') return { ...product, stock: 5 };
  const one = (plan: Plan): Plan =>
    plan.id === 'silver' || plan.id === 'gold' ? { ...plan, stock: 1 } : plan;
  return { ...product, stock: 4, plans: product.plans.map(one) };
};

async function open(upgrade: 'now-with-credit' | 'period-end', held = '999.00'): Promise<void> {
  const catalog = changeCatalog({ changes: { upgrade }, products: scarce });
  const { provider } = catalog;
  const review = { ...defaultBilling.review, amountAbove: [parseMoney(held, 'EUR')] };
  const billing = { ...provider.billing, review };
  world = await createWorld({
    catalog: { ...catalog, provider: { ...provider, billing } },
    store: await emptyStore(),
  });
}

/** Statuses of packages that hold nothing of the stock any more. */
const gone = ['canceled', 'transferred'];

/** What is counted is what packages hold and what changes that are not made yet have taken. */
async function expectStockHeld(): Promise<void> {
  const held = await world.read(async (handle) => {
    const packages = await handle.selectFrom('packages').selectAll().execute();
    const changes = await handle
      .selectFrom('package_changes')
      .select('document')
      .where('state', 'in', ['scheduled', 'awaiting_payment'])
      .execute();
    return [
      ...packages
        .filter(({ status, panel_reference: account, activated_on: since }) => {
          const neverRan = status === 'fraudulent' && account === null && since === null;
          return !gone.includes(status) && !neverRan;
        })
        .flatMap((row) => [row.product_id, `${row.product_id}/${row.plan_id}`]),
      ...changes.flatMap(({ document }) => readChange(document).stock ?? []),
    ];
  });
  for (const [key, count] of Object.entries(await taken())) {
    expect([key, count]).toEqual([key, held.filter((one) => one === key).length]);
  }
}

async function taken(): Promise<Readonly<Record<string, number>>> {
  const rows = await world.read((handle) =>
    handle.selectFrom('stock').selectAll().orderBy('item').execute(),
  );
  return Object.fromEntries(rows.map((row) => [row.item, row.taken]));
}

const silver = [item('web', 'silver', 'monthly')];

async function run(who: string, planId = 'silver'): Promise<Placed> {
  const placed = await buy(world, who, [item('web', planId, 'monthly')]);
  await payCard(world, placed, 'good');
  await world.settle();
  return placed;
}

function cancel({ client, packageId }: Placed, when: 'now' | 'period-end'): Promise<unknown> {
  const commandId = world.newId();
  const input = { commandId, packageId, when, reason: 'No longer needed.' };
  return world.engine.execute(client, 'packages.cancel', input);
}

function setStatus(
  { packageId }: Placed,
  status: 'fraudulent' | 'completed' | 'transferred',
): Promise<unknown> {
  const input = { commandId: world.newId(), packageId, status, reason: 'As it is.' };
  return world.engine.execute(world.operator, 'packages.changeStatus', input);
}

describe('the stock', () => {
  it('[2.1, 4.8] an order that lapses gives back what it took, once', async () => {
    await open('now-with-credit');
    const placed = await buy(world, 'one', silver);
    expect(await taken()).toEqual({ web: 1, 'web/silver': 1 });
    expect(await codeOf(buy(world, 'two', silver))).toBe('out_of_stock');
    await world.advanceTo('2026-12-23');
    const { status } = await world.engine.execute(placed.client, 'orders.get', placed);
    expect(status).toBe('lapsed');
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0 });
    await buy(world, 'two', silver);
    await world.advanceTo('2026-12-26');
    expect(await taken()).toEqual({ web: 1, 'web/silver': 1 });
  });

  it('[2.1, 5.21] an order of two that is canceled one by one gives back each once', async () => {
    await open('now-with-credit');
    const both = [...silver, item('web', 'gold', 'monthly')];
    const placed = await buy(world, 'one', both);
    await cancel(placed, 'now');
    expect(await taken()).toMatchObject({ web: 1, 'web/silver': 0, 'web/gold': 1 });
    const { invoiceId } = placed;
    const input = { commandId: world.newId(), invoiceId, reason: 'Both are gone.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0, 'web/gold': 0 });
  });

  it('[2.1, 5.21] a package that is canceled gives back when it ends, not before', async () => {
    await open('now-with-credit');
    const placed = await run('one');
    await cancel(placed, 'period-end');
    expect(await codeOf(buy(world, 'two', silver))).toBe('out_of_stock');
    await world.advanceTo('2026-12-23');
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0 });
    const next = await run('two');
    await cancel(next, 'now');
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0 });
  });

  it('[2.1, 5.12] a package gives back the plan that it has at its end', async () => {
    await open('now-with-credit');
    const placed = await run('one');
    const made = await change(world, placed, { planId: 'gold' });
    await payCard(world, { ...placed, invoiceId: made.change.invoice?.invoiceId ?? '' }, 'good');
    await world.settle();
    expect(await taken()).toMatchObject({ web: 1, 'web/silver': 0, 'web/gold': 1 });
    await cancel(placed, 'now');
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0, 'web/gold': 0 });
  });

  it('[2.1, 4.10] an order that is not accepted gives back, what runs is kept', async () => {
    await open('now-with-credit', '20.00');
    const gold = await buy(world, 'held', [item('web', 'gold', 'monthly')]);
    const { orderId } = gold;
    const input = { commandId: world.newId(), orderId, reason: 'Stolen data.' };
    await world.engine.execute(world.operator, 'orders.markFraudulent', input);
    expect(await taken()).toEqual({ web: 0, 'web/gold': 0 });
    const placed = await run('one');
    await setStatus(placed, 'fraudulent');
    expect(await taken()).toMatchObject({ web: 1, 'web/silver': 1 });
  });

  it('[2.1, 4.10] an account that comes late to a fraudulent package is held', async () => {
    await open('now-with-credit');
    await world.fault('account', 'lose-answer');
    const placed = await run('one');
    await setStatus(placed, 'fraudulent');
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0 });
    await world.advanceTo('2026-11-24');
    expect(await taken()).toEqual({ web: 1, 'web/silver': 1 });
  });

  it('[2.1, 5.7] a package that is moved stays counted, and gives back at its end', async () => {
    await open('now-with-credit');
    const placed = await run('one');
    const other = await run('two', 'bronze');
    const moved = await world.engine.execute(world.operator, 'packages.move', {
      commandId: world.newId(),
      packageId: placed.packageId,
      toClientId: other.client.clientId,
      reason: 'Sold with the site.',
    });
    expect(await taken()).toEqual({ web: 2, 'web/silver': 1 });
    await cancel({ ...other, packageId: moved.packageId }, 'now');
    expect(await taken()).toEqual({ web: 1, 'web/silver': 0 });
    await setStatus(other, 'transferred');
    expect(await taken()).toEqual({ web: 0, 'web/silver': 0 });
  });

  it('[2.1, 5.6] a service that was delivered is sold', async () => {
    await open('now-with-credit');
    const placed = await buy(world, 'one', [item('support', 'hour', 'one-time')]);
    await payCard(world, placed, 'good');
    await setStatus(placed, 'completed');
    expect(await taken()).toEqual({ support: 1 });
  });

  it('[2.1, 5.13] a scheduled change of a package that has ended gives back', async () => {
    await open('period-end');
    const placed = await run('one');
    await change(world, placed, { planId: 'gold' });
    expect(await taken()).toMatchObject({ web: 1, 'web/silver': 1, 'web/gold': 1 });
    await setStatus(placed, 'fraudulent');
    await world.advanceTo('2026-12-23');
    expect(await taken()).toEqual({ web: 1, 'web/silver': 1, 'web/gold': 0 });
  });
});
