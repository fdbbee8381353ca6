import { appendFile, mkdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillCardBy } from './functions/card.ts';
import { moveBy } from './functions/clock.ts';
import { expectNoSideScroll } from './functions/narrow.ts';
import { menu, openStage, signInBy, view } from './functions/stage.ts';
import { type Effort, type Tally, tally } from './functions/tally.ts';
import { until } from './provider.ts';
import { orderMany } from './shopper.ts';

/** With a folder in it, each step leaves a picture there, and a line with what it took. */
const pictures = process.env['RACKRATE_PICTURES'];

const stage = openStage();
const client = { userName: 'camille', password: 'une longue phrase secrète' };
let hand: Tally;

async function picture(name: string, fullPage = true): Promise<void> {
  if (pictures === undefined) return;
  const path = `${pictures}/${name}.jpg`;
  await hand.page.screenshot({ path, type: 'jpeg', quality: 55, fullPage });
}

/** What the step took, without the time, which differs from machine to machine. */
async function took(step: string): Promise<Omit<Effort, 'waited'>> {
  const { waited, ...counts } = hand.take();
  if (pictures !== undefined) {
    const line = `${step}: ${JSON.stringify(counts)}, waited ${waited.toFixed(1)} s\n`;
    await appendFile(`${pictures}/walk.txt`, line);
  }
  return counts;
}

