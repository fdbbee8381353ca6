import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderedMany, orderMany } from '../shopper.ts';
import { moveBy } from './clock.ts';
import { type Hand, handKinds } from './hands.ts';
import { menu, openStage, payByNewCard, signInBy, termValue, view } from './stage.ts';

const stage = openStage();

describe.each(handKinds)('invoices, by %s', (kind) => {
  let hand: Hand;
  /** Silver, a day before the next. */
  let first: OrderedMany;
  /** Bronze, a day before the last. */
  let small: OrderedMany;
  /** Gold, which the provider has marked paid. */
  let paid: OrderedMany;

  beforeAll(async () => {
    hand = await stage.hand(kind);
    const { provider } = stage;
    first = await orderMany(provider, `invoices-${kind}`, [{ plan: 'silver' }]);
    await moveBy(provider, 1);
    await signInBy(hand, stage, first);
    const session = hand.page.request;
    small = await orderMany(provider, first.userName, [{ plan: 'bronze' }], session);
    await moveBy(provider, 1);
    paid = await orderMany(provider, first.userName, [{ plan: 'gold' }], session);
    await stage.receive(paid.invoiceId);
    await hand.page.reload();
  });
  afterAll(() => hand?.close());

  /** The numbers in the list from the top. */
  async function numbers(): Promise<readonly string[]> {
    const list = hand.page.locator('rr-invoice-list');
    return list.getByRole('rowheader').allInnerTexts();
  }

  async function sortBy(name: string, expected: readonly OrderedMany[]): Promise<void> {
    const { page } = hand;
    const table = page.getByRole('table', { name: 'Invoices' });
    await hand.press(table.getByRole('button', { name, exact: true }));
    await expect.poll(numbers).toEqual(expected.map(({ invoiceNumber }) => invoiceNumber));
  }

  it('[7.1, S23, S24, S25, S28, S29, S30] all invoices, sorted by amount, date and status', async () => {
    await menu(hand, 'Invoices');
    const { page } = hand;
    await page.getByRole('row', { name: new RegExp(paid.invoiceNumber) }).waitFor();
    expect(await numbers()).toHaveLength(3);
    const heads = await page.getByRole('columnheader').allTextContents();
    const names = heads.map((text) => text.trim());
    expect(names).toEqual(
      expect.arrayContaining(['Invoice', 'Amount', 'Entered', 'Due date', 'Status']),
    );
    await sortBy('Amount', [paid, first, small]);
    await sortBy('Amount', [small, first, paid]);
    await sortBy('Due date', [paid, small, first]);
    await sortBy('Due date', [first, small, paid]);
    const table = page.getByRole('table', { name: 'Invoices' });
    const byStatus = table.getByRole('button', { name: 'Status', exact: true });
    await hand.press(byStatus);
    await expect.poll(async () => (await numbers()).at(0)).toBe(paid.invoiceNumber);
    await hand.press(byStatus);
    await expect.poll(async () => (await numbers()).at(-1)).toBe(paid.invoiceNumber);
  });

  it('[7.1] only some of them: a group, and a search by number', async () => {
    const { page } = hand;
    await hand.check(page.getByRole('radio', { name: /^Paid/ }));
    await expect.poll(numbers).toEqual([paid.invoiceNumber]);
    await hand.check(page.getByRole('radio', { name: /^All/ }));
    await hand.type(page.getByRole('searchbox'), small.invoiceNumber.slice(-4));
    await expect.poll(numbers).toEqual([small.invoiceNumber]);
    await hand.type(page.getByRole('searchbox'), '');
    await expect.poll(numbers).toHaveLength(3);
  });

  it('[7.2, 7.14, S26, S27, S31] the number and Details open it; each amount says why', async () => {
    const { page } = hand;
    const row = page.getByRole('row', { name: new RegExp(first.invoiceNumber) });
    await hand.press(row.getByRole('link', { name: first.invoiceNumber, exact: true }));
    await view(hand, first.invoiceNumber);
    for (const term of ['Entered', 'Due date', 'Sum of lines', /^VAT 20%/, 'Total']) {
      await page.locator('dt').filter({ hasText: term }).first().waitFor();
    }
    await page.getByRole('rowheader', { name: /Silver.*Package #\d+/s }).waitFor();
    await hand.press(page.getByRole('button', { name: /^Why this amount/ }).first());
    await page.getByRole('button', { name: /^Why/, expanded: true }).waitFor();
    await page.getByRole('button', { name: 'Pay €103.55' }).waitFor();
    await hand.press(page.locator('rr-invoice').getByRole('link', { name: 'Invoices' }));
    await view(hand, 'Invoices');
    const details = page.getByRole('link', { name: `Details, ${small.invoiceNumber}` });
    // On a card the number is the one link to the invoice.
    const isCard = hand.kind === 'narrow';
    const opener = isCard ? page.getByRole('link', { name: small.invoiceNumber }) : details;
    await hand.press(opener.first());
    await view(hand, small.invoiceNumber);
  });

  it('[8.1, S32, S33, S34, S37, S38] Pay now, choose how, confirm; then it has its transaction', async () => {
    await menu(hand, 'Invoices');
    const { page } = hand;
    await hand.press(page.getByRole('button', { name: `Pay now, ${small.invoiceNumber}` }));
    await view(hand, /^Pay invoice/);
    await payByNewCard(hand, '€51.71', true);
    await page.goto(`${stage.provider.shop}/portal#/invoices/${small.invoiceId}`);
    const transactions = page.getByRole('table', { name: 'Transactions' });
    await transactions.getByRole('row', { name: /T-\d+.*Visa •••• 4242.*€51\.71/ }).waitFor();
    const heads = await transactions.getByRole('columnheader').allTextContents();
    const named = ['Transaction', 'Date', 'Payment method', 'Status code', 'Amount'];
    expect(heads.map((one) => one.trim())).toEqual(named);
  });

  it('[8.1, S36, S106, S107] Pay all outstanding invoices, with the saved billing account', async () => {
    await menu(hand, 'Home');
    const { page } = hand;
    const latest = page.getByRole('table', { name: 'Latest outstanding invoices' });
    await latest.getByRole('link', { name: `Pay now, ${first.invoiceNumber}` }).waitFor();
    await hand.press(page.getByRole('link', { name: 'Pay all outstanding invoices' }));
    await view(hand, /^Pay invoice/);
    await hand.check(page.getByRole('radio', { name: /^Visa •••• 4242/ }));
    await hand.press(page.getByRole('button', { name: 'Confirm payment of €103.55' }));
    await view(hand, 'Paid €103.55');
  });

  it('[8.2, 8.11, S39, S119, S120] a transfer: what to write, and what the provider marked', async () => {
    const { page } = hand;
    const order = await orderMany(
      stage.provider,
      first.userName,
      [{ plan: 'bronze', cycle: 'monthly' }],
      page.request,
    );
    await page.goto(`${stage.provider.shop}/portal#/invoices/${order.invoiceId}`);
    await hand.press(page.getByRole('button', { name: 'Pay €4.79' }));
    await hand.check(page.getByRole('radio', { name: /^Bank transfer/ }));
    await hand.press(page.getByRole('button', { name: 'Confirm payment of €4.79' }));
    await view(hand, 'Pay by bank transfer');
    await page.getByText(order.invoiceNumber).first().waitFor();
    await stage.receive(order.invoiceId);
    await page.goto(`${stage.provider.shop}/portal#/invoices/${order.invoiceId}`);
    await page.getByRole('row', { name: /Bank transfer.*€4\.79/ }).waitFor();
    await expect.poll(() => termValue(hand, 'Balance').innerText()).toBe('€0.00');
  });
});
