import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inPlace } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { renewalCatalog } from '../support/renewals.ts';
import { buy, codeOf, item, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

type Bought = Awaited<ReturnType<typeof buy>>;

let world: World;
let placed: Bought;
let chargeId: string;
beforeEach(async () => {
  world = await createWorld({ catalog: renewalCatalog(), store: await emptyStore() });
  placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  ({ chargeId } = await payCard(world, placed, 'good', { save: true }));
  await world.settle();
  await world.events();
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const dispute = (to: 'open' | 'won' | 'lost') => world.atVendor('disputes', { chargeId, to });
const invoice = () => world.engine.execute(placed.client, 'invoices.get', placed);
const packageStatus = async () =>
  (await world.engine.execute(placed.client, 'packages.get', placed)).status;
const operatorTodos = async () =>
  (await world.engine.execute(world.operator, 'todos.list', {})).rows.map(({ kind }) => kind);

describe('a chargeback', () => {
  it('[8.12] opens the invoice again; nothing is charged by itself', async () => {
    const before = await invoice();
    await dispute('open');
    const after = await invoice();
    expect(after).toMatchObject({ status: 'unpaid', balance: before.total });
    expect(after.transactions.map(({ kind, status }) => `${kind} ${status}`)).toContain(
      'dispute pending',
    );
    expect(await operatorTodos()).toContain('dispute_open');
    await world.advanceTo('2026-11-24');
    expect(world.vendor.state().charges).toHaveLength(1);
    expect(await packageStatus()).toBe('active');
  });

  it('[8.12] suspends the package after three days, and no reminder is sent', async () => {
    await dispute('open');
    await world.advanceTo('2026-11-25');
    expect(await packageStatus()).toBe('suspended');
    expect((await world.events()).filter((name) => name === 'invoice.reminded')).toEqual([]);
  });

  it('[8.12] that is won pays the invoice and brings the package back', async () => {
    await dispute('open');
    await world.advanceTo('2026-11-25');
    await dispute('won');
    expect((await invoice()).status).toBe('paid');
    expect(await packageStatus()).toBe('active');
    expect(await operatorTodos()).not.toContain('dispute_open');
    // Heard again, it changes nothing.
    await dispute('won');
    expect((await invoice()).balance.amount).toBe(0n);
  });

  it('[8.12] that is lost leaves a debt, dunned as any other', async () => {
    await dispute('open');
    await dispute('lost');
    expect((await invoice()).status).toBe('unpaid');
    await world.advanceTo('2026-12-20');
    expect(await world.events()).toContain('invoice.reminded');
    expect(await packageStatus()).toBe('suspended');
    expect(world.vendor.state().charges.filter(({ captured }) => captured > 0)).toHaveLength(1);
  });

  it('[8.12] what was paid in another way meanwhile becomes account credit when it is won', async () => {
    const { total } = await invoice();
    await dispute('open');
    await payCard(world, placed, 'good');
    expect((await invoice()).status).toBe('paid');
    await dispute('won');
    const { credit } = await world.engine.execute(placed.client, 'account.overview', {});
    expect(credit).toEqual(total);
  });

  it('[8.12] heard of late, it is opened and lost at once; won before we heard took nothing', async () => {
    await dispute('lost');
    expect((await invoice()).status).toBe('unpaid');
    const other = await buy(world, 'sota', [item('web', 'silver', 'monthly')]);
    const charge = await payCard(world, other, 'good');
    await world.atVendor('disputes', { chargeId: charge.chargeId, to: 'won' });
    const { status } = await world.engine.execute(other.client, 'invoices.get', other);
    expect(status).toBe('paid');
  });

  it('[8.10, 8.12] of a disputed payment nothing more goes back', async () => {
    await dispute('open');
    const refund = world.engine.execute(world.operator, 'invoices.refund', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      amount: { amount: 100n, currency: 'EUR' },
      reason: 'goodwill',
      way: 'source',
      note: 'Sorry.',
    });
    expect(await codeOf(refund)).toBe('invalid_input');
  });
});

describe('a refund made at the gateway', () => {
  it('[8.10] is booked as goodwill, and an operator hears of it', async () => {
    await world.atVendor('refunds', { chargeId, amount: 100 });
    const refunds = await world.read((handle) =>
      handle.selectFrom('refunds').select(['amount', 'reason', 'state']).execute(),
    );
    expect(refunds).toEqual([{ amount: 100n, reason: 'goodwill', state: 'done' }]);
    expect(await operatorTodos()).toContain('refund_elsewhere');
    expect((await invoice()).status).toBe('paid');
    // A second notification finds it booked.
    await world.atVendor('refunds', { chargeId, amount: 200 });
    const all = await world.read((handle) => handle.selectFrom('refunds').select('id').execute());
    expect(all).toHaveLength(2);
  });
});

describe('a gateway that does not say what moved', () => {
  it('[8.12] is asked again, and at last an operator hears of it', async () => {
    await world.close();
    let isDown = true;
    world = await createWorld({
      catalog: renewalCatalog(),
      store: await emptyStore(),
      plugins: (list) =>
        inPlace(list, ({ movements }) => ({
          movements: async (query, context) => {
            if (isDown) throw new Error('It is down.');
            return (await movements?.(query, context)) ?? [];
          },
        })),
    });
    placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    ({ chargeId } = await payCard(world, placed, 'good'));
    await dispute('open');
    expect(await operatorTodos()).not.toContain('movements_unread');
    await world.advanceTo('2026-12-10');
    expect(await operatorTodos()).toContain('movements_unread');
    expect((await invoice()).status).toBe('paid');
    isDown = false;
    await dispute('lost');
    expect((await invoice()).status).toBe('unpaid');
  });
});
