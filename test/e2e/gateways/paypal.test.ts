import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ListeningPayPal, listenPayPal } from '../../fakes/paypal/node.ts';
import { until } from '../provider.ts';
import type { Ordered } from '../shopper.ts';
import { deliver, type GatewayStage, openGateways } from './stage.ts';

let stage: GatewayStage;
let listening: ListeningPayPal;

beforeAll(async () => {
  listening = await listenPayPal({
    deliver: (request) => deliver(stage.provider, 'paypal', request),
  });
  stage = await openGateways({ paypal: listening.url });
});
afterAll(async () => {
  await stage?.close();
  await listening?.close();
});
beforeEach(() => {
  Object.assign(listening.paypal.outbox, { held: false, copies: 1, drop: 0 });
});

const once = ['payment settled 103.55'];
const paid = { name: 'Paid €103.55' };

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirm payment of/ }).click();
}

async function approve(page: Page, funding = 'PayPal balance'): Promise<void> {
  await page.getByRole('radio', { name: funding }).check();
  await page.getByRole('button', { name: 'Pay now' }).click();
}

/** The charge that is or was made for an invoice, by what PayPal keeps of it. */
async function chargeOf({ invoiceId }: Pick<Ordered, 'invoiceId'>): Promise<string> {
  const { body } = await stage.provider.operator('GET', `/invoices/${invoiceId}`);
  const orders = [...listening.paypal.state.orders.values()];
  const named = orders.findLast(({ description }) => description?.includes(String(body['number'])));
  return named?.invoiceId ?? '';
}

describe('PayPal’s own page', () => {
  it('[8.1, 8.7, S35] the webhook comes when the client is back, and books once', async () => {
    const { page, order } = await stage.arrive('returned', 'PayPal');
    await confirm(page);
    await approve(page);
    await page.getByRole('heading', paid).first().waitFor();
    await listening.paypal.idle();
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.7] an approval whose client never comes back is captured by its webhook', async () => {
    const { page, order } = await stage.arrive('away', 'PayPal');
    await confirm(page);
    await page.getByRole('button', { name: 'Pay now' }).waitFor();
    const approval = page.url();
    await page.context().close();
    listening.paypal.approve(approval);
    await stage.paid(order);
    await listening.paypal.idle();
    expect(await stage.booked(order)).toEqual(once);
  });

  it('[8.7] webhooks twice at once and in reversed order book once', async () => {
    listening.paypal.outbox.held = true;
    const { page, order } = await stage.arrive('twice', 'PayPal');
    await confirm(page);
    await approve(page);
    await stage.paid(order);
    const charge = await chargeOf(order);
    const both = await Promise.all([0, 1].map(() => listening.paypal.webhook(charge)));
    const answers = await Promise.all(
      both.map((request) => deliver(stage.provider, 'paypal', request)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await listening.paypal.release('reversed');
    expect(await stage.booked(order)).toEqual(once);
    expect(listening.paypal.captured(charge)).toBe(10_355n);
    await page.context().close();
  });

  it('[8.5] webhooks that are lost change nothing: the return is read', async () => {
    listening.paypal.outbox.drop = 10;
    const { page, order } = await stage.arrive('lost', 'PayPal');
    await confirm(page);
    await approve(page);
    await stage.paid(order);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.1] a card that PayPal declines is told, and nothing is booked', async () => {
    const { page, order } = await stage.arrive('declined', 'PayPal');
    await confirm(page);
    await approve(page, 'A card that is declined');
    await page.getByRole('heading', { name: 'The payment was declined' }).first().waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    expect(await stage.booked(order)).toEqual([]);
    await page.context().close();
  });

  it('[8.6] who leaves without approving can give up and start again', async () => {
    const { page, order } = await stage.arrive('left', 'PayPal');
    await confirm(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    await page.getByRole('heading', { name: 'The payment was canceled' }).waitFor();
    await page.goto(`${stage.provider.shop}/portal#/invoices`);
    await page.goto(`${stage.provider.shop}/portal#/pay/${order.invoiceId}`);
    await page.getByRole('radio', { name: /^PayPal/ }).check();
    await confirm(page);
    await approve(page);
    await stage.paid(order);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.13] a payment under review is on its way, and its webhook pays the invoice', async () => {
    const { page, order } = await stage.arrive('review', 'PayPal');
    await confirm(page);
    await approve(page, 'A payment that is reviewed');
    await page.getByRole('heading', { name: 'The payment is on its way' }).first().waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    listening.paypal.settle(await chargeOf(order));
    await stage.paid(order);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });
});

describe('a kept PayPal account', () => {
  it('[8.12, 9.6] is kept with the payment, and a dispute opens its invoice again', async () => {
    const { page, order } = await stage.arrive('kept', 'PayPal');
    await page.getByLabel(/Save|Keep/).check();
    await confirm(page);
    await approve(page);
    await page.getByRole('heading', paid).first().waitFor();
    await page.goto(`${stage.provider.shop}/portal#/billing-accounts`);
    await page.getByText('PayPal').first().waitFor();
    const charge = await chargeOf(order);
    listening.paypal.dispute(charge, 'open');
    await until('the dispute', async () => (await stage.statusOf(order)) === 'unpaid');
    listening.paypal.dispute(charge, 'won');
    await stage.paid(order);
    await page.context().close();
  });
});
