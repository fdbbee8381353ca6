import { describe, expect, it } from 'vitest';
import { until } from '../provider.ts';
import { fillCardBy } from './card.ts';
import { type Hand, handKinds } from './hands.ts';
import { menu, openStage, signInBy, view } from './stage.ts';

const stage = openStage();
const password = 'a long pass phrase';

/** The mails to a client, newest last. */
async function mailsTo(userName: string): Promise<readonly { subject: string; text: string }[]> {
  const mails = await stage.provider.mails();
  return mails.filter(({ to }) => to.includes(`${userName}@`));
}

async function mailTo(userName: string, subject: RegExp): Promise<string> {
  let text: string | undefined;
  await until(`the mail ${subject}`, async () => {
    text = (await mailsTo(userName)).find((mail) => subject.test(mail.subject))?.text;
    return text !== undefined;
  });
  return text ?? '';
}

/** The contact data of an order, but for the country. */
async function fillContact(hand: Hand, userName: string): Promise<void> {
  const { page } = hand;
  const fields = [
    ['First name', 'Ada'],
    ['Last name', 'Field'],
    ['E-mail', `${userName}@atelier.example`],
    ['Street address', '500 E 4th St'],
    ['Zip', '78701'],
    ['City', 'Austin'],
    ['Phone', '+1 512 555 0100'],
    ['User name', userName],
  ] as const;
  for (const [label, value] of fields) {
    await hand.type(page.getByLabel(label, { exact: true }).first(), value);
  }
  await hand.type(page.getByLabel('Password', { exact: true }), password);
}

async function openShop(hand: Hand, query: string): Promise<void> {
  await hand.page.goto(`${stage.provider.shop}/shop?${query}`);
  await hand.page.getByLabel('First name').waitFor();
}

describe.each(handKinds)('ordering, by %s', (kind) => {
  it('[4.1, 4.3, 4.5, S1, S3, S8, S9, S10, S13, S14, S122] orders, pays, and is welcomed', async () => {
    const hand = await stage.hand(kind);
    const { page } = hand;
    const userName = `order-${kind}`;
    await openShop(hand, 'product=web&plan=bronze&cycle=annual&currency=USD');
    await hand.check(page.getByRole('radio', { name: 'Monthly' }));
    await hand.check(page.getByRole('radio', { name: /^Silver/ }));
    await hand.press(page.getByRole('button', { name: /^More,? Dedicated IP/ }));
    await fillContact(hand, userName);
    await hand.choose(page.getByLabel('Country', { exact: true }), 'United States');
    await hand.choose(page.getByLabel('State', { exact: true }), 'Texas (TX)');
    await hand.choose(page.getByLabel(/^County/), 'Travis');
    // Silver and an IP a month: 8.99 + 2.90, and 6.25% and 2% of it.
    await page
      .getByText(/^Sales tax 6\.25%/)
      .first()
      .waitFor();
    await page
      .getByText(/^County tax 2%/)
      .first()
      .waitFor();
    await fillCardBy(hand, '4242424242424242');
    await hand.check(page.getByLabel(/I accept the/));
    await hand.press(page.getByRole('button', { name: 'Order and pay $12.87' }));
    await view(hand, 'Paid $12.87');

    const welcome = await mailTo(userName, /is ready/);
    expect(welcome).toContain(`${stage.provider.shop}/portal`);
    expect(welcome).toContain(`User name: ${userName}`);
    expect(welcome).not.toContain(password);
    const subjects = (await mailsTo(userName)).map(({ subject }) => subject);
    expect(subjects.join('\n')).toMatch(/invoice/i);
    await hand.close();
  });

  it('[4.1, 4.5, 5.3, S13, S14, S15, S39, S52] a transfer leaves it Pending until it came', async () => {
    const hand = await stage.hand(kind);
    const { page } = hand;
    const userName = `transfer-${kind}`;
    await openShop(hand, 'product=web&plan=bronze&cycle=monthly');
    await fillContact(hand, userName);
    await hand.choose(page.getByLabel('Country', { exact: true }), 'France');
    await hand.check(page.getByLabel('Bank transfer'));
    await hand.check(page.getByLabel(/I accept the/));
    await hand.press(page.getByRole('button', { name: 'Order for €4.79' }));
    await view(hand, 'Pay by bank transfer');

    const clients = await stage.provider.operator('GET', '/clients');
    const rows = clients.body['rows'] as readonly Record<string, string>[];
    const clientId = rows.find((row) => JSON.stringify(row).includes(userName))?.['clientId'];
    const invoicesOf = async (): Promise<readonly Record<string, string>[]> => {
      const { body } = await stage.provider.operator('GET', `/invoices?clientId=${clientId}`);
      return body['rows'] as readonly Record<string, string>[];
    };
    const [invoice, ...more] = await invoicesOf();
    expect(more).toEqual([]);
    await signInBy(hand, stage, { userName, password });
    await menu(hand, 'Packages');
    await page.getByRole('row', { name: /Bronze.*Pending/ }).waitFor();
    const early = (await mailsTo(userName)).map(({ subject }) => subject).join('\n');
    expect(early).not.toMatch(/is ready/);

    await stage.receive(invoice?.['invoiceId'] ?? '');
    await mailTo(userName, /is ready/);
    await page.reload();
    await page.getByRole('row', { name: /Bronze.*Active/ }).waitFor();
    expect(await invoicesOf()).toHaveLength(1);
    await hand.close();
  });
});
