import { afterEach, describe, expect, it } from 'vitest';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import { expectSoundBooks } from '../support/books.ts';
import {
  change,
  changeAndPay,
  changeCatalog,
  creditHeld,
  quoteOf,
  redeem,
  running,
} from '../support/changes.ts';
import { leastHits } from '../support/coverage.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, codeOf, item, openOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function begin(catalog = changeCatalog()): Promise<void> {
  world = await createWorld({ catalog, store: await emptyStore() });
}

/** What came from cards, less what went back to them. */
function taken(): bigint {
  const { charges, refunds } = world.vendor.state();
  const sum = (rows: readonly { readonly amount?: number; readonly captured?: number }[]) =>
    rows.reduce((all, row) => all + BigInt(row.captured ?? row.amount ?? 0), 0n);
  return sum(charges) - sum(refunds);
}

/** Pays what is open of a client's invoices. */
async function payAll(placed: Placed): Promise<void> {
  const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
    filter: 'outstanding',
  });
  for (const { invoiceId } of rows) await payCard(world, { ...placed, invoiceId }, 'good');
  await world.settle();
}

describe('up and down within one period', () => {
  const rounds = leastHits === 1 ? 8 : 50;
  it('[5.14, 5.19] again and again gives no cent that was not paid', async () => {
    await begin();
    const placed = await running(world, 'gold');
    const first = taken();
    for (let n = 0; n < rounds; n += 1) {
      world.clock.advance(n % 3 === 0 ? 1 : 0.001);
      await change(world, placed, { planId: 'silver' });
      await changeAndPay(world, placed, { planId: 'gold' });
    }
    expect(taken()).toBe(first);
    expect(await creditHeld(world, placed)).toBe(0n);
  }, 120_000);

  it.each(['2026-11-22T22:59:59Z', '2026-11-30T22:59:59Z', '2026-12-21T22:59:59Z'])(
    '[5.14] at %s credit is at most the unused part of what was paid',
    async (instant) => {
      await begin();
      const placed = await running(world, 'platinum');
      await payAll(placed);
      const paid = taken();
      world.clock.set(instant);
      for (let n = 0; n < 2; n += 1) {
        await change(world, placed, { planId: 'bronze' });
        await changeAndPay(world, placed, { planId: 'platinum' });
      }
      await change(world, placed, { planId: 'bronze' });
      const credit = await creditHeld(world, placed);
      expect(credit).toBeGreaterThanOrEqual(0n);
      expect(credit).toBeLessThanOrEqual(taken());
      expect(taken()).toBeGreaterThanOrEqual(paid);
    },
  );

  it('[5.14] a second upgrade credits the whole running plan, not the step before it', async () => {
    await begin();
    const placed = await running(world, 'bronze', 'annual');
    world.clock.set('2027-05-24T10:00:00Z');
    const before = taken();
    await changeAndPay(world, placed, { planId: 'silver' });
    await changeAndPay(world, placed, { planId: 'gold' });
    const twoSteps = taken() - before;
    const other = await buy(world, 'other', [item('web', 'bronze', 'annual')]);
    await payCard(world, other, 'good');
    await world.settle();
    const start = taken();
    world.clock.set('2027-11-24T10:00:00Z');
    await changeAndPay(world, other, { planId: 'gold' });
    const oneStep = taken() - start;
    // Both have half a year before them; a day more or less is below two euros.
    const difference = twoSteps > oneStep ? twoSteps - oneStep : oneStep - twoSteps;
    expect(difference).toBeLessThan(200n);
  });

  it('[5.12] one quote is redeemed once, and not by another client', async () => {
    await begin();
    const placed = await running(world, 'gold');
    const other = await buy(world, 'other', [item('web', 'gold', 'monthly')]);
    const quote = await quoteOf(world, placed, { planId: 'silver' });
    const first = await redeem(world, placed, quote);
    const held = await creditHeld(world, placed);
    expect(await redeem(world, placed, quote)).toEqual(first);
    expect(await creditHeld(world, placed)).toBe(held);
    expect(await codeOf(redeem(world, { ...other, packageId: placed.packageId }, quote))).toBe(
      'not_found',
    );
    expect(await codeOf(redeem(world, other, quote))).not.toBe('none');
  });
});

