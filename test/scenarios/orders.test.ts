import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMoney } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, codeOf, item, orderAs, payCard } from '../support/shop.ts';
import {
  createWorld,
  emptyStore,
  frenchClient,
  frenchOrder,
  placeOrder,
  type World,
} from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const silver = item('web', 'silver', 'annual');
const hour = item('support', 'hour', 'one-time');

async function countOf(table: 'clients' | 'orders' | 'packages' | 'invoices'): Promise<number> {
  const rows = await world.read((handle) => handle.selectFrom(table).select('id').execute());
  return rows.length;
}

describe('an order of each kind', () => {
  it('[2.1, 2.2, 4.3] hosting with a one-time add-on beside the recurring one', async () => {
    const addOns = [
      { addOnId: 'ip', quantity: 1 },
      { addOnId: 'migration', quantity: 1 },
    ];
    const placed = await buy(world, 'camille', [item('web', 'silver', 'annual', addOns)]);
    const { client, invoiceId, packageId } = placed;
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(amounts(invoice.lines.map(({ net }) => net))).toEqual(['86.29', '27.00', '49.00']);
    expect(invoice.lines.map(({ periodEnd }) => periodEnd)).toEqual([
      '2027-11-22',
      '2027-11-22',
      null,
    ]);
    await payCard(world, placed, 'good');
    await world.settle();
    const bought = await world.engine.execute(client, 'packages.get', { packageId });
    expect(bought.status).toBe('active');
    expect(amounts([bought.price])).toEqual(['113.29']);
    expect(bought.addOns.map(({ addOnId, oneTime }) => [addOnId, oneTime])).toEqual([
      ['ip', false],
      ['migration', true],
    ]);
  });

  it('[2.1, 2.2, 5.6] a service with a one-time add-on is delivered by people', async () => {
    const items = [item('support', 'hour', 'one-time', [{ addOnId: 'review', quantity: 1 }])];
    const placed = await buy(world, 'camille', items);
    await payCard(world, placed, 'good');
    await world.settle();
    const { client, packageId } = placed;
    const waiting = await world.engine.execute(client, 'packages.get', { packageId });
    expect(waiting).toMatchObject({ kind: 'service', status: 'work_in_progress' });
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['set_up_by_hand']);
    const done = await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId,
      status: 'completed',
      reason: 'Held on Monday.',
    });
    expect(done).toMatchObject({ status: 'completed', statusNote: 'Held on Monday.' });
  });

  it('[2.1] several packages on one invoice', async () => {
    const placed = await buy(world, 'camille', [silver, hour]);
    await payCard(world, placed, 'good');
    await world.settle();
    const { rows } = await world.engine.execute(placed.client, 'packages.list', {});
    expect(rows.map(({ status }) => status).sort()).toEqual(['active', 'work_in_progress']);
  });

  it('[2.1] yen have no decimals, in prices, taxes and at the gateway', async () => {
    const items = [item('web', 'silver', 'annual', [{ addOnId: 'ip', quantity: 1 }])];
    const placed = await buy(world, 'camille', items, { currency: 'JPY' });
    const charge = await payCard(world, placed, 'good');
    // 12744 + 4104 = 16848; 20 % of it is 3369.6.
    expect(charge.captured).toEqual({ amount: 20218n, currency: 'JPY' });
    expect(await bookSums(world)).toMatchObject({ revenue: -16848n, 'tax VAT 20%': -3370n });
    expect(world.vendor.state().charges).toMatchObject([{ currency: 'JPY', captured: 20218 }]);
  });
});

describe('a free order', () => {
  it('[4.5] is Paid at issue, needs no payment and is set up', async () => {
    const placed = await buy(world, 'camille', [item('support', 'free', 'one-time')]);
    await world.settle();
    expect(await world.events()).toEqual([
      'client.created',
      'order.placed',
      'invoice.issued',
      'invoice.paid',
      'package.work_in_progress',
      'mail.order',
    ]);
    const { client, invoiceId } = placed;
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(invoice).toMatchObject({ status: 'paid', payable: false, transactions: [] });
    expect(world.vendor.state().charges).toEqual([]);
  });
});

