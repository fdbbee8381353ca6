import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget, type RunningProvider, startBrowser, startProvider } from './provider.ts';
import { type Ordered, payByCard, placeOverHttp, signIn } from './shopper.ts';

const goodCard = '4242424242424242';

let provider: RunningProvider;
let browser: Browser;
let order: Ordered;
let page: Page;

beforeAll(async () => {
  provider = await startProvider();
  browser = await startBrowser();
  order = await placeOverHttp(provider, { userName: 'account', total: '103.55' });
  page = await signIn(browser, provider, order);
  await pay(order.invoiceId);
  await page.goto(`${provider.shop}/portal#/packages/${order.packageId}`);
  await page.getByRole('link', { name: 'Upgrade' }).waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await forget(provider);
});

async function pay(invoiceId: string): Promise<void> {
  await payByCard(page, provider, invoiceId, goodCard);
  await page.getByRole('heading', { name: /paid/i }).first().waitFor();
}

async function open(path: string): Promise<void> {
  await page.goto(`${provider.shop}/portal#/${path}`);
}

/** The ids of the widgets are in the address of the page. */
const placeIs = (pattern: RegExp): Promise<void> => page.waitForURL(pattern);

describe('the account of a client', () => {
  it('[13.1, S103, S105, S108, S110] shows credit, what is due, to-dos and packages', async () => {
    await open('');
    for (const name of ['Account credit balance', 'Due invoices balance', 'Latest to-do items']) {
      await page.getByText(name, { exact: true }).first().waitFor();
    }
    await page
      .getByRole('link', { name: /Silver/ })
      .first()
      .click();
    await placeIs(/#\/packages\/[\w-]+$/);
  });

  it('[14.1, S109] joins an affiliate program and gets its link', async () => {
    await open('affiliates');
    await page.getByRole('button', { name: /^Join/ }).click();
    const link = page.getByLabel('Your referral link');
    await link.waitFor();
    expect(await link.inputValue()).toMatch(/\?ref=\w/);
  });

  it('[5.10, 5.11, 5.17, S45, S49] upgrades: quote, confirmation, payment', async () => {
    await open(`packages/${order.packageId}/upgrade`);
    await page.getByRole('button', { name: 'Perform upgrade, Gold' }).click();
    await page.getByText('Due now').first().waitFor();
    await page
      .getByRole('button', { name: /^Upgrade and pay/ })
      .first()
      .click();
    await placeIs(/#\/pay\//);
    const invoiceId = page.url().split('/').at(-1) ?? '';
    await pay(invoiceId);
    await open(`packages/${order.packageId}`);
    await page.getByRole('heading', { name: /Gold/ }).first().waitFor();
  });

  it('[5.21] cancels at the end of the period, and goes on after all', async () => {
    await open(`packages/${order.packageId}/cancel`);
    await page.getByRole('combobox', { name: 'Reason' }).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Cancel at the end of the period' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel at the end of the period' }).click();
    await page.getByRole('button', { name: 'Undo the cancellation' }).click();
    await page.getByText('The cancellation was undone.').waitFor();
  });

  it('[3.2, 3.3, S95, S96, S98, S101] adds a contact, changes its mails and removes it', async () => {
    await open('contacts');
    await page.getByRole('link', { name: 'Add contact' }).first().click();
    const fields = [
      ['First name', 'Noor'],
      ['Last name', 'Haddad'],
      ['E-mail', 'noor@atelier.example'],
      ['Street address', '12 rue des Lilas'],
      ['Zip', '69003'],
      ['City', 'Lyon'],
      ['Primary phone', '+33 4 72 00 00 01'],
      ['User name', 'noor'],
    ] as const;
    for (const [label, value] of fields) {
      await page.getByLabel(label, { exact: true }).first().fill(value);
    }
    await page.getByLabel('Toggle all').uncheck();
    await page.getByLabel('New invoice').check();
    await page.getByRole('button', { name: 'Save contact' }).click();
    await placeIs(/#\/contacts(\/[\w-]+)?$/);
    await open('contacts');
    await page.getByText('noor@atelier.example').waitFor();
    await page.getByRole('button', { name: /^Remove, Noor/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page.getByText('noor@atelier.example').waitFor({ state: 'detached' });
  });

  it('[13.2, S19] reads the balance report and takes it along as CSV', async () => {
    await open('report');
    await page.getByText(order.invoiceNumber).first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain(order.invoiceNumber);
  });

  it('[19.2] sees what happens next, as a list and as a timeline', async () => {
    await open('outlook');
    await page.getByText('November 2027').first().waitFor();
    await page.getByText('Timeline', { exact: true }).first().click();
    await page
      .getByRole('img', { name: /^What is invoiced in each month/ })
      .first()
      .waitFor();
  });
});
