import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectSoundBooks } from '../support/books.ts';
import {
  change,
  changeAndPay,
  changeCatalog,
  creditHeld,
  invoiceOf,
  quoteOf,
  redeem,
  running,
} from '../support/changes.ts';
import { buy, codeOf, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: changeCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const view = ({ client, packageId }: Placed) =>
  world.engine.execute(client, 'packages.get', { packageId });

describe('a change and the world around it', () => {
  it('[5.17] waits for money that is on its way, and is made when it comes', async () => {
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const made = await change(world, placed, { planId: 'gold' });
    const charge = await payCard(world, invoiceOf(placed, made), 'late');
    expect(charge.state).toBe('pending');
    await world.events();
    // It was to lapse on the fifth; it made way for the payment, which settles in its own time.
    await world.advanceTo('2026-12-09');
    expect(await world.events()).not.toContain('package.change_lapsed');
    expect(await view(placed)).toMatchObject({ planName: 'Gold', pendingChange: null });
  });

  it('[5.17] of which the package was stopped meanwhile lapses, and the money is credit', async () => {
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const made = await change(world, placed, { planId: 'gold' });
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'stopped',
      reason: 'By hand.',
    });
    await payCard(world, invoiceOf(placed, made), 'good');
    await world.settle();
    expect(await view(placed)).toMatchObject({ planName: 'Silver', pendingChange: null });
    expect(await creditHeld(world, placed)).toBe(799n);
  });

  it('[5.22] is visible until it reaches the panel, which is asked again after a fault', async () => {
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const made = await change(world, placed, { planId: 'gold' });
    await payCard(world, invoiceOf(placed, made), 'good');
    await world.fault('account_change', 'fail', 2);
    await world.settle();
    expect(await view(placed)).toMatchObject({
      planName: 'Gold',
      waitsForPanel: true,
      panelOptions: { plan: 'silver' },
    });
    for (const seconds of [60, 300, 1800]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    expect(await view(placed)).toMatchObject({
      waitsForPanel: false,
      panelOptions: { plan: 'gold' },
    });
  });

  it('[5.13, 5.17] is taken back while it waits for its payment', async () => {
    const placed = await running(world, 'silver');
    const made = await change(world, placed, { planId: 'gold' });
    const { client, packageId } = placed;
    const back = await world.engine.execute(client, 'packages.takeBackChange', {
      commandId: world.newId(),
      packageId,
    });
    expect(back.change.state).toBe('taken_back');
    const { invoiceId } = invoiceOf(placed, made);
    const { balance, status } = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect([balance.amount, status]).toEqual([0n, 'canceled']);
    await changeAndPay(world, placed, { planId: 'gold' });
    expect((await view(placed)).planName).toBe('Gold');
  });

  it('[5.12] of another client is not found, and a quote is for its package alone', async () => {
    const placed = await running(world, 'silver');
    const { packageId } = placed;
    const stranger = { ...placed.client, clientId: 'someone-else' };
    const quoting = world.engine.execute(stranger, 'packages.quoteChange', {
      packageId,
      planId: 'gold',
    });
    expect(await codeOf(quoting)).toBe('not_found');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    const wrong = redeem(world, { ...placed, packageId: 'another' }, quote);
    expect(await codeOf(wrong)).toBe('invalid_input');
  });
});

describe('a change in a trial', () => {
  it('[2.10, 5.15] costs nothing in the trial; the first paid day is for the new plan', async () => {
    const catalog = changeCatalog({
      products: (product) => ({
        ...product,
        plans: product.plans.map((plan) =>
          product.id === 'web' ? { ...plan, trialDays: 14 } : plan,
        ),
      }),
    });
    world = await createWorld({ catalog, store: await emptyStore() });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    const { balance } = await world.engine.execute(placed.client, 'invoices.get', placed);
    if (balance.amount > 0n) await payCard(world, placed, 'good');
    await world.settle();
    expect(await view(placed)).toMatchObject({ status: 'active', planName: 'Silver' });
    world.clock.set('2026-11-25T10:00:00Z');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    expect([quote.sum.amount, quote.next.on]).toEqual([0n, '2026-12-06']);
    const made = await redeem(world, placed, quote);
    expect(made).toMatchObject({
      change: { state: 'applied', invoice: null },
      hostingPackage: { planName: 'Gold' },
    });
    await world.advanceTo('2026-12-06');
    const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
      filter: 'outstanding',
    });
    expect(rows.map(({ total }) => total.amount)).toEqual([2400n]);
  });
});
