import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ListeningStripe, listenStripe } from '../../fakes/stripe/node.ts';
import { until } from '../provider.ts';
import { deliver, type GatewayStage, openGateways } from './stage.ts';

let stage: GatewayStage;
let stripe: ListeningStripe;
let checkout: ListeningStripe;

beforeAll(async () => {
  const hook = (plugin: string) => ({
    deliver: (request: Request) => deliver(stage.provider, plugin, request),
  });
  stripe = await listenStripe(hook('stripe'));
  checkout = await listenStripe(hook('stripe-checkout'));
  stage = await openGateways({ stripe: stripe.url, 'stripe-checkout': checkout.url });
});
afterAll(async () => {
  await stage?.close();
  await stripe?.close();
  await checkout?.close();
});
beforeEach(() => {
  for (const { stripe: fake } of [stripe, checkout]) {
    Object.assign(fake.outbox, { held: false, copies: 1, drop: 0 });
  }
});

const once = ['payment settled 103.55'];

async function fill(page: Page, number: string): Promise<void> {
  const fields = page.frameLocator('iframe[title="Secure payment input frame"]');
  await fields.getByLabel('Card number or IBAN').fill(number);
  await fields.getByLabel('Expiration date').fill('12 / 34');
  await fields.getByLabel('Security code').fill('123');
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirm payment of/ }).click();
}

const bank = (page: Page) => page.frameLocator('iframe[title="3D Secure"]');

describe('Stripe’s fields in the page', () => {
  it('[8.1, 9.6] a card is paid with, and its number is in no request of ours', async () => {
    const { page, order } = await stage.arrive('embedded', 'Card by Stripe');
    const ours: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(stage.provider.shop)) ours.push(request.postData() ?? '');
    });
    await fill(page, '4242 4242 4242 4242');
    await confirm(page);
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    expect(ours.join()).not.toMatch(/4242\s?4242/);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.1] a decline says why, and nothing is booked', async () => {
    const { page, order } = await stage.arrive('declined', 'Card by Stripe');
    await fill(page, '4000 0000 0000 9995');
    await confirm(page);
    await page.getByRole('heading', { name: 'The payment was declined' }).waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    await page.context().close();
  });

  it('[8.5] 3-D Secure that is passed charges once', async () => {
    const { page, order } = await stage.arrive('passed', 'Card by Stripe');
    await fill(page, '4000 0027 6000 3184');
    await confirm(page);
    await page.getByRole('button', { name: 'Confirm with your bank' }).click();
    await bank(page).getByRole('button', { name: 'Complete' }).click();
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.5] 3-D Secure that fails takes nothing', async () => {
    const { page, order } = await stage.arrive('failed', 'Card by Stripe');
    await fill(page, '4000 0027 6000 3184');
    await confirm(page);
    await page.getByRole('button', { name: 'Confirm with your bank' }).click();
    await bank(page).getByRole('button', { name: 'Fail' }).click();
    await page.getByRole('heading', { name: /declined|not confirmed/ }).waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    await page.context().close();
  });

  it('[8.5, 8.6] 3-D Secure that is abandoned is given up, and the invoice can be paid', async () => {
    const { page, order } = await stage.arrive('abandoned', 'Card by Stripe');
    await fill(page, '4000 0027 6000 3184');
    await confirm(page);
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    await page.getByRole('heading', { name: 'The payment was canceled' }).waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    await page.context().close();
  });

  it('[8.13] a SEPA debit is on its way, and its notification pays the invoice', async () => {
    const { page, order } = await stage.arrive('debit', 'Card by Stripe');
    await fill(page, 'DE08370400440532013003');
    await confirm(page);
    await page.getByRole('heading', { name: 'The payment is on its way' }).waitFor();
    expect(await stage.statusOf(order)).toBe('unpaid');
    const [intent] = stripe.stripe.intents(await chargeOf(order.invoiceId));
    expect(intent?.['status']).toBe('processing');
    stripe.stripe.settle(await chargeOf(order.invoiceId));
    await stage.paid(order);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });
});

/** The charge that is or was made for an invoice, by what Stripe keeps of it. */
async function chargeOf(invoiceId: string, at: ListeningStripe = stripe): Promise<string> {
  const { body } = await stage.provider.operator('GET', `/invoices/${invoiceId}`);
  const rows = [...at.stripe.state.rows.values()];
  const row = rows.findLast(
    ({ object, description }) =>
      object === 'payment_intent' && String(description).includes(String(body['number'])),
  );
  const metadata = (row?.['metadata'] ?? {}) as { readonly charge?: string };
  return metadata.charge ?? '';
}

describe('Stripe’s own page', () => {
  const leave = async (page: Page, number: string): Promise<void> => {
    await page.getByLabel('Card number or IBAN').fill(number);
    await page.getByLabel('Expiration date').fill('12 / 34');
    await page.getByLabel('Security code').fill('123');
    await page.getByRole('button', { name: 'Pay' }).click();
  };

  it('[8.1, 8.7, S35] the notification comes before the client is back', async () => {
    const { page, order } = await stage.arrive('before', 'Stripe Checkout');
    await confirm(page);
    await leave(page, '4242 4242 4242 4242');
    await stage.paid(order);
    await page.getByRole('heading', { name: 'Paid €103.55' }).first().waitFor();
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.1, 8.7] the client is back before the notification, which comes twice at once', async () => {
    checkout.stripe.outbox.held = true;
    const { page, order } = await stage.arrive('after', 'Stripe Checkout');
    await confirm(page);
    await leave(page, '4242 4242 4242 4242');
    await stage.paid(order);
    const charge = await chargeOf(order.invoiceId, checkout);
    const twice = await Promise.all([0, 1].map(() => checkout.stripe.webhook(charge)));
    const answers = await Promise.all(
      twice.map((request) => deliver(stage.provider, 'stripe-checkout', request)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await checkout.stripe.release('reversed');
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.5] notifications that are lost change nothing: the return is read', async () => {
    checkout.stripe.outbox.drop = 10;
    const { page, order } = await stage.arrive('lost', 'Stripe Checkout');
    await confirm(page);
    await leave(page, '4242 4242 4242 4242');
    await stage.paid(order);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });

  it('[8.6] who leaves the page without paying can pay in another way', async () => {
    const { page, order } = await stage.arrive('left', 'Stripe Checkout');
    await confirm(page);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    await page.getByRole('heading', { name: 'The payment was canceled' }).waitFor();
    await page.goto(`${stage.provider.shop}/portal#/invoices`);
    await page.goto(`${stage.provider.shop}/portal#/pay/${order.invoiceId}`);
    await page.getByRole('radio', { name: /^Card by Stripe/ }).check();
    await fill(page, '4242 4242 4242 4242');
    await confirm(page);
    await stage.paid(order);
    expect(await stage.booked(order)).toEqual(once);
    await page.context().close();
  });
});

describe('a kept card', () => {
  it('[8.8, 8.12, 9.6] is charged later, and a dispute opens its invoice again', async () => {
    const { page, order } = await stage.arrive('kept', 'Card by Stripe');
    await fill(page, '4242 4242 4242 4242');
    await page.getByLabel(/Save|Keep/).check();
    await confirm(page);
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    const charge = await chargeOf(order.invoiceId);
    stripe.stripe.dispute(charge, 'open');
    await stripe.stripe.idle();
    await until('the dispute', async () => (await stage.statusOf(order)) === 'unpaid');
    stripe.stripe.dispute(charge, 'won');
    await stage.paid(order);
    await page.context().close();
  });
});
