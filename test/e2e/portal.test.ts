import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget, type RunningProvider, startBrowser, startProvider } from './provider.ts';
import { placeOverHttp, signIn } from './shopper.ts';

let provider: RunningProvider;
let browser: Browser;

beforeAll(async () => {
  provider = await startProvider();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await forget(provider);
});

describe('the client portal', () => {
  it('[13.3, S4, S7] has a menu of what is configured, and each entry its view', async () => {
    const order = await placeOverHttp(provider, { userName: 'portal', total: '103.55' });
    const page = await signIn(browser, provider, order);
    const menu = page.getByRole('navigation', { name: 'Account', exact: true });
    expect(await menu.getByRole('link').allInnerTexts()).toEqual([
      'Home',
      'Invoices',
      'Packages',
      'Billing accounts',
      'Contacts',
    ]);
    for (const name of ['Invoices', 'Billing accounts', 'Contacts', 'Packages']) {
      await menu.getByRole('link', { name }).click();
      await page.getByRole('heading', { name, exact: true }).first().waitFor();
      await page.waitForFunction((title) => document.title.startsWith(title), name);
    }
    await page
      .getByRole('link', { name: /Silver/ })
      .first()
      .click();
    await page.getByText('Package ID').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Packages' }).waitFor();
    await menu.getByRole('link', { name: 'Home' }).click();
    await page.getByText(order.invoiceNumber).first().waitFor();
    for (const name of ['What happens next', 'Add funds', 'Balance report', 'To-do items']) {
      await page.getByRole('link', { name, exact: true }).first().click();
      await page.waitForFunction((title) => document.title.startsWith(title), name);
      await page.locator('rr-portal').getByRole('heading').first().waitFor();
      await page.goBack();
    }
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('User name').waitFor();
    await page.context().close();
  });

  it('[S132, 3.6] stands in the hosting panel too, under the panel’s own sign-in', async () => {
    const page = await browser.newPage();
    await page.goto(`${provider.panel}/billing#/invoices`);
    await page
      .getByText(/HL-\d{4}-\d+/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    await page.close();
  });

  it('[19.7] the same widgets in a page that loads each when it is needed', async () => {
    const order = await placeOverHttp(provider, { userName: 'lazy', total: '103.55' });
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const parts: string[] = [];
    page.on('request', (request) => {
      const part = /\/lazy\/([a-z-]+)-\w+\.js$/.exec(request.url())?.[1];
      if (part !== undefined && part !== 'chunk') parts.push(part);
    });
    await page.goto(`${provider.shop}/widgets`);
    await page.getByLabel('User name').fill(order.userName);
    expect(parts).toEqual(['sign-in']);
    await page.getByLabel('Password', { exact: true }).fill(order.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(order.invoiceNumber).first().waitFor();
    expect(parts.toSorted()).toEqual(['invoice-list', 'package-list', 'sign-in']);
    await context.close();
  });
});
