import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/rules/catalog.ts';
import { expectSoundBooks } from '../support/books.ts';
import { payAll, renewalCatalog, renewals } from '../support/renewals.ts';
import { buy, type cards, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: renewalCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** A package that was paid with a card that the client let us keep; its renewal is issued. */
async function running(card: keyof typeof cards = 'good', save = true) {
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payCard(world, placed, card, { save });
  await world.settle();
  await world.advanceTo('2026-12-21');
  await world.events();
  return placed;
}

const invoiceStates = () =>
  world.read((handle) =>
    handle
      .selectFrom('invoice_states')
      .select(['charge_on', 'charge_attempts'])
      .where('status', '=', 'unpaid')
      .execute(),
  );

async function eventsUntil(date: string): Promise<readonly string[]> {
  await world.advanceTo(date);
  return world.events();
}

describe('the automatic charge', () => {
  it('[8.8, S40] is made on the due date from the stored account', async () => {
    await running();
    expect(await eventsUntil('2026-12-22')).toEqual([
      'invoice.paid',
      'charge.succeeded',
      'mail.paid',
    ]);
    expect(world.vendor.state().charges).toHaveLength(2);
  });

  it('[8.8] is not made where nothing is stored', async () => {
    await running('good', false);
    expect(await eventsUntil('2026-12-23')).toEqual([]);
    expect(world.vendor.state().charges).toHaveLength(1);
  });

  it('[8.8] a decline is tried again by the schedule, with a mail and a to-do', async () => {
    const { client } = await running();
    await world.read((handle) =>
      handle.updateTable('billing_accounts').set({ method_reference: 'gone' }).execute(),
    );
    expect(await eventsUntil('2026-12-22')).toEqual(['charge.failed', 'mail.declined']);
    const todos = await world.engine.execute(client, 'todos.list', {});
    expect(todos.rows.map(({ kind }) => kind)).toContain('payment_declined');
    expect(await eventsUntil('2026-12-23')).toEqual(['charge.failed', 'mail.declined']);
    expect(await eventsUntil('2026-12-24')).toEqual([]);
    // Three more tries: after 1, 3 and 5 days, each from the decline before it.
    const later = await eventsUntil('2026-12-31');
    expect(later.filter((name) => name === 'charge.failed')).toHaveLength(2);
    expect((await invoiceStates())[0]).toMatchObject({ charge_on: null, charge_attempts: 4 });
  });

  it('[8.5, 8.8] never while another charge is open', async () => {
    const placed = await running();
    const [unpaid] = await world.read((handle) =>
      handle
        .selectFrom('invoice_states')
        .select('invoice_id')
        .where('status', '=', 'unpaid')
        .execute(),
    );
    const invoiceId = unpaid?.invoice_id ?? '';
    const charge = await payCard(world, { ...placed, invoiceId }, 'challenge');
    expect(charge.state).toBe('action_required');
    world.clock.set('2026-12-21T23:30:00Z');
    // It is the 22nd at the provider's.
    const late = await payCard(world, { ...placed, invoiceId }, 'good').catch(() => null);
    expect(late).toBeNull();
    expect((await world.engine.run()).counts.charges).toBe(0);
    expect(world.vendor.state().charges).toHaveLength(2);
  });

  it('[16.9] not while charging is switched off', async () => {
    await running();
    const turn = (on: boolean) =>
      world.engine.execute(world.operator, 'switches.set', {
        commandId: world.newId(),
        effect: 'charging',
        on,
      });
    await turn(false);
    await world.advanceTo('2026-12-24');
    expect(world.vendor.state().charges).toHaveLength(1);
    await turn(true);
    await world.advanceTo('2026-12-25');
    expect(world.vendor.state().charges).toHaveLength(2);
  });

  it('[8.8] of a client whom an operator has stopped nothing is charged', async () => {
    const { client } = await running();
    await world.engine.execute(world.operator, 'clients.changeStatus', {
      commandId: world.newId(),
      clientId: client.clientId,
      status: 'suspended',
      reason: 'Asked for.',
    });
    await world.advanceTo('2026-12-24');
    expect(world.vendor.state().charges).toHaveLength(1);
    await world.engine.execute(world.operator, 'clients.changeStatus', {
      commandId: world.newId(),
      clientId: client.clientId,
      status: 'active',
      reason: 'Asked for.',
    });
    await world.advanceTo('2026-12-25');
    expect(world.vendor.state().charges).toHaveLength(2);
  });
});

describe('a trial', () => {
  /** The silver plan with a trial of ten days; its package runs from 22 November on. */
  async function trial(save: boolean) {
    world = await createWorld({ catalog: trialCatalog(), store: await emptyStore() });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    await world.settle();
    if (save) await saveAccount(world, placed.client);
    await world.events();
    return placed;
  }

  const statusOf = async ({ client, packageId }: Awaited<ReturnType<typeof trial>>) =>
    (await world.engine.execute(client, 'packages.get', { packageId })).status;

  it('[2.10] unpaid at its end, the package is suspended that day, and paying brings it back', async () => {
    const placed = await trial(false);
    await world.advanceTo('2026-12-01');
    expect(await statusOf(placed)).toBe('active');
    await world.events();
    const events = await eventsUntil('2026-12-02');
    expect(events[0]).toBe('package.suspended');
    expect(await renewals(world)).toEqual([
      '2026-11-23 due 2026-12-02: 9.59 EUR for 2026-12-02/2027-01-02',
    ]);
    await payAll(world);
    expect(await statusOf(placed)).toBe('active');
  });

  it('[2.10, 8.8] a stored account pays on its last day, and the package goes on', async () => {
    const placed = await trial(true);
    const events = await eventsUntil('2026-12-03');
    expect(events).toContain('charge.succeeded');
    expect(events).not.toContain('package.suspended');
    expect(await statusOf(placed)).toBe('active');
  });
});

/** The catalog with a trial of ten days on its silver plan. */
function trialCatalog(): Catalog {
  const catalog = renewalCatalog();
  const products = catalog.products.map((product) => ({
    ...product,
    plans: product.plans.map((plan) => (plan.id === 'silver' ? { ...plan, trialDays: 10 } : plan)),
  }));
  return { ...catalog, products };
}

/** A card that another purchase has left with us. */
async function saveAccount(of: World, client: Placed['client']): Promise<void> {
  const other = await buy(of, client, [item('support', 'hour', 'one-time')]);
  await payCard(of, other, 'good', { save: true });
  await of.settle();
}
