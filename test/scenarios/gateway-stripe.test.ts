import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stripe as stripePlugin } from '../../plugins/stripe/index.ts';
import { checkBooks } from '../../src/engine/books/check.ts';
import { fetchOf } from '../fakes/stripe/harness.ts';
import { createFakeStripe, type FakeStripe } from '../fakes/stripe/index.ts';
import { renewalCatalog } from '../support/renewals.ts';
import { buy, item, openOf } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

type Bought = Awaited<ReturnType<typeof buy>>;

let world: World;
let stripe: FakeStripe;
let placed: Bought;
beforeEach(async () => {
  let serial = 0;
  const paymentMethods = [{ id: 'card', pluginId: 'stripe', label: 'Card' }];
  world = await createWorld({
    catalog: renewalCatalog({}, { paymentMethods }),
    store: await emptyStore(),
    vendors: (now) => {
      stripe = createFakeStripe({
        now,
        chance: () => {
          serial += 1;
          return (serial * 2_654_435_761).toString(16).padStart(16, '0');
        },
        publicUrl: 'https://stripe.example',
      });
      return { 'https://api.stripe.com': fetchOf(stripe) };
    },
    plugins: (list) => {
      const { publishableKey, secretKey, webhookSecret } = stripe;
      return [...list, stripePlugin({ publishableKey, secretKey, webhookSecret })];
    },
  });
  placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
});
afterEach(async () => {
  await world.read(async (handle) => {
    expect((await checkBooks({ handle })).violations).toEqual([]);
  });
  await world.close();
});

async function pay(number: string, save = false) {
  return world.engine.execute(placed.client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [placed.invoiceId],
    confirmedTotal: await openOf(world, placed),
    methodId: 'card',
    gatewayData: { confirmationToken: stripe.token(number, save) },
    save,
  });
}

/** Lets the provider hear what Stripe has to tell. */
async function hear(): Promise<readonly number[]> {
  const answers: number[] = [];
  for (const request of await stripe.sent()) {
    answers.push((await world.engine.receive('stripe', request)).status);
  }
  await world.settle();
  return answers;
}

const invoice = () => world.engine.execute(placed.client, 'invoices.get', placed);
const operatorTodos = async () =>
  (await world.engine.execute(world.operator, 'todos.list', {})).rows.map(({ kind }) => kind);

describe('Stripe', () => {
  it('[8.5, 8.7] an answer, its notifications and a look-up book a payment once', async () => {
    const charge = await pay('4242424242424242');
    expect(charge.state).toBe('succeeded');
    expect(new Set(await hear())).toEqual(new Set([200]));
    const { transactions, status } = await invoice();
    expect(status).toBe('paid');
    expect(transactions).toHaveLength(1);
  });

  it('[8.12] a dispute opens the invoice, and won pays it', async () => {
    const { chargeId } = await pay('4242424242424242');
    await hear();
    stripe.dispute(chargeId, 'open');
    await hear();
    expect((await invoice()).status).toBe('unpaid');
    stripe.dispute(chargeId, 'won');
    await hear();
    expect((await invoice()).status).toBe('paid');
  });

  it('[8.10] a refund in the dashboard is booked; one of ours that comes back is free', async () => {
    const { chargeId } = await pay('4242424242424242');
    stripe.refundThere(chargeId, 100);
    await hear();
    expect(await operatorTodos()).toContain('refund_elsewhere');
    await world.engine.execute(world.operator, 'invoices.refund', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      amount: { amount: 200n, currency: 'EUR' },
      reason: 'goodwill',
      way: 'source',
      note: 'Sorry.',
    });
    await world.settle();
    const ours = await world.read((handle) =>
      handle.selectFrom('refunds').selectAll().where('amount', '=', 200n).executeTakeFirstOrThrow(),
    );
    expect(ours.state).toBe('done');
    stripe.endRefund(ours.reference ?? '', 'failed');
    await hear();
    expect(await operatorTodos()).toContain('refund_returned');
  });

  it('[8.8, 9.10] a kept card pays the renewal, until it is taken away there', async () => {
    await pay('4242424242424242', true);
    await hear();
    await world.advanceTo('2026-12-22');
    const paid = [...stripe.state.rows.values()].filter(({ object }) => {
      return object === 'payment_intent';
    });
    expect(paid).toHaveLength(2);
    const [account] = await world.read((handle) =>
      handle.selectFrom('billing_accounts').selectAll().execute(),
    );
    stripe.removeMethod(account?.method_reference ?? '');
    await hear();
    const { rows } = await world.engine.execute(placed.client, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toContain('account_gone');
  });

  it('[8.5] a record of another amount books nothing, and an operator is told', async () => {
    const charge = await pay('DE08370400440532013003');
    expect(charge.state).toBe('pending');
    stripe.falsify(charge.chargeId, 'amount');
    stripe.settle(charge.chargeId);
    await hear();
    expect((await invoice()).status).toBe('unpaid');
    expect(await operatorTodos()).toContain('charge_mismatch');
  });

  it('[8.7] a forged notification and one of another mode are told to the operator', async () => {
    const { chargeId } = await pay('4242424242424242');
    for (const flaw of ['signature', 'mode'] as const) {
      const request = await stripe.webhook(chargeId, flaw);
      expect((await world.engine.receive('stripe', request)).status).toBe(400);
    }
    expect((await operatorTodos()).filter((kind) => kind === 'notification_refused')).toHaveLength(
      2,
    );
  });
});
