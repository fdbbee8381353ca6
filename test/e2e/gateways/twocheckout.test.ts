import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../src/rules/plain-date.ts';
import { type ListeningTwoCheckout, listenTwoCheckout } from '../../fakes/twocheckout/node.ts';
import { until } from '../provider.ts';
import type { Ordered } from '../shopper.ts';
import { deliver, type GatewayStage, openGateways } from './stage.ts';

let stage: GatewayStage;
let listening: ListeningTwoCheckout;

/** The provider's clock, which a test moves: signatures of the API are good for minutes. */
function now(): Date {
  const file = stage === undefined ? '' : join(stage.provider.folder, 'clock.json');
  if (!existsSync(file)) return new Date();
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { readonly aheadMilliseconds: number };
  return new Date(Date.now() + kept.aheadMilliseconds);
}

beforeAll(async () => {
  listening = await listenTwoCheckout({
    now,
    deliver: (request) => deliver(stage.provider, 'twocheckout', request),
  });
  stage = await openGateways({ twocheckout: listening.url });
});
afterAll(async () => {
  await stage?.close();
  await listening?.close();
});
beforeEach(() => {
  Object.assign(listening.twoCheckout.outbox, { held: false, copies: 1, drop: 0 });
});

const once = ['payment settled 103.55'];
const paid = { name: 'Paid €103.55' };

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirm payment of/ }).click();
  await page.getByRole('button', { name: 'Place order' }).waitFor();
}

