import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../src/rules/plain-date.ts';
import { forget, type RunningProvider, startBrowser, startProvider, until } from './provider.ts';
import { fillCard, type Ordered, placeOverHttp, signIn } from './shopper.ts';

/** A month of Silver with French VAT. */
const price = '9.59';

let provider: RunningProvider;
let browser: Browser;

beforeAll(async () => {
  provider = await startProvider({ env: { RETRY_SECONDS: '1,1' } });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await forget(provider);
});

async function today(): Promise<string> {
  const answer = (await (await fetch(`${provider.shop}/time`)).json()) as { today: string };
  return answer.today;
}

function post(type: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': type };
  return fetch(`${provider.shop}/time`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Moves the provider's date, and gives what each day's run did. */
async function moveTo(date: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await post('application/json', { date });
  const lines = (await answer.text()).trimEnd().split('\n');
  const days = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(days.at(-1)).toMatchObject({ date });
  return days;
}

async function payAndKeep(page: Page, order: Ordered, card: string): Promise<void> {
  await page.goto(`${provider.shop}/portal#/pay/${order.invoiceId}`);
  await fillCard(page, card);
  await page.getByLabel('Save as a billing account').check();
  await page.getByRole('button', { name: /^Confirm payment of/ }).click();
}

const statusIs = (order: Ordered, status: string): Promise<void> =>
  until(`the package to be ${status}`, async () => {
    const { body } = await provider.operator('GET', `/packages/${order.packageId}`);
    return body['status'] === status;
  });

function orderSilver(userName: string): Promise<Ordered> {
  return placeOverHttp(provider, { userName, cycle: 'monthly', total: price });
}

async function mailsTo(userName: string): Promise<readonly string[]> {
  const mails = await provider.mails();
  return mails.filter(({ to }) => to.includes(userName)).map(({ subject }) => subject);
}

describe('the time machine', () => {
  it('[19.3, 16.1, 8.8] three months of renewals are invoiced and charged to the kept card', async () => {
    const order = await orderSilver('steady');
    const page = await signIn(browser, provider, order);
    await payAndKeep(page, order, '4242424242424242');
    await page.getByRole('heading', { name: `Paid €${price}` }).waitFor();
    await statusIs(order, 'active');
    const begin = await today();

    const days = await moveTo(addDays(addMonths(begin, 3), 10));

    const sumOf = (name: string) => days.reduce((sum, day) => sum + Number(day[name]), 0);
    expect([sumOf('invoices'), sumOf('charges'), sumOf('suspensions')]).toEqual([3, 3, 0]);
    const { charges } = await provider.vendorState();
    expect(charges.map(({ status }) => status)).toEqual(Array(4).fill('captured'));
    await page.goto(`${provider.shop}/portal#/invoices`);
    await page.reload();
    const list = page.locator('rr-invoice-list');
    await list
      .getByRole('row', { name: /HL-.*Paid/ })
      .nth(3)
      .waitFor();
    expect(await list.getByRole('row', { name: /HL-/ }).count()).toBe(4);
    await page.context().close();
  });

  it('[19.3, 16.2, 16.3, 5.4] a card that is declined later: reminded, suspended, paid, back', async () => {
    const order = await orderSilver('declined');
    const page = await signIn(browser, provider, order);
    await payAndKeep(page, order, '4000000000003220');
    await page.getByRole('button', { name: 'Confirm with your bank' }).click();
    const challenge = page.frameLocator('iframe');
    await challenge.getByRole('button', { name: /Approve/ }).click();
    await page.getByRole('heading', { name: `Paid €${price}` }).waitFor();
    await statusIs(order, 'active');

    await moveTo(addDays(addMonths(await today(), 1), 20));

    await statusIs(order, 'suspended');
    const subjects = (await mailsTo('declined')).join('\n');
    expect(subjects).toContain('Reminder');
    expect(subjects).toContain('is suspended');
    await page.goto(`${provider.shop}/portal#/packages/${order.packageId}`);
    await page.reload();
    await page.locator('rr-package').getByText('Suspended').first().waitFor();

    await page.goto(`${provider.shop}/portal#/pay/`);
    await page.getByRole('radio', { name: 'Card', exact: true }).check();
    await fillCard(page, '4242424242424242');
    await page.getByRole('button', { name: /^Confirm payment of/ }).click();
    await page.getByRole('heading', { name: /^Paid €/ }).waitFor();
    await statusIs(order, 'active');
    await page.goto(`${provider.shop}/portal#/packages/${order.packageId}`);
    await page.locator('rr-package').getByText('Active', { exact: true }).waitFor();
    await page.context().close();
  });

  it('[19.3] the bar on a page shows the date, and moves it', async () => {
    const page = await browser.newPage();
    await page.goto(`${provider.shop}/`);
    const bar = page.getByRole('form', { name: 'Time machine' });
    const next = addDays(await today(), 2);
    await bar.getByText(await today()).waitFor();
    await bar.getByLabel('Move to').fill(next);
    await bar.getByRole('button', { name: 'Go' }).click();
    await bar.getByText(next).waitFor();
    expect(await today()).toBe(next);
    await page.close();
  });

  it('[19.3] it does not go back, nor for a form of another page', async () => {
    const before = await today();
    const back = await post('application/json', { date: addDays(before, -1) });
    expect(await back.text()).toContain('cannot be moved back');
    const form = await post('text/plain', { date: addDays(before, 1) });
    expect(form.status).toBe(415);
    const far = await post('application/json', { date: '9999-01-01' });
    expect(far.status).toBe(400);
    expect(await today()).toBe(before);
  });

  it('[19.3] the moved date is there after a kill and a start', async () => {
    const before = await today();
    await provider.stop('SIGKILL');
    provider = await startProvider({ folder: provider.folder });
    expect(await today()).toBe(before);
  });
});
