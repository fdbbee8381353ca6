import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AddFundsInput } from '../../src/contract/funds.ts';
import { isBillingError } from '../../src/errors.ts';
import { formatAmount, type Money, parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { answerChallenge, cards, codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

const eur = (text: string): Money => parseMoney(text, 'EUR');

let world: World;
let placed: Placed;
beforeEach(async () => {
  const funds = {
    minimum: [eur('10.00')],
    maximum: [eur('200.00')],
    balance: [eur('300.00')],
  };
  const catalog = scenarioCatalog({ provider: { funds } });
  world = await createWorld({ catalog, store: await emptyStore() });
  placed = await orderAs(world, 'camille');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function add(
  amount: string,
  card: keyof typeof cards = 'good',
  more: Partial<AddFundsInput> = {},
) {
  return world.engine.execute(placed.client, 'funds.add', {
    commandId: world.newId(),
    amount: eur(amount),
    methodId: 'card',
    gatewayData: { token: await world.cardToken(cards[card]) },
    ...more,
  });
}

const options = () => world.engine.execute(placed.client, 'funds.options', {});
const credit = async () => formatAmount((await options()).credit);
const mailsOf = (subject: RegExp) => world.mails.filter((mail) => subject.test(mail.subject));

/** The error that a call ends with. */
async function faultOf(
  call: Promise<unknown>,
): Promise<{ readonly field?: string | undefined; readonly message: string }> {
  const error = await call.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!isBillingError(error)) throw new Error('Nothing was refused.');
  return error;
}

describe('adding funds', () => {
  it('[8.4] what is paid becomes account credit, with a receipt that is no tax invoice', async () => {
    const before = await world.engine.execute(placed.client, 'invoices.list', {});
    const charge = await add('50.00');
    expect(charge).toMatchObject({ state: 'succeeded', captured: eur('50.00'), invoices: [] });
    expect(await credit()).toBe('50.00');
    await world.settle();
    const [receipt, ...others] = mailsOf(/^Receipt T-\d+: 50,00\s€ of account credit$/);
    expect(others).toEqual([]);
    expect(receipt?.text).toContain('This is a receipt, no tax invoice.');
    expect(receipt?.text).toContain(`Transaction: ${charge.transactionNumber}`);
    const after = await world.engine.execute(placed.client, 'invoices.list', {});
    expect(after.matching).toBe(before.matching);
  });

  it('[8.3, 8.4] the next invoice is paid from it first', async () => {
    await payCard(world, placed, 'good');
    await add('200.00');
    const { session: _, order } = await world.engine.execute(placed.client, 'orders.place', {
      ...(await quoted()),
      commandId: world.newId(),
      termsVersion: '1',
    });
    const invoiceId = order.invoiceId;
    const invoice = await world.engine.execute(placed.client, 'invoices.get', { invoiceId });
    expect(invoice.status).toBe('paid');
    expect(Number(await credit())).toBeLessThan(200);
  });

  it('[8.4] is bounded: at once, and by what is held', async () => {
    expect(await options()).toMatchObject({
      range: { minimum: eur('10.00'), maximum: eur('200.00') },
      methods: [{ methodId: 'card' }],
    });
    for (const amount of ['9.99', '200.01']) {
      expect(await faultOf(add(amount))).toMatchObject({
        field: 'amount',
        message: 'Between 10.00 and 200.00 EUR can be added now.',
      });
    }
    await add('200.00');
    expect((await options()).range?.maximum).toEqual(eur('100.00'));
    await add('95.00');
    expect((await options()).range).toBeNull();
    expect(await faultOf(add('10.00'))).toMatchObject({ field: 'amount' });
    expect(await credit()).toBe('295.00');
  });

  it('[8.4] another currency, a transfer by hand or no method at all is refused', async () => {
    const dollars = parseMoney('50.00', 'USD');
    expect(await faultOf(add('50.00', 'good', { amount: dollars }))).toMatchObject({
      message: 'This account is in EUR.',
    });
    expect(await codeOf(add('50.00', 'good', { methodId: 'transfer' }))).toBe(
      'method_not_available',
    );
    expect(await codeOf(add('50.00', 'good', { methodId: 'cash' }))).toBe('method_not_available');
    expect(await credit()).toBe('0.00');
  });

  it('[8.5] one at a time: while the bank asks nothing else is added', async () => {
    const charge = await add('20.00', 'challenge');
    expect(charge.state).toBe('action_required');
    expect(await codeOf(add('20.00'))).toBe('charge_open');
    expect((await options()).openCharge?.chargeId).toBe(charge.chargeId);
    await answerChallenge(world, charge, 'approve');
    const command = { commandId: world.newId(), chargeId: charge.chargeId };
    await world.engine.execute(placed.client, 'payments.resume', command);
    expect(await credit()).toBe('20.00');
    expect((await options()).openCharge).toBeNull();
  });

  it('[8.5] the same command twice adds once', async () => {
    const same = {
      commandId: world.newId(),
      amount: eur('30.00'),
      methodId: 'card',
      gatewayData: { token: await world.cardToken(cards.good) },
    };
    const both = await Promise.all(
      [0, 1].map(() => world.engine.execute(placed.client, 'funds.add', same)),
    );
    expect(both[0]?.chargeId).toBe(both[1]?.chargeId);
    expect(await credit()).toBe('30.00');
  });

  it('[4.12] a decline adds nothing, and after five no new card is tried', async () => {
    for (let time = 0; time < 5; time += 1) {
      expect((await add('10.00', 'poor')).state).toBe('failed');
    }
    expect(await codeOf(add('10.00'))).toBe('rate_limited');
    expect(await credit()).toBe('0.00');
    expect(mailsOf(/^Receipt/)).toEqual([]);
  });

  it('[9.6] a card may be kept with it, and adds funds the next time', async () => {
    await add('20.00', 'good', { save: true });
    const [account] = (await options()).billingAccounts;
    expect(account?.last4).toBe('4242');
    const { chargeId } = await world.engine.execute(placed.client, 'funds.add', {
      commandId: world.newId(),
      amount: eur('20.00'),
      billingAccountId: account?.billingAccountId ?? '',
    });
    expect(chargeId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await credit()).toBe('40.00');
  });

  it('[8.12] a dispute takes the credit back', async () => {
    const { chargeId } = await add('50.00');
    await world.atVendor('disputes', { chargeId, to: 'open' });
    expect(await credit()).toBe('0.00');
    await world.atVendor('disputes', { chargeId, to: 'won' });
    expect(await credit()).toBe('50.00');
  });
});

async function quoted() {
  const items = [{ productId: 'web', planId: 'silver', cycle: 'monthly', addOns: [] }];
  const quote = await world.engine.execute(placed.client, 'orders.quote', {
    currency: 'EUR',
    items,
  });
  return { currency: 'EUR', items, confirmedTotal: quote.total };
}

describe('a provider that takes no funds', () => {
  it('[8.4, 19.8] offers none, and refuses them', async () => {
    await world.close();
    world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
    placed = await orderAs(world, 'camille');
    expect((await options()).range).toBeNull();
    const { features } = await world.engine.execute(placed.client, 'account.features', {});
    expect(features).not.toContain('add_funds');
    expect(await faultOf(add('50.00'))).toMatchObject({ field: 'amount' });
  });
});