describe('a repeated submit', () => {
  it('[4.4] with the same content gives the same answer and makes nothing twice', async () => {
    const order = frenchOrder(world.newId());
    const place = () => world.engine.execute({ kind: 'public' }, 'orders.place', order);
    const first = await place();
    expect(await place()).toEqual(first);
    expect(await Promise.all([place(), place()])).toEqual([first, first]);
    expect([await countOf('clients'), await countOf('orders'), await countOf('invoices')]).toEqual([
      1, 1, 1,
    ]);
  });

  it('[4.4] of one id with other content is refused', async () => {
    const order = frenchOrder(world.newId());
    await world.engine.execute({ kind: 'public' }, 'orders.place', order);
    const other = { ...order, client: frenchClient('another') };
    const call = world.engine.execute({ kind: 'public' }, 'orders.place', other);
    expect(await codeOf(call)).toBe('conflict');
    expect(await countOf('orders')).toBe(1);
  });

  it('[4.4, 8.5] of a payment is one charge', async () => {
    const placed = await orderAs(world, 'camille');
    const input = {
      commandId: world.newId(),
      invoiceIds: [placed.invoiceId],
      confirmedTotal: parseMoney('134.68', 'EUR'),
      methodId: 'card',
      gatewayData: { token: await world.cardToken('4242424242424242') },
    };
    const pay = () => world.engine.execute(placed.client, 'payments.pay', input);
    expect((await pay()).chargeId).toBe((await pay()).chargeId);
    expect(world.vendor.state().charges).toHaveLength(1);
  });

  it('[4.4, 4.6] keeps nothing that would let one guess the password', async () => {
    const order = frenchOrder(world.newId());
    await world.engine.execute({ kind: 'public' }, 'orders.place', order);
    const rows = await world.read((handle) => handle.selectFrom('orders').selectAll().execute());
    expect(JSON.stringify(rows, (_key, value: unknown) => String(value))).not.toContain('secrète');
    const [document] = rows.map((row) => JSON.stringify(row.document));
    expect(document).not.toContain('secrète');
  });
});

describe('what an order is refused for', () => {
  it('[3.4] a user name that is taken, however it is written', async () => {
    await orderAs(world, 'camille');
    expect(await codeOf(orderAs(world, 'camille'))).toBe('user_name_taken');
    expect(await codeOf(orderAs(world, 'Camille'))).toBe('user_name_taken');
    expect([await countOf('clients'), await countOf('packages')]).toEqual([1, 1]);
  });

  it('[4.1] another sum than the one that was seen, and other terms', async () => {
    const confirmedTotal = parseMoney('134.67', 'EUR');
    expect(await codeOf(orderAs(world, 'camille', { confirmedTotal }))).toBe('quote_changed');
    const call = orderAs(world, 'camille', { termsVersion: '0' });
    expect(await codeOf(call)).not.toBe('none');
    expect(await countOf('clients')).toBe(0);
  });

  it('[2.1] what is out of stock', async () => {
    const small = [item('vps', 'vps-s', 'monthly')];
    await buy(world, 'one', [item('vps', 'vps-m', 'monthly')]);
    const again = buy(world, 'two', [item('vps', 'vps-m', 'monthly')]);
    expect(await codeOf(again)).toBe('out_of_stock');
    await buy(world, 'three', small);
    expect(await codeOf(buy(world, 'four', small))).toBe('out_of_stock');
    expect(await countOf('packages')).toBe(2);
  });

  it('[2.1] what is hidden', async () => {
    expect(await codeOf(buy(world, 'one', [item('web', 'old', 'annual')]))).not.toBe('none');
    expect(await countOf('clients')).toBe(0);
  });
});

