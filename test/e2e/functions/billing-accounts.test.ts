import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ordered, placeOverHttp } from '../shopper.ts';
import { fillCardBy } from './card.ts';
import { type Hand, handKinds } from './hands.ts';
import { reach } from './keyboard.ts';
import { menu, openStage, signInBy, view } from './stage.ts';

const stage = openStage();
const goodCard = '4242424242424242';
const mastercard = '5555555555554444';
const askingCard = '4000000000003220';

describe.each(handKinds)('billing accounts, by %s', (kind) => {
  let hand: Hand;
  let order: Ordered;

  beforeAll(async () => {
    hand = await stage.hand(kind);
    const wish = { userName: `accounts-${kind}`, plan: 'bronze', total: '51.71' };
    order = await placeOverHttp(stage.provider, wish);
    await signInBy(hand, stage, order);
  });
  afterAll(() => hand?.close());

  const button = (name: string | RegExp): Locator => hand.page.getByRole('button', { name });

  const row = (name: RegExp): Locator => hand.page.getByRole('row', { name });

  /** Moves the one package of a list to the other, as each hand does it. */
  async function move(from: 'Not billable for' | 'Billable for'): Promise<void> {
    const list = hand.page.getByRole('listbox', { name: new RegExp(`^${from}`) });
    const option = list.getByRole('option').first();
    if (kind === 'mouse') return option.dblclick();
    if (kind === 'keyboard') {
      await reach(hand.page, list);
      return hand.page.keyboard.press('Enter');
    }
    await option.tap();
    const to = from === 'Billable for' ? 'Not billable for' : 'Billable for';
    return hand.press(button(`Move selected to ${to}`));
  }

  async function addCard(number: string): Promise<void> {
    await menu(hand, 'Billing accounts');
    await hand.press(hand.page.getByRole('link', { name: 'Add billing account' }));
    await view(hand, 'New billing account');
    await hand.check(hand.page.getByRole('radio', { name: /^Card/ }));
    await fillCardBy(hand, number);
  }

  async function save(): Promise<void> {
    await hand.press(button('Save billing account'));
  }

  async function saved(): Promise<void> {
    await view(hand, 'The billing account is saved');
    await hand.press(hand.page.locator('rr-billing-account').getByRole('link').first());
    await view(hand, 'Billing accounts');
  }

  it('[9.1, 9.5, 9.6, S80, S81, S82, S84, S87, S89, S93] keeps a card that pays a package', async () => {
    await addCard(goodCard);
    await hand.page.getByText('Charged automatically when invoices fall due.').waitFor();
    await move('Not billable for');
    await hand.page.getByText('1 package moved to Billable for').waitFor({ state: 'attached' });
    await save();
    await saved();
    await row(/Visa •••• 4242.*Default.*12\/2030/).waitFor();
  });

  it('[9.6, 8.8] the bank asks before a card is kept', async () => {
    await addCard(askingCard);
    await save();
    await view(hand, 'Your bank asks you to confirm');
    await hand.press(button('Confirm with your bank'));
    const frame = hand.page.frameLocator('iframe').first();
    await hand.press(frame.getByRole('button', { name: /approve|confirm|yes/i }).first());
    await saved();
    await row(/Visa •••• 3220/).waitFor();
  });

  it('[9.1, 9.4, S86, S90] an account without data has its owner and nothing else', async () => {
    await menu(hand, 'Billing accounts');
    await hand.press(hand.page.getByRole('link', { name: 'Add billing account' }));
    await hand.check(hand.page.getByRole('radio', { name: /Bank transfer/ }));
    expect(await hand.page.getByLabel('Card number').count()).toBe(0);
    const owners = await hand.page.getByLabel('Owner').locator('option').allInnerTexts();
    expect(owners.map((one) => one.trim())).toEqual(['Camille Moreau (you)']);
    await save();
    await saved();
    await row(/Bank transfer.*Manual payment/).waitFor();
  });

  it('[9.1, 9.5, 9.8, S91, S92] shows an account with what it pays, and changes it', async () => {
    await menu(hand, 'Billing accounts');
    await hand.press(hand.page.getByRole('link', { name: 'Edit, Visa •••• 4242' }));
    await view(hand, 'Visa •••• 4242');
    await hand.page.getByRole('listbox', { name: /^Billable for 1/ }).waitFor();
    await move('Billable for');
    await save();
    await hand.page.getByText('Visa •••• 4242 is saved.').first().waitFor();
    await menu(hand, 'Billing accounts');
    await hand.page.getByText('so Visa •••• 4242 pays them.').waitFor();
  });

  it('[8.8, 9.9, 19.6] says who pays a package, and what steps in', async () => {
    await addCard(mastercard);
    await save();
    await saved();
    await hand.press(hand.page.getByRole('link', { name: 'Who pays what' }));
    await view(hand, 'Who pays what');
    await hand.choose(hand.page.getByLabel(/^Paid by, /), 'Visa •••• 3220');
    await hand.press(button('Let it step in, Mastercard •••• 4444'));
    await hand.press(button('Let it step in, Visa •••• 3220'));
    await hand.press(button('Move up, Visa •••• 3220'));
    await hand.page.getByText('2 changes are not saved').waitFor();
    await hand.press(button('Save changes'));
    await hand.page.getByText('It is saved who pays what.').first().waitFor();
    await hand.page.reload();
    const chain = hand.page.locator('rr-routing [part=chain]').first();
    await chain.waitFor();
    const links = (await chain.innerText()).replaceAll(/\s+/g, ' ').trim();
    expect(links).toBe(
      '1 Visa •••• 3220 Named for it 2 Visa •••• 4242 Default 3 Mastercard •••• 4444 Steps in',
    );
  });

  it('[9.1, 9.8, S94] says what removing an account does, and removes it', async () => {
    await menu(hand, 'Billing accounts');
    await hand.press(button('Remove, Visa •••• 3220'));
    const dialog = hand.page.getByRole('dialog');
    await dialog.getByText(/paid by Visa •••• 4242 then/).waitFor();
    await hand.press(dialog.getByRole('button', { name: 'Remove account' }));
    await hand.page.getByText('Visa •••• 3220 is removed.').first().waitFor();
    await hand.press(button('Make default, Mastercard •••• 4444'));
    await hand.press(dialog.getByRole('button', { name: 'Make default' }));
    await row(/Mastercard •••• 4444.*Default/).waitFor();
  });
});