describe('a first-time client', () => {
  beforeAll(async () => {
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
    hand = tally(await stage.hand('mouse'));
  });

  it('[4.1, 4.5, S8, S10] orders and pays on one page', async () => {
    const { page } = hand;
    await page.goto(`${stage.provider.shop}/shop?product=web&plan=silver&cycle=annual`);
    await hand.look(() => page.getByLabel('First name').waitFor());
    const fields = [
      ['First name', 'Camille'],
      ['Last name', 'Moreau'],
      ['E-mail', 'camille@atelier.example'],
      ['Street address', '12 rue des Lilas'],
      ['Zip', '69003'],
      ['City', 'Lyon'],
      ['Phone', '+33 4 72 00 00 00'],
      ['User name', client.userName],
      ['Password', client.password],
    ] as const;
    for (const [label, value] of fields) {
      await hand.type(page.getByLabel(label, { exact: true }).first(), value);
    }
    await hand.choose(page.getByLabel('Country', { exact: true }), 'France');
    await fillCardBy(hand, '4242424242424242');
    await hand.check(page.getByLabel(/I accept the/));
    await picture('order');
    await hand.press(page.getByRole('button', { name: 'Order and pay €103.55' }));
    await hand.look(() => view(hand, 'Paid €103.55'));
    await page.getByText('Your package is being set up.').waitFor();
    expect(await page.getByLabel('Card number').count()).toBe(0);
    await picture('ordered');
    expect(await took('Order')).toEqual({ clicks: 3, fields: 12, pages: 1 });
  });

  it('[3.4, 13.1, S14] comes to the account from the welcome mail', async () => {
    const { page } = hand;
    let text = '';
    await until('the welcome mail', async () => {
      const mails = await stage.provider.mails();
      text = mails.find(({ subject }) => /is ready/.test(subject))?.text ?? '';
      return text !== '';
    });
    const [address = ''] = /http\S+\/portal\S*/.exec(text) ?? [];
    await page.goto(address);
    await hand.type(page.getByLabel('User name'), client.userName);
    await hand.type(page.getByLabel('Password', { exact: true }), client.password);
    await hand.press(page.getByRole('button', { name: 'Sign in' }));
    await hand.look(() => view(hand, 'Account'));
    await hand.look(() => page.getByRole('row', { name: /Silver/ }).waitFor());
    await picture('home');
    expect(await took('Sign in')).toEqual({ clicks: 1, fields: 2, pages: 1 });
  });

  it('[8.1, S33, S38, S107] pays an invoice from the home page', async () => {
    const { page } = hand;
    const wish = { product: 'support', plan: 'hour', cycle: 'one-time' };
    const order = await orderMany(stage.provider, client.userName, [wish], page.request);
    await page.reload();
    await hand.look(() => page.getByText('1 outstanding invoice').waitFor());
    await picture('outstanding');
    hand.take();
    await hand.press(page.getByRole('link', { name: `Pay now, ${order.invoiceNumber}` }).first());
    await hand.look(() => view(hand, /^Pay invoice/));
    await fillCardBy(hand, '4242424242424242');
    await hand.check(page.getByLabel('Save as a billing account'));
    await picture('pay');
    await hand.press(page.getByRole('button', { name: /^Confirm payment of/ }));
    await hand.look(() => view(hand, /^Paid/));
    await page.getByRole('link', { name: `Open ${order.invoiceNumber}` }).waitFor();
    await picture('paid');
    expect(await took('Pay')).toEqual({ clicks: 3, fields: 3, pages: 1 });
  });

  it('[5.10, 5.11, S45, S49] upgrades', async () => {
    const { page } = hand;
    await menu(hand, 'Packages');
    await hand.press(
      page
        .getByRole('row')
        .getByRole('link', { name: /Silver/ })
        .first(),
    );
    await hand.look(() => view(hand, /Silver/));
    await picture('package');
    await hand.press(page.getByRole('link', { name: 'Upgrade', exact: true }));
    await hand.look(() => view(hand, 'Upgrade'));
    await hand.press(page.getByRole('button', { name: 'Perform upgrade, Gold' }));
    await hand.look(() => page.getByRole('button', { name: /^Upgrade and pay/ }).waitFor());
    await picture('upgrade');
    await hand.press(page.getByRole('button', { name: /^Upgrade and pay/ }));
    await hand.look(() => view(hand, /^Pay invoice/));
    await picture('upgrade-pay');
    await hand.press(page.getByRole('button', { name: /^Confirm payment of/ }));
    await hand.look(() => view(hand, /^Paid/));
    expect(await took('Upgrade')).toEqual({ clicks: 6, fields: 0, pages: 4 });
  });

  it('[3.2, S95, S96] adds a contact', async () => {
    const { page } = hand;
    await menu(hand, 'Contacts');
    await hand.press(page.getByRole('link', { name: 'Add contact' }).first());
    await hand.look(() => page.locator('rr-contact').getByLabel('First name').waitFor());
    const fields = [
      ['First name', 'Noor'],
      ['Last name', 'Haddad'],
      ['E-mail', 'noor@atelier.example'],
      ['Primary phone', '+33 4 72 00 00 01'],
      ['User name', 'noor'],
    ] as const;
    for (const [label, value] of fields) {
      await hand.type(page.locator('rr-contact').getByLabel(label, { exact: true }), value);
    }
    for (const area of ['Invoices', 'Packages']) {
      const box = page.getByRole('checkbox', { name: area, exact: true });
      expect(await box.isChecked()).toBe(true);
    }
    await picture('contact');
    await hand.press(page.getByRole('button', { name: 'Save contact' }));
    await hand.look(() =>
      page
        .getByText(/^Noor Haddad is added/)
        .first()
        .waitFor(),
    );
    await picture('contact-added');
    expect(await took('Add a contact')).toEqual({ clicks: 3, fields: 5, pages: 2 });
  });

  it('[7.14] finds out why an amount is what it is', async () => {
    const { page } = hand;
    await menu(hand, 'Invoices');
    await hand.look(() => page.getByRole('row', { name: /€90\.72/ }).waitFor());
    await picture('invoices');
    await hand.press(
      page
        .getByRole('row', { name: /€90\.72/ })
        .getByRole('link')
        .first(),
    );
    await hand.look(() => view(hand, /^HL-/));
    await hand.press(page.getByRole('button', { name: /^Why this amount/ }).first());
    await hand.look(() => page.getByRole('button', { name: /^Why/, expanded: true }).waitFor());
    await picture('why');
    expect(await took('Why this amount')).toEqual({ clicks: 3, fields: 0, pages: 2 });
  });

  it('[19.2, S116] sees what happens if one does not pay', async () => {
    const { page } = hand;
    const wish = { plan: 'bronze', cycle: 'monthly' };
    const order = await orderMany(stage.provider, client.userName, [wish], page.request);
    await stage.receive(order.invoiceId);
    await stage.packageIs(order.packageIds[0] ?? '', 'active');
    await menu(hand, 'Home');
    await hand.press(page.getByRole('link', { name: 'What happens next' }));
    await hand.look(() => view(hand, 'What happens next'));
    await hand.check(page.getByRole('radio', { name: 'If unpaid' }));
    await hand.look(() => page.getByText('Suspension').first().waitFor());
    await picture('if-unpaid');
    expect(await took('See what happens if unpaid')).toEqual({ clicks: 3, fields: 0, pages: 2 });
  });

  it('[10.1, 13.1, S53, S106] did not pay, is told, and finds the way back', async () => {
    const { provider } = stage;
    const late = await orderMany(provider, 'late', [{ plan: 'bronze', cycle: 'monthly' }]);
    await stage.receive(late.invoiceId);
    const [packageId = ''] = late.packageIds;
    await stage.packageIs(packageId, 'active');
    await moveBy(provider, 48);
    await stage.packageIs(packageId, 'suspended');
    hand = tally(await stage.hand('mouse'));
    await signInBy(hand, stage, late);
    hand.take();
    const { page } = hand;
    await hand.look(() => page.getByRole('row', { name: /Bronze.*Suspended/ }).waitFor());
    await picture('suspended');
    await hand.press(page.getByRole('link', { name: 'Pay all outstanding invoices' }));
    await hand.look(() => view(hand, /^Pay invoice/));
    await fillCardBy(hand, '4242424242424242');
    await hand.press(page.getByRole('button', { name: /^Confirm payment of/ }));
    await hand.look(() => view(hand, /^Paid/));
    await picture('suspended-paid');
    const effort = await took('Pay late, and have it back');
    await stage.packageIs(packageId, 'active');
    expect(effort).toEqual({ clicks: 2, fields: 3, pages: 1 });
  });

  it('[19.7, S132] all of it on a phone, dark, and from right to left', async () => {
    await hand.close();
    hand = tally(await stage.hand('narrow'));
    const { page } = hand;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${stage.provider.shop}/shop?product=web&plan=silver&cycle=annual`);
    await page.getByLabel('First name').waitFor();
    await picture('phone-order', false);
    await signInBy(hand, stage, client);
    await page.getByRole('row', { name: /Gold/ }).waitFor();
    await picture('phone-home');
    await menu(hand, 'Packages');
    await hand.press(page.getByRole('link', { name: /Gold/ }).first());
    await view(hand, /Gold/);
    await page.getByLabel('Language').selectOption('ar');
    await page.locator('[dir=rtl]').first().waitFor();
    await picture('phone-package-ar');
    await expectNoSideScroll(page);
    await page.goto(`${stage.provider.shop}/portal#/outlook`);
    await page.locator('rr-outlook').getByRole('radio').first().waitFor();
    await picture('phone-outlook-ar');
    await expectNoSideScroll(page);
    await page.setViewportSize({ width: 1100, height: 800 });
    await page.goto(`${stage.provider.shop}/portal#/invoices`);
    await page.locator('rr-invoice-list').getByRole('row').nth(3).waitFor();
    await picture('invoices-ar');
    await expectNoSideScroll(page);
  });
});
