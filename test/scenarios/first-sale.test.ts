import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatAmount, type Money } from '../../src/rules/money.ts';
import { exampleCatalog } from '../support/catalog.ts';
import { createWorld, emptyStore, frenchOrder, placeOrder, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: exampleCatalog, store: await emptyStore() });
});
afterEach(() => world.close());

const amounts = (list: readonly Money[]): string[] => list.map(formatAmount);

async function ordered(card: string, more = {}) {
  const order = frenchOrder(world.newId(), more);
  const placed = await placeOrder(world, order);
  const charge = await world.engine.execute(placed.client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [placed.invoiceId],
    confirmedTotal: order.confirmedTotal,
    methodId: 'card',
    gatewayData: { token: await world.cardToken(card) },
  });
  return { ...placed, charge };
}

describe('the first sale', () => {
  it('[4.1, 7.8] quotes today and the next period, taxes included', async () => {
    const { items, promotionCode } = frenchOrder(world.newId());
    const quote = await world.engine.execute({ kind: 'public' }, 'orders.quote', {
      currency: 'EUR',
      items,
      promotionCode: promotionCode ?? '',
      taxAddress: { country: 'FR' },
    });
    expect(amounts(quote.lines.map(({ net }) => net))).toEqual(['69.03', '43.20']);
    expect(amounts([quote.net, quote.total])).toEqual(['112.23', '134.68']);
    expect(quote.next.map(({ on, total }) => [on, formatAmount(total)])).toEqual([
      ['2027-11-22', '168.35'],
    ]);
  });

  it('[4.3, 4.5, 15.1] charges the card, sets the package up and sends the welcome mail', async () => {
    const { client, invoiceId, packageId, charge } = await ordered('4242424242424242');
    expect(charge.state).toBe('succeeded');
    await world.settle();
    expect(await world.events()).toEqual([
      'client.created',
      'order.placed',
      'invoice.issued',
      'invoice.paid',
      'charge.succeeded',
      'mail.invoice',
      'mail.order',
      'mail.paid',
      'package.active',
      'mail.welcome',
    ]);
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(invoice.status).toBe('paid');
    expect(invoice.transactions).toHaveLength(1);
    expect(invoice.transactions[0]).toMatchObject({ status: 'settled', method: 'Visa •••• 4242' });
    const bought = await world.engine.execute(client, 'packages.get', { packageId });
    expect(bought).toMatchObject({ status: 'active', nextRenewal: '2027-11-22', canSignIn: true });
    expect(world.vendor.state().accounts).toMatchObject([{ plan: 'silver' }]);
    const welcome = world.mails.find(({ subject }) => subject.includes('ready'));
    expect(welcome?.text).toContain('https://portal.example/');
    expect(welcome?.text).toContain('User name: camille');
  });
});
