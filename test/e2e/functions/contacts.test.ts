import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ordered, placeOverHttp } from '../shopper.ts';
import { type Hand, handKinds } from './hands.ts';
import { menu, openStage, signInBy, view } from './stage.ts';

const stage = openStage();
const password = 'nine words that nobody would ever guess at once';

describe.each(handKinds)('contacts, by %s', (kind) => {
  let hand: Hand;
  let order: Ordered;
  const userName = `noor-${kind}`;

  beforeAll(async () => {
    hand = await stage.hand(kind);
    const wish = { userName: `contacts-${kind}`, plan: 'bronze', total: '51.71' };
    order = await placeOverHttp(stage.provider, wish);
    await signInBy(hand, stage, order);
  });
  afterAll(() => hand?.close());

  const field = (label: string): ReturnType<Hand['page']['getByLabel']> =>
    hand.page.locator('rr-contact').getByLabel(new RegExp(`^${label}( optional)?$`));

  async function openContact(name: string): Promise<void> {
    await menu(hand, 'Contacts');
    await hand.press(hand.page.getByRole('link', { name: `Edit contact info, ${name}` }));
    await view(hand, name);
  }

  async function save(): Promise<void> {
    await hand.press(hand.page.getByRole('button', { name: 'Save contact' }));
  }

  it('[3.2, 3.3, S6, S95, S96, S97, S98, S99, S100, S101, S127, S130] adds a contact', async () => {
    await menu(hand, 'Contacts');
    const { page } = hand;
    await hand.press(page.getByRole('link', { name: 'Add contact' }).first());
    const fields = [
      ['First name', 'Noor'],
      ['Last name', 'Haddad'],
      ['Company', 'Atelier Lumière'],
      ['E-mail', `${userName}@atelier.example`],
      ['Street address', '500 E 4th St'],
      ['Address 2', 'Suite 2'],
      ['Zip', '78701'],
      ['City', 'Austin'],
    ] as const;
    for (const [label, value] of fields) await hand.type(field(label), value);
    expect(await field('County').count()).toBe(0);
    await hand.choose(field('Country'), 'United States');
    await hand.choose(field('State'), 'Texas (TX)');
    await hand.choose(field('County'), 'Travis');
    const more = [
      ['Primary phone', '+1 512 555 0100'],
      ['Secondary phone', '+1 512 555 0101'],
      ['Fax', '+1 512 555 0102'],
      ['Mobile phone', '+1 512 555 0103'],
      ['User name', userName],
      ['New password', password],
      ['Confirm password', 'another one by mistake'],
    ] as const;
    for (const [label, value] of more) await hand.type(field(label), value);
    const languages = await field('Language').locator('option').allTextContents();
    expect(languages.map((one) => one.trim())).toContain('English');
    await hand.check(page.getByRole('radio', { name: 'Plain text' }));
    await hand.check(page.getByLabel('Toggle all'), false);
    expect(await page.getByLabel('Order received').isChecked()).toBe(false);
    await hand.check(page.getByLabel('New invoice'));
    await hand.check(page.getByRole('checkbox', { name: 'Packages', exact: true }));
    await hand.check(page.getByRole('checkbox', { name: 'Invoices', exact: true }), false);
    await save();
    await page
      .getByText(/The two passwords differ/)
      .first()
      .waitFor();
    await hand.type(field('Confirm password'), password);
    await save();
    await page
      .getByText(/^Noor Haddad is added/)
      .first()
      .waitFor();
    await menu(hand, 'Contacts');
    await page.getByRole('row', { name: new RegExp(`Noor Haddad.*${userName}@`) }).waitFor();
  });

  it('[3.2, S96, S97, S99, S100, S101] what was chosen is there again', async () => {
    await openContact('Noor Haddad');
    const { page } = hand;
    const kept = async (label: string): Promise<string> => field(label).inputValue();
    expect(await kept('Address 2')).toBe('Suite 2');
    expect(await kept('State')).toBe('TX');
    expect(await kept('County')).toBe('Travis');
    expect(await kept('Fax')).toBe('+1 512 555 0102');
    expect(await kept('Language')).toBe('en');
    expect(await page.getByRole('radio', { name: 'Plain text' }).isChecked()).toBe(true);
    expect(await page.getByLabel('New invoice').isChecked()).toBe(true);
    expect(await page.getByLabel('Payment received').isChecked()).toBe(false);
  });

  it('[3.3, 3.4, S98, S130] the contact signs in by itself, and sees only its areas', async () => {
    const other = await stage.hand(kind);
    await signInBy(other, stage, { userName, password });
    const entries = other.page.getByRole('navigation', { name: 'Account', exact: true });
    expect(await entries.getByRole('link').allInnerTexts()).toEqual(['Home', 'Packages']);
    await menu(other, 'Packages');
    await other.page.getByRole('row', { name: /Bronze/ }).waitFor();
    await other.close();
  });

  it('[3.2, S95, S101] edits a contact; Toggle all takes every mail', async () => {
    await openContact('Noor Haddad');
    const { page } = hand;
    await hand.type(field('Mobile phone'), '+1 512 555 0199');
    await hand.check(page.getByLabel('Toggle all'));
    await save();
    await page
      .getByText(/^Noor Haddad is saved/)
      .first()
      .waitFor();
    await openContact('Noor Haddad');
    expect(await field('Mobile phone').inputValue()).toBe('+1 512 555 0199');
    expect(await page.getByLabel('Order received').isChecked()).toBe(true);
  });

  it('[3.3, S6, S95] makes it the primary contact, and removes the one before', async () => {
    await menu(hand, 'Contacts');
    const { page } = hand;
    await hand.press(page.getByRole('button', { name: 'Make primary, Noor Haddad' }));
    await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Make primary' }));
    await page.getByText('Noor Haddad is the primary contact now.').first().waitFor();
    await page.getByRole('row', { name: /Noor Haddad.*Primary/ }).waitFor();
    await hand.press(page.getByRole('button', { name: 'Make primary, Camille Moreau' }));
    await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Make primary' }));
    await page.getByRole('row', { name: /Camille Moreau.*Primary/ }).waitFor();
    await hand.press(page.getByRole('button', { name: 'Remove, Noor Haddad' }));
    await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Remove contact' }));
    await page.getByText(`${userName}@atelier.example`).waitFor({ state: 'detached' });
  });
});