describe('a promotion', () => {
  it('[7.9, 5.14] on a line that is taken back gives back what was paid, no more', async () => {
    await begin();
    const placed = await running(world, 'gold', 'annual', { promotionCode: 'FOREVER10' });
    const paid = taken();
    const { documents } = await quoteOf(world, placed, { planId: 'bronze' });
    const [note] = documents.filter(({ kind }) => kind === 'credit_note');
    // All days are unused: the set-up fee alone stays.
    expect(-(note?.total.amount ?? 0n)).toBeLessThanOrEqual(paid);
    const { lines } = await world.engine.execute(placed.client, 'invoices.get', placed);
    const plan = lines.map(({ net }) => net.amount).sort((a, b) => Number(b - a))[0];
    const back = note?.lines.reduce((sum, { net }) => sum - net.amount, 0n);
    expect(back).toBe(plan);
  });
});

describe('a command that is sent again', () => {
  it('[4.4] with another amount is refused, and the first result stands', async () => {
    await begin(scenarioCatalog());
    const { client } = await orderAs(world, 'camille');
    const commandId = world.newId();
    const credit = (amount: bigint) =>
      world.engine.execute(world.operator, 'clients.credit', {
        commandId,
        clientId: client.clientId,
        amount: { amount, currency: 'EUR' },
        reason: 'A gift.',
      });
    await credit(1000n);
    expect(await codeOf(credit(2000n))).toBe('conflict');
    expect(await codeOf(credit(1000n))).toBe('none');
    expect(await creditHeld(world, { client, orderId: '', invoiceId: '', packageId: '' })).toBe(
      1000n,
    );
  });

  it('[8.5] a page that makes a new one while a payment has no known end is refused', async () => {
    await begin(scenarioCatalog());
    await world.restart({ callSeconds: 0.2 });
    const placed = await orderAs(world, 'camille');
    await world.fault('charge', 'lose-answer');
    expect((await payCard(world, placed, 'good')).state).toBe('unknown');
    for (let n = 0; n < 3; n += 1) {
      expect(await codeOf(payCard(world, placed, 'good'))).toBe('charge_open');
    }
    for (const seconds of [60, 300, 1800]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('invoice_not_payable');
    expect(world.vendor.state().charges).toHaveLength(1);
  });
});

it('[8.3] what a card gives less than was asked stays open, and is asked for once', async () => {
  await begin(scenarioCatalog());
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'partial');
  expect((await openOf(world, placed)).amount).toBe(6734n);
  const old = { amount: 13_468n, currency: 'EUR' };
  expect(await codeOf(payCard(world, placed, 'good', { confirmedTotal: old }))).toBe(
    'amount_changed',
  );
  await payCard(world, placed, 'good');
  expect(taken()).toBe(13_468n);
});

it('[2.10] a trial is had once per client and product, and can ask for an account', async () => {
  const trial = (needs: boolean) =>
    scenarioCatalog({
      provider: { billing: defaultBilling },
      products: (product) =>
        product.id !== 'web'
          ? product
          : {
              ...product,
              plans: product.plans.map((plan) => ({
                ...plan,
                trialDays: 14,
                ...(needs ? { trialNeedsAccount: true } : {}),
              })),
            },
    });
  await begin(trial(false));
  const items = [item('web', 'silver', 'monthly')];
  const { client } = await buy(world, 'camille', items);
  const total = async () =>
    (await world.engine.execute(client, 'orders.quote', { currency: 'EUR', items })).total.amount;
  expect(await total()).toBe(959n);
  await world.close();
  await begin(trial(true));
  const asked = await world.engine.execute({ kind: 'public' }, 'orders.quote', {
    currency: 'EUR',
    items,
    taxAddress: { country: 'FR' },
  });
  expect(asked.total.amount).toBe(959n);
});
