import { afterEach, describe, expect, it } from 'vitest';
import { type BillingSettings, defaultBilling } from '../../src/rules/billing-settings.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchClient, type World } from '../support/world.ts';

let world: World;
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function open(review: Partial<BillingSettings['review']>, trialDays = 0): Promise<void> {
  const { provider } = scenarioCatalog();
  const billing = { ...defaultBilling, review: { ...defaultBilling.review, ...review } };
  const catalog = scenarioCatalog({
    provider: { ...provider, billing },
    products: (product) => ({
      ...product,
      plans: product.plans.map((plan) => (trialDays === 0 ? plan : { ...plan, trialDays })),
    }),
  });
  world = await createWorld({ catalog, store: await emptyStore() });
}

const above100 = { amountAbove: [parseMoney('100.00', 'EUR')] };

function decide(
  { orderId }: Pick<Placed, 'orderId'>,
  verb: 'hold' | 'accept' | 'markFraudulent',
): Promise<{ readonly status: string; readonly lapsesOn: string | null }> {
  const commandId = world.newId();
  const input = { commandId, orderId, reason: 'Looked at it.' };
  return world.engine.execute(world.operator, `orders.${verb}`, input);
}

async function todosOf(who: 'operator' | Placed['client']): Promise<string[]> {
  const principal = who === 'operator' ? world.operator : who;
  const { rows } = await world.engine.execute(principal, 'todos.list', {});
  return rows.map(({ kind }) => kind);
}

async function statusOf({ client, packageId }: Placed): Promise<string> {
  return (await world.engine.execute(client, 'packages.get', { packageId })).status;
}

/** The subjects of mails by their event. */
async function mailed(): Promise<string[]> {
  const rows = await world.read((handle) =>
    handle.selectFrom('tasks').select('key').where('kind', '=', 'mail.send').execute(),
  );
  return rows.map(({ key }) => key.split(':')[1] ?? '').sort();
}

describe('an order that is held', () => {
  it('[4.10] by its amount is neither charged nor set up until an operator accepts it', async () => {
    await open(above100);
    const placed = await orderAs(world, 'camille');
    const order = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    expect(order).toMatchObject({ status: 'held', lapsesOn: null });
    expect(await todosOf('operator')).toEqual(['order_review']);
    expect(await todosOf(placed.client)).toEqual([]);
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('invoice_not_payable');
    await world.settle();
    expect(await mailed()).toEqual(['order']);

    world.clock.set('2026-11-25T10:00:00Z');
    expect(await decide(placed, 'accept')).toMatchObject({
      status: 'unpaid',
      lapsesOn: '2026-12-25',
    });
    expect(await todosOf('operator')).toEqual([]);
    expect(await todosOf(placed.client)).toEqual(['invoice_unpaid']);
    expect(await mailed()).toEqual(['invoice', 'order']);
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await statusOf(placed)).toBe('active');
  });

  it('[4.10] by country; others go on as ever', async () => {
    await open({ countries: ['FR'] });
    const placed = await orderAs(world, 'camille');
    const held = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    expect(held.status).toBe('held');
    const client = { ...frenchClient('greta'), country: 'DE' };
    // Of Germany 19 % are due: 112.23 and 21.32.
    const confirmedTotal = parseMoney('133.55', 'EUR');
    const other = await orderAs(world, 'greta', { client, confirmedTotal });
    const order = await world.engine.execute(other.client, 'orders.get', {
      orderId: other.orderId,
    });
    expect(order.status).toBe('unpaid');
  });

  it('[4.10] is not held at the limit', async () => {
    await open({ amountAbove: [parseMoney('134.68', 'EUR')] });
    const placed = await orderAs(world, 'camille');
    const order = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    expect(order.status).toBe('unpaid');
  });

  it('[4.10] [4.5] a free one is not set up before it is accepted', async () => {
    await open({ countries: ['FR'] }, 14);
    const zero = { confirmedTotal: parseMoney('0.00', 'EUR') };
    const placed = await orderAs(world, 'camille', zero);
    await world.settle();
    expect(await statusOf(placed)).toBe('pending');
    expect((await decide(placed, 'accept')).status).toBe('paid');
    await world.settle();
    expect(await statusOf(placed)).toBe('active');
  });

  it('[4.10] [8.11] money that comes by hand meanwhile waits with it', async () => {
    await open(above100);
    const placed = await orderAs(world, 'camille');
    await world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      paidOn: '2026-11-22',
      method: 'Bank transfer',
      reference: 'A 1',
    });
    await world.settle();
    expect(await statusOf(placed)).toBe('pending');
    expect((await decide(placed, 'accept')).status).toBe('paid');
    await world.settle();
    expect(await statusOf(placed)).toBe('active');
  });

  it('[4.10] [4.8] does not lapse while it is held, and anew once it is accepted', async () => {
    await open({});
    const placed = await orderAs(world, 'camille');
    await decide(placed, 'hold');
    expect(await todosOf(placed.client)).toEqual([]);
    world.clock.set('2027-01-10T10:00:00Z');
    await world.settle();
    const held = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    expect(held.status).toBe('held');
    await decide(placed, 'accept');
    world.clock.set('2027-02-09T10:00:01Z');
    await world.settle();
    const lapsed = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    expect(lapsed.status).toBe('lapsed');
  });
});

describe('an order that is fraudulent', () => {
  it('[4.10] is credited while unpaid, and its packages are never set up', async () => {
    await open(above100);
    const placed = await orderAs(world, 'camille');
    expect((await decide(placed, 'markFraudulent')).status).toBe('fraudulent');
    await world.settle();
    const { client, invoiceId } = placed;
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(invoice.status).toBe('canceled');
    expect(await statusOf(placed)).toBe('fraudulent');
    expect(await todosOf('operator')).toEqual([]);
    // Marking it again changes nothing; it cannot be accepted any more.
    expect((await decide(placed, 'markFraudulent')).status).toBe('fraudulent');
    expect(await codeOf(decide(placed, 'accept'))).toBe('invalid_transition');
  });

  it('[4.10] [5.4] is switched off at the panel when it runs, and keeps what was paid', async () => {
    await open({});
    const placed = await orderAs(world, 'camille');
    await payCard(world, placed, 'good');
    await world.settle();
    await decide(placed, 'markFraudulent');
    await world.settle();
    expect(await statusOf(placed)).toBe('fraudulent');
    const events = await world.read((handle) =>
      handle.selectFrom('events').select('name').orderBy('number').execute(),
    );
    expect(events.slice(-3).map(({ name }) => name)).toEqual([
      'package.fraudulent',
      'order.fraudulent',
      'panel.suspended',
    ]);
    const { client, invoiceId } = placed;
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(invoice.status).toBe('paid');
  });

  it('[4.10] a paid order is not held any more', async () => {
    await open({});
    const placed = await orderAs(world, 'camille');
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await codeOf(decide(placed, 'hold'))).toBe('invalid_transition');
  });
});
