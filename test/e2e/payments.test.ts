import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget, type RunningProvider, startBrowser, startProvider, until } from './provider.ts';
import { payByCard, placeOverHttp, signIn } from './shopper.ts';

let provider: RunningProvider;
let browser: Browser;

beforeAll(async () => {
  provider = await startProvider({ env: { RETRY_SECONDS: '1,1', SETTLE_SECONDS: '3' } });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await forget(provider);
});

async function statusOf(path: string): Promise<unknown> {
  return (await provider.operator('GET', path)).body['status'];
}

const paid = (invoiceId: string): Promise<void> =>
  until(
    'the invoice to be paid',
    async () => (await statusOf(`/invoices/${invoiceId}`)) === 'paid',
  );

const active = (packageId: string): Promise<void> =>
  until('the package', async () => (await statusOf(`/packages/${packageId}`)) === 'active');

describe('paying in the portal', () => {
  it('[8.1, 8.5] a declined card says why, and another one pays', async () => {
    const order = await placeOverHttp(provider, { userName: 'decline', total: '103.55' });
    const page = await signIn(browser, provider, order);
    await payByCard(page, provider, order.invoiceId, '4000000000009995');
    await page.getByRole('heading', { name: 'The payment was declined' }).waitFor();
    await page.getByText('Nothing was charged, and the invoices stay open.').waitFor();
    expect(await statusOf(`/invoices/${order.invoiceId}`)).toBe('unpaid');
    await page.getByRole('button', { name: 'Try again' }).click();
    await payByCard(page, provider, order.invoiceId, '4242424242424242');
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    await active(order.packageId);
    await page.context().close();
  });

  it('[8.5] a 3-D Secure challenge that is passed charges once', async () => {
    const order = await placeOverHttp(provider, { userName: 'challenge', total: '103.55' });
    const page = await signIn(browser, provider, order);
    await payByCard(page, provider, order.invoiceId, '4000000000003220');
    await page.getByRole('button', { name: 'Confirm with your bank' }).click();
    await page
      .frameLocator('iframe')
      .getByRole('button', { name: /Approve/ })
      .click();
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    await active(order.packageId);
    await page.context().close();
  });

  it('[8.5] a challenge that is abandoned charges nothing, and the invoice can be paid', async () => {
    const order = await placeOverHttp(provider, { userName: 'abandon', total: '103.55' });
    const page = await signIn(browser, provider, order);
    await payByCard(page, provider, order.invoiceId, '4000000000003220');
    await page.getByRole('button', { name: 'Cancel payment' }).click();
    await page.getByRole('heading', { name: 'The payment was canceled' }).waitFor();
    expect(await statusOf(`/invoices/${order.invoiceId}`)).toBe('unpaid');
    await page.getByRole('button', { name: 'Try again' }).click();
    await payByCard(page, provider, order.invoiceId, '4242424242424242');
    await paid(order.invoiceId);
    await page.context().close();
  });

  it('[8.13, 8.7] a late settlement shows as pending, and its webhook pays the invoice', async () => {
    const order = await placeOverHttp(provider, { userName: 'late', total: '103.55' });
    const page = await signIn(browser, provider, order);
    await payByCard(page, provider, order.invoiceId, '4000000000000077');
    await page.getByRole('heading', { name: 'The payment is on its way' }).waitFor();
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    await active(order.packageId);
    await page.context().close();
  });

  it('[8.11, 8.2] a bank transfer shows the reference, and the operator marks it paid', async () => {
    const order = await placeOverHttp(provider, { userName: 'transfer', total: '103.55' });
    const page = await signIn(browser, provider, order);
    await page.goto(`${provider.shop}/portal#/pay/${order.invoiceId}`);
    await page.getByLabel('Bank transfer').check();
    await page.getByRole('button', { name: /^Confirm payment of/ }).click();
    await page.getByRole('heading', { name: 'Pay by bank transfer' }).waitFor();
    await page.getByText(/^RF\d\d HL/).waitFor();
    await page.getByText('DE02 1203 0000 0000 2020 51', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Scan this code with your banking app' }).waitFor();
    const answer = await provider.operator('POST', `/invoices/${order.invoiceId}/mark-paid`, {
      commandId: randomUUID(),
      paidOn: '2026-01-02',
      method: 'Bank transfer',
      reference: 'FB-1',
    });
    expect(answer).toMatchObject({ status: 200, body: { status: 'paid' } });
    await active(order.packageId);
    await page.goto(`${provider.shop}/portal#/invoices/${order.invoiceId}`);
    await page.getByRole('row', { name: /Bank transfer/ }).waitFor();
    await page.context().close();
  });

  it('[4.7] provisioning that fails for good leaves the money traceable and a to-do', async () => {
    const order = await placeOverHttp(provider, { userName: 'fails', total: '103.55' });
    await provider.fault('account', 'refuse', 20);
    const page = await signIn(browser, provider, order);
    await payByCard(page, provider, order.invoiceId, '4242424242424242');
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    await until('the package to fail', async () => {
      return (await statusOf(`/packages/${order.packageId}`)) === 'failed';
    });
    await page.goto(`${provider.shop}/portal#/packages/${order.packageId}`);
    await page.getByText('could not be set up yet').waitFor();
    const todos = await provider.operator('GET', '/todos');
    expect(JSON.stringify(todos.body)).toContain(order.packageId);
    await page.context().close();
  });

  it('[4.4, 8.5] two tabs that pay at once make one charge', async () => {
    const order = await placeOverHttp(provider, { userName: 'tabs', total: '103.55' });
    const first = await signIn(browser, provider, order);
    const second = await signIn(browser, provider, order);
    await Promise.all(
      [first, second].map((page) => payByCard(page, provider, order.invoiceId, '4242424242424242')),
    );
    await paid(order.invoiceId);
    const { body } = await provider.operator('GET', `/invoices/${order.invoiceId}`);
    expect(body['transactions']).toHaveLength(1);
    await first.context().close();
    await second.context().close();
  });
});