describe('promotions', () => {
  it('[2.6] for new clients only', async () => {
    const { client } = await orderAs(world, 'camille');
    const again = buy(world, client, [silver], { promotionCode: 'WELCOME20' });
    expect(await codeOf(again)).toBe('promotion_not_valid');
  });

  it('[2.6] once per client', async () => {
    const first = await buy(world, 'camille', [silver], { promotionCode: 'FIVER' });
    const again = buy(world, first.client, [silver], { promotionCode: 'FIVER' });
    expect(await codeOf(again)).toBe('promotion_not_valid');
    expect(await codeOf(buy(world, 'other', [silver], { promotionCode: 'FIVER' }))).toBe('none');
  });

  it('[2.6] as often in all as the provider allows, and not by a code that is none', async () => {
    await buy(world, 'camille', [silver], { promotionCode: 'LAST' });
    const second = buy(world, 'other', [silver], { promotionCode: 'LAST' });
    expect(await codeOf(second)).toBe('promotion_not_valid');
    const none = buy(world, 'other', [silver], { promotionCode: 'NONE' });
    expect(await codeOf(none)).toBe('promotion_not_valid');
  });
});

describe('an order that nobody pays', () => {
  it('[4.8, 7.4] lapses on its day by a credit note; its package is canceled', async () => {
    const { client, orderId, invoiceId, packageId } = await orderAs(world, 'camille');
    await world.settle();
    await world.events();
    world.clock.advance(29 * 24 * 3600);
    await world.settle();
    expect(await world.events()).toEqual([]);
    world.clock.advance(24 * 3600);
    await world.settle();
    expect(await world.events()).toEqual(['package.canceled', 'invoice.canceled', 'order.lapsed']);
    const order = await world.engine.execute(client, 'orders.get', { orderId });
    expect(order.status).toBe('lapsed');
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(invoice).toMatchObject({ status: 'canceled', payable: false });
    expect(amounts([invoice.balance, invoice.total])).toEqual(['0.00', '134.68']);
    const note = invoice.correctedBy?.invoiceId ?? '';
    const credit = await world.engine.execute(client, 'invoices.get', { invoiceId: note });
    expect(amounts([credit.total])).toEqual(['-134.68']);
    const { status } = await world.engine.execute(client, 'packages.get', { packageId });
    expect(status).toBe('canceled');
    expect(await bookSums(world)).toEqual({ receivable: 0n, revenue: 0n, 'tax VAT 20%': 0n });
    expect((await world.engine.execute(client, 'todos.list', {})).rows).toEqual([]);
  });

  it('[4.8] waits while a payment is on its way', async () => {
    const placed = await orderAs(world, 'camille');
    world.clock.advance(30 * 24 * 3600 - 10);
    await world.settle();
    await payCard(world, placed, 'late');
    world.clock.advance(20);
    await world.settle();
    await world.vendor.tick();
    world.clock.advance(3600);
    await world.vendor.tick();
    await world.settle();
    const { status } = await world.engine.execute(placed.client, 'orders.get', placed);
    expect(status).toBe('paid');
  });
});

describe('a client who was stopped', () => {
  async function changed(status: 'suspended' | 'closed' | 'active', clientId: string) {
    const input = { commandId: world.newId(), clientId, status, reason: 'Test' };
    return world.engine.execute(world.operator, 'clients.changeStatus', input);
  }

  it('[3.1] suspended: no orders and no charges, until reopened', async () => {
    const placed = await orderAs(world, 'camille');
    await changed('suspended', placed.client.clientId);
    expect(await codeOf(buy(world, placed.client, [hour]))).toBe('client_not_active');
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('client_not_active');
    await changed('active', placed.client.clientId);
    expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
  });

  it('[3.1] closed: may read, changes nothing, and stays closed', async () => {
    const placed = await orderAs(world, 'camille');
    const { client } = placed;
    await changed('closed', client.clientId);
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('client_not_active');
    expect(await codeOf(buy(world, client, [hour]))).toBe('client_not_active');
    const { rows } = await world.engine.execute(client, 'invoices.list', {});
    expect(rows).toHaveLength(1);
    expect(await codeOf(changed('active', client.clientId))).toBe('invalid_transition');
  });

  it('[4.3] the order that is refused leaves no trace', async () => {
    const call = placeOrder(world, frenchOrder(world.newId(), { promotionCode: 'NONE' }));
    expect(await codeOf(call)).toBe('promotion_not_valid');
    expect([await countOf('clients'), await countOf('orders')]).toEqual([0, 0]);
    expect(await world.events()).toEqual([]);
  });
});
