import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedFigures } from '../support/figures.ts';
import { forget, type RunningProvider, startBrowser, startProvider, until } from './provider.ts';
import { fillCard, signIn } from './shopper.ts';

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

async function openShop(query: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${provider.shop}/shop?${query}`);
  await page.getByLabel('First name').waitFor();
  return page;
}

async function fillContact(page: Page, userName: string, country: string): Promise<void> {
  await page.getByLabel('First name').fill('Camille');
  await page.getByLabel('Last name').fill('Moreau');
  await page.getByLabel('E-mail').fill('camille@atelier-lumiere.example');
  await page.getByLabel('Street address').fill('12 rue des Lilas');
  await page.getByLabel('Zip').fill('69003');
  await page.getByLabel('City').fill('Lyon');
  await page.getByLabel('Country').selectOption(country);
  await page.getByLabel('Phone').fill('+33 4 72 00 00 00');
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Send me a link to set it instead').check();
}

const mailTo = async (subject: string): Promise<string> => {
  let text = '';
  await until(`the mail “${subject}”`, async () => {
    const mail = (await provider.mails()).find((one) => one.subject.includes(subject));
    text = mail?.text ?? '';
    return mail !== undefined;
  });
  return text;
};

describe('the first sale, from the shop to the panel', () => {
  it('[4.1, 4.2, 4.5, 4.6, 5.9, 7.2] a French consumer orders, pays, and signs in to the panel', async () => {
    const page = await openShop(
      'product=web&plan=silver&cycle=annual&add-ons=ip:2&code=WELCOME20&domain=atelier.example',
    );
    await fillContact(page, 'camille', 'FR');
    const total = `€${expectedFigures['total']}`;
    await page.getByRole('button', { name: `Order and pay ${total}` }).waitFor();
    for (const figure of ['net', 'tax', 'next.total']) {
      await page.getByText(`€${expectedFigures[figure]}`).first().waitFor();
    }
    await fillCard(page, '4242424242424242');
    await page.getByLabel(/I accept the/).check();
    await page.getByRole('button', { name: `Order and pay ${total}` }).dblclick();
    await page.getByRole('heading', { name: `Paid ${total}` }).waitFor();

    const welcome = await mailTo('is ready');
    expect(welcome).toContain(`${provider.shop}/portal`);
    expect(welcome).toContain('User name: camille');
    const { charges, accounts } = await provider.vendorState();
    expect(charges).toHaveLength(1);
    expect(accounts).toMatchObject([{ plan: 'silver' }]);
    const clients = await provider.operator('GET', '/clients');
    expect(clients.body['rows']).toHaveLength(1);
    await page.context().close();

    await setPasswordByLink(welcome);
    await useAccount(total);
  });

  it('[4.5] a free order needs no payment', async () => {
    const page = await openShop('product=free&plan=starter&cycle=annual');
    await fillContact(page, 'gratis', 'FR');
    await page.getByLabel(/I accept the/).check();
    await page.getByRole('button', { name: /nothing to pay/ }).click();
    await mailTo('Starter');
    const { charges, accounts } = await provider.vendorState();
    expect(charges).toHaveLength(1);
    expect(accounts).toHaveLength(2);
    await page.context().close();
  });

  it('[4.1] a yen order has no decimals', async () => {
    const page = await openShop('product=web&plan=silver&cycle=annual&currency=JPY');
    await fillContact(page, 'yen', 'JP');
    await page.getByRole('button', { name: /Order and pay ¥14,018/ }).waitFor();
    await fillCard(page, '4242424242424242');
    await page.getByLabel(/I accept the/).check();
    await page.getByRole('button', { name: /Order and pay ¥14,018/ }).click();
    await page.getByRole('heading', { name: 'Paid ¥14,018' }).waitFor();
    const { charges } = await provider.vendorState();
    expect(charges.at(-1)).toMatchObject({ currency: 'JPY', amount: 14018 });
    await page.context().close();
  });

  it('[4.1, 3.4, 8.2] a client signs in on the order page and pays by transfer', async () => {
    const page = await openShop('product=web&plan=bronze&cycle=annual');
    await page.getByRole('button', { name: 'Sign in' }).first().click();
    const form = page.locator('rr-sign-in');
    await form.getByLabel('User name').fill('camille');
    await form.getByLabel('Password', { exact: true }).fill('une phrase bien longue');
    await form.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/Ordering as/).waitFor();
    await page.getByLabel('Bank transfer').check();
    await page.getByLabel(/I accept the/).check();
    // French VAT is charged from the client's own data: 43.09 and 20%.
    await page.getByRole('button', { name: 'Order for €51.71' }).click();
    await page.getByRole('heading', { name: 'Pay by bank transfer' }).waitFor();
    const { charges } = await provider.vendorState();
    expect(charges).toHaveLength(2);
    await page.context().close();
  });

  it('[3.6] the hosting panel shows the client by a session of its own server', async () => {
    const page = await browser.newPage();
    await page.goto(provider.panel);
    await page
      .getByText(/HL-\d{4}-\d+/)
      .first()
      .waitFor();
    await page.close();
  });

  it('[4.4] everything is there again after a stop and a start', async () => {
    await provider.stop('SIGKILL');
    provider = await startProvider({ folder: provider.folder });
    const clients = await provider.operator('GET', '/clients');
    expect(clients.body['rows']).toHaveLength(3);
    expect((await provider.mails()).length).toBeGreaterThan(3);
  });
});

async function setPasswordByLink(welcome: string): Promise<void> {
  const link = /https?:\/\/\S+#token=[\w-]+/.exec(welcome)?.[0] ?? '';
  const page = await browser.newPage();
  await page.goto(link);
  await page.getByLabel('New password').fill('une phrase bien longue');
  await page.getByLabel('Confirm password').fill('une phrase bien longue');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  await page.close();
}

async function useAccount(total: string): Promise<void> {
  const password = 'une phrase bien longue';
  const page = await signIn(browser, provider, { userName: 'camille', password });
  await page.getByRole('link', { name: 'Invoices' }).click();
  await page.getByRole('link', { name: /^HL-\d{4}-000001$/ }).click();
  await page.getByText('Paid').first().waitFor();
  await page.getByRole('row', { name: /T-1001.*Visa •••• 4242/ }).waitFor();
  await page.getByText(total).first().waitFor();
  await page.getByRole('link', { name: 'Packages' }).first().click();
  await page
    .getByRole('link', { name: /Silver/ })
    .first()
    .click();
  const [panel] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Panel login' }).click(),
  ]);
  await panel.getByText(/Signed in as/).waitFor();
  await page.context().close();
}
