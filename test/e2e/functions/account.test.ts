import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../../src/rules/plain-date.ts';
import { type OrderedMany, orderMany } from '../shopper.ts';
import { fillCardBy } from './card.ts';
import { today } from './clock.ts';
import { type Hand, handKinds, takeHand } from './hands.ts';
import { menu, openStage, payByNewCard, signInBy, view } from './stage.ts';

const stage = openStage();

describe.each(handKinds)('the account, by %s', (kind) => {
  let hand: Hand;
  /** Two packages that run. */
  let order: OrderedMany;
  /** An invoice that is not paid. */
  let open: OrderedMany;

  beforeAll(async () => {
    hand = await stage.hand(kind);
    const { provider } = stage;
    order = await orderMany(provider, `account-${kind}`, [
      { plan: 'silver', cycle: 'monthly' },
      { plan: 'bronze' },
    ]);
    await stage.receive(order.invoiceId);
    for (const packageId of order.packageIds) await stage.packageIs(packageId, 'active');
    await recordTraffic(order.packageIds[0] ?? '');
    await signInBy(hand, stage, order);
    const session = hand.page.request;
    open = await orderMany(provider, order.userName, [{ plan: 'gold' }], session);
    await hand.page.reload();
  });
  afterAll(() => hand?.close());

  /** A gigabyte is allowed 250 times a month; 100 more at 0.04 are 4.00. */
  async function recordTraffic(packageId: string): Promise<void> {
    const day = await today(stage.provider);
    const readings = [{ resource: 'traffic', day, value: '350' }];
    await stage.command('/usage/record', { packageId, readings });
  }

  const region = (name: string | RegExp): ReturnType<Hand['page']['getByRole']> =>
    hand.page.getByRole('region', { name });

  it('[13.1, S103, S104, S105, S106, S107] credit, usage, what is due, and what to pay', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    const account = page.locator('rr-account');
    for (const text of ['Account credit balance', 'Usage charge', 'Due invoices balance']) {
      await account.getByText(text, { exact: true }).waitFor();
    }
    await account.getByText('€4.00', { exact: true }).waitFor();
    await account.getByText('1 outstanding invoice').waitFor();
    await hand.press(page.getByRole('link', { name: `Pay now, ${open.invoiceNumber}` }).first());
    await view(hand, /^Pay invoice/);
    await payByNewCard(hand, '€194.27');
    await menu(hand, 'Home');
    await page.getByText('All invoices are settled').waitFor();
  });

  it('[13.1, S108] a to-do item says what to do, and leads there', async () => {
    const { page } = hand;
    const { provider } = stage;
    const late = await orderMany(provider, order.userName, [{ plan: 'bronze' }], page.request);
    await page.reload();
    await menu(hand, 'Home');
    const items = region('Latest to-do items');
    await items.getByText(`Pay ${late.invoiceNumber}`, { exact: true }).waitFor();
    await hand.press(items.getByRole('link', { name: /^Pay now/ }));
    await view(hand, /^Pay invoice/);
    await page.getByText(late.invoiceNumber).first().waitFor();
    await stage.receive(late.invoiceId);
    await menu(hand, 'Home');
    await region('Latest to-do items').getByText('Nothing to do.').waitFor();
  });

  it('[13.1, S110, S111, S112] every package: its properties, and Switch to subscription', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    const packages = region(/^Packages/);
    await packages.getByRole('row', { name: /Silver/ }).waitFor();
    await packages.getByRole('row', { name: /Gold/ }).waitFor();
    const switchTo = packages.getByRole('button', { name: /^Switch to subscription, Silver/ });
    const [panel] = await Promise.all([page.context().waitForEvent('page'), hand.press(switchTo)]);
    await panel.getByText(/Signed in as/).waitFor();
    await panel.close();
    await hand.press(packages.getByRole('link', { name: /Silver/ }).first());
    await view(hand, /Silver/);
  });

  it('[14.1, 14.2, S109, S129] joins an affiliate program, and has its link', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    await hand.press(page.getByRole('link', { name: 'Affiliate programs', exact: true }));
    await view(hand, 'Affiliate programs');
    await hand.press(page.getByRole('button', { name: 'Join Tell a friend' }));
    expect(await page.getByLabel('Your referral link').inputValue()).toMatch(/\?ref=\w/);
    await menu(hand, 'Home');
    await region('Affiliate programs')
      .getByText(/earned|earnings/i)
      .first()
      .waitFor();
  });

  it('[13.2, S19] the balance report over some days, and as CSV', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    await hand.press(page.getByRole('link', { name: 'Balance report' }).last());
    await view(hand, 'Balance report');
    const rows = page.locator('rr-balance-report').getByRole('row');
    await rows.filter({ hasText: order.invoiceNumber }).first().waitFor();
    await hand.check(page.getByRole('radio', { name: 'This year' }));
    const now = await today(stage.provider);
    await hand.date(page.getByLabel(/^From/), addDays(now, -40));
    await hand.date(page.getByLabel(/^Until/), addDays(now, -30));
    await hand.press(page.getByRole('button', { name: 'Show these days' }));
    await rows.filter({ hasText: order.invoiceNumber }).first().waitFor({ state: 'detached' });
    await hand.check(page.getByRole('radio', { name: 'All', exact: true }));
    await rows.filter({ hasText: order.invoiceNumber }).first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      hand.press(page.getByRole('button', { name: 'Download CSV' })),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain(order.invoiceNumber);
  });

  it('[19.2, S116] what happens next, as a list and as a timeline', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    await hand.press(page.getByRole('link', { name: 'What happens next' }));
    await view(hand, 'What happens next');
    await page.getByText('Invoice', { exact: true }).first().waitFor();
    await hand.check(page.getByRole('radio', { name: 'If unpaid' }));
    await page.getByText('Suspension', { exact: false }).first().waitFor();
    await hand.check(page.getByRole('radio', { name: 'Timeline' }));
    await page.getByRole('img').first().waitFor();
  });

  it('[13.3, S4, S7] signs out, and in again', async () => {
    await hand.press(hand.page.getByRole('button', { name: 'Sign out' }));
    await signInBy(hand, stage, order);
  });

  it('[3.6, 13.1, 19.7, S2, S102, S132] the same page in the hosting panel', async () => {
    const inPanel = await takeHand(kind, stage.browser);
    await inPanel.page.goto(`${stage.provider.panel}/billing`);
    await view(inPanel, 'Account');
    await inPanel.page.getByText('Account credit balance').waitFor();
    expect(await inPanel.page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    await menu(inPanel, 'Invoices');
    await inPanel.page
      .getByText(/HL-\d{4}-\d+/)
      .first()
      .waitFor();
    await inPanel.close();
  });

  it('[8.4, S103] adds funds, which are account credit then', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    await hand.press(page.locator('rr-account').getByRole('link', { name: 'Add funds' }));
    await view(hand, 'Add funds');
    await hand.check(page.getByRole('radio', { name: 'Card', exact: true }));
    await fillCardBy(hand, '4242424242424242');
    await hand.press(page.getByRole('button', { name: 'Add funds' }));
    await page.getByText('Enter an amount from €10.00 to €500.00.').waitFor();
    await hand.type(page.getByLabel('Amount in EUR'), '25');
    await hand.press(page.getByRole('button', { name: 'Add €25.00' }));
    await view(hand, 'Paid €25.00');
    await page.getByText('This receipt is no tax invoice.').waitFor();
    await menu(hand, 'Home');
    await page.locator('rr-account').getByText('€25.00', { exact: true }).waitFor();
  });
});