async function place(page: Page, holder = 'John Doe'): Promise<void> {
  await page.getByLabel('Name on card').fill(holder);
  await page.getByLabel('Card number').fill('4111 1111 1111 1111');
  await page.getByLabel('Expiration date').fill('12 / 34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: 'Place order' }).click();
}

const isReturn = (url: URL): boolean => url.searchParams.has('refno');

/** The charge that is or was made for an invoice, by what 2Checkout keeps of it. */
async function chargeOf({ invoiceId }: Pick<Ordered, 'invoiceId'>): Promise<string> {
  const { body } = await stage.provider.operator('GET', `/invoices/${invoiceId}`);
  const orders = [...listening.twoCheckout.state.orders.values()];
  const named = orders.findLast(({ product }) => product.includes(String(body['number'])));
  return named?.externalReference ?? '';
}

/** Booked once, with one order there, and each IPN has its receipt. */
async function expectOnce(order: Ordered): Promise<void> {
  await listening.twoCheckout.idle();
  expect(await listening.twoCheckout.repeat()).toBe(0);
  expect(await stage.booked(order)).toEqual(once);
  const held = listening.twoCheckout.orders(await chargeOf(order));
  expect(held.map(({ amount, status }) => [amount, status])).toEqual([[10_355n, 'COMPLETE']]);
}

describe('2Checkout’s own page', () => {
  it('[8.1, 8.7, S35] the IPN comes before the client is back', async () => {
    const { page, order } = await stage.arrive('before', '2Checkout');
    await page.route(isReturn, async (route) => {
      await stage.paid(order);
      await route.continue();
    });
    await confirm(page);
    await place(page);
    await page.getByRole('heading', paid).first().waitFor();
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.1, 8.7] the IPN comes after the client is back, twice at once', async () => {
    const { twoCheckout } = listening;
    twoCheckout.outbox.held = true;
    const { page, order } = await stage.arrive('after', '2Checkout');
    await confirm(page);
    await place(page);
    await page.getByRole('heading', paid).first().waitFor();
    const charge = await chargeOf(order);
    const answers = await Promise.all(
      [0, 1].map(() => deliver(stage.provider, 'twocheckout', twoCheckout.ipn(charge))),
    );
    for (const answer of answers) expect(await twoCheckout.isReceipt(charge, answer)).toBe(true);
    await twoCheckout.release();
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.7] IPNs come twice each while the client comes back', async () => {
    const { twoCheckout } = listening;
    Object.assign(twoCheckout.outbox, { held: true, copies: 2 });
    const { page, order } = await stage.arrive('during', '2Checkout');
    let released: Promise<void> | null = null;
    page.on('request', (request) => {
      if (isReturn(new URL(request.url()))) released ??= twoCheckout.release();
    });
    await confirm(page);
    await place(page);
    await page.getByRole('heading', paid).first().waitFor();
    expect(released).not.toBeNull();
    await released;
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.7] IPNs in reversed order, and a client who never comes back, book once', async () => {
    const { twoCheckout } = listening;
    twoCheckout.outbox.held = true;
    const { page, order } = await stage.arrive('reversed', '2Checkout');
    await confirm(page);
    const link = page.url();
    expect(new URL(link).searchParams.get('price')).toBe('103.55');
    await page.context().close();
    twoCheckout.pay(link);
    expect(await stage.statusOf(order)).toBe('unpaid');
    await twoCheckout.release('reversed');
    await stage.paid(order);
    await expectOnce(order);
  });

  it('[8.5] IPNs that are lost change nothing: the return is read', async () => {
    listening.twoCheckout.outbox.drop = 10;
    const { page, order } = await stage.arrive('lost', '2Checkout');
    await confirm(page);
    await place(page);
    await stage.paid(order);
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.5] a look-up without an answer is made again', async () => {
    const { twoCheckout } = listening;
    twoCheckout.outbox.drop = 10;
    const { page, order } = await stage.arrive('broken', '2Checkout');
    await confirm(page);
    twoCheckout.disturb('read', 'lose-answer');
    await place(page);
    await stage.paid(order);
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.1] a card that is declined there is replaced there, and booked once', async () => {
    const { page, order } = await stage.arrive('declined', '2Checkout');
    await confirm(page);
    await place(page, 'Mike Doe');
    await page.getByText('insufficient funds').waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    await place(page);
    await page.getByRole('heading', paid).first().waitFor();
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.1] an order that the review of frauds stops is a decline, without that word', async () => {
    const { page, order } = await stage.arrive('stopped', '2Checkout');
    await confirm(page);
    await place(page, 'Red Doe');
    await page.getByRole('heading', { name: 'The payment was declined' }).first().waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/fraud|stolen/i);
    expect(await stage.statusOf(order)).toBe('unpaid');
    expect(await stage.booked(order)).toEqual([]);
    await page.context().close();
  });

  it('[8.13] a transfer is on its way, and its IPN pays the invoice', async () => {
    const { page, order } = await stage.arrive('transfer', '2Checkout');
    await confirm(page);
    await page.getByRole('radio', { name: 'Bank transfer' }).check();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('heading', { name: 'The payment is on its way' }).first().waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    listening.twoCheckout.settle(await chargeOf(order));
    await stage.paid(order);
    await expectOnce(order);
    await page.context().close();
  });

  it('[8.10] a refund in the control panel is booked', async () => {
    const { page, order } = await stage.arrive('refunded', '2Checkout');
    await confirm(page);
    await place(page);
    await stage.paid(order);
    listening.twoCheckout.refundThere(await chargeOf(order), 2000n);
    const both = [...once, 'refund settled 20.00'].sort();
    await until('the refund', async () => (await stage.booked(order)).length > 1);
    await listening.twoCheckout.idle();
    expect([...(await stage.booked(order))].sort()).toEqual(both);
    await page.context().close();
  });

  it('[8.6] who leaves without paying can pay in another way once the page has ended', async () => {
    const { page, order } = await stage.arrive('left', '2Checkout');
    await confirm(page);
    const link = page.url();
    await page.goto(`${stage.provider.shop}/portal#/pay/${order.invoiceId}`);
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    expect(await stage.booked(order)).toEqual([]);
    const { today } = (await (await fetch(`${stage.provider.shop}/time`)).json()) as {
      today: string;
    };
    const moved = await fetch(`${stage.provider.shop}/time`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ date: addDays(today, 1) }),
    });
    await moved.text();
    expect(() => listening.twoCheckout.pay(link)).toThrow('The link expired.');
    expect(await stage.statusOf(order)).toBe('unpaid');
    await page.goto(`${stage.provider.shop}/portal#/invoices`);
    await page.goto(`${stage.provider.shop}/portal#/pay/${order.invoiceId}`);
    await page.getByRole('radio', { name: /^2Checkout/ }).check();
    await confirm(page);
    await place(page);
    await stage.paid(order);
    await expectOnce(order);
    await page.context().close();
  });
});
