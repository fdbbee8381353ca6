import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderedMany, orderMany } from '../shopper.ts';
import { type Hand, handKinds } from './hands.ts';
import { menu, openStage, payByNewCard, signInBy, termValue, view } from './stage.ts';

const stage = openStage();

describe.each(handKinds)('packages, by %s', (kind) => {
  let hand: Hand;
  /** Silver for a year, and an hour of support. */
  let order: OrderedMany;

  beforeAll(async () => {
    hand = await stage.hand(kind);
    const wishes = [
      { plan: 'silver' },
      { product: 'support', plan: 'hour', cycle: 'one-time' },
    ] as const;
    order = await orderMany(stage.provider, `packages-${kind}`, wishes);
    await stage.receive(order.invoiceId);
    await stage.packageIs(order.packageIds[0] ?? '', 'active');
    await signInBy(hand, stage, order);
  });
  afterAll(() => hand?.close());

  /** By the list, as a client goes. */
  async function openPackage(name: RegExp): Promise<void> {
    await menu(hand, 'Packages');
    const link = hand.page.getByRole('row', { name }).getByRole('link', { name }).first();
    await hand.press(link);
    await view(hand, name);
  }

  async function openChange(direction: 'Upgrade' | 'Downgrade'): Promise<void> {
    await hand.press(hand.page.getByRole('link', { name: direction, exact: true }));
    await view(hand, direction);
  }

  const sortBy = async (name: string, first: RegExp): Promise<void> => {
    const list = hand.page.locator('rr-package-list');
    await hand.press(list.getByRole('button', { name, exact: true }));
    await expect.poll(() => list.getByRole('rowheader').first().innerText()).toMatch(first);
  };

  it('[5.1, S41, S42] the list: id, price, cycle, renewal, status; sorted and filtered', async () => {
    await menu(hand, 'Packages');
    const { page } = hand;
    await page.getByRole('row', { name: /Silver.*Active.*€86\.29 a year/ }).waitFor();
    const heads = (await page.getByRole('columnheader').allTextContents()).map((one) => one.trim());
    expect(heads).toEqual(
      expect.arrayContaining(['Package ID', 'Price', 'Next renewal', 'Status']),
    );
    await sortBy('Price', /Silver/);
    await sortBy('Price', /Support/);
    await hand.check(page.getByRole('radio', { name: /^Other/ }));
    await page.getByRole('heading', { name: 'No package is in this group' }).waitFor();
    await hand.check(page.getByRole('radio', { name: /^All/ }));
    await page.getByRole('row', { name: /Silver/ }).waitFor();
  });

  it('[5.8, S43, S44, S67] a package: id, name, type, status, and its panel', async () => {
    const { page } = hand;
    await openPackage(/Silver/);
    expect(await termValue(hand, 'Package ID').innerText()).toMatch(/^\d{4}$/);
    expect(await termValue(hand, 'Type').innerText()).toBe('Web hosting');
    await page.locator('rr-package').getByText('Active', { exact: true }).waitFor();
    expect(await termValue(hand, 'Server group').innerText()).toBe('sandbox');
    expect(await termValue(hand, 'Control panel').innerText()).toBe('Sandbox panel');
    await openPackage(/Support/);
    expect(await termValue(hand, 'Type').innerText()).toMatch(/Support|Service/);
    expect(await page.getByRole('button', { name: 'Panel login' }).count()).toBe(0);
  });

  it('[5.9, S68] Panel login signs in at the hosting panel', async () => {
    await openPackage(/Silver/);
    const { page } = hand;
    const [panel] = await Promise.all([
      page.context().waitForEvent('page'),
      hand.press(page.getByRole('button', { name: 'Panel login' })),
    ]);
    await panel.getByText(/Signed in as/).waitFor();
    await panel.close();
  });

  it('[5.10, 5.11, S46, S47, S48] Adjust add-ons bills only the add-ons', async () => {
    await openPackage(/Silver/);
    await openChange('Upgrade');
    const { page } = hand;
    await page.getByRole('heading', { name: 'Add-ons', exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Packages', exact: true }).waitFor();
    const more = page.getByRole('button', { name: 'More, Dedicated IP' });
    await hand.press(more);
    await hand.press(more);
    await hand.press(page.getByRole('button', { name: 'Adjust add-ons', exact: true }));
    const quote = page.getByRole('complementary', { name: 'Quote' });
    await quote.getByText('2 × Dedicated IP', { exact: true }).waitFor();
    expect(await quote.getByRole('listitem').count()).toBe(1);
    // Two of 27.00, and 20% of it.
    await hand.press(page.getByRole('button', { name: 'Adjust add-ons and pay €64.80' }));
    await view(hand, /^Pay invoice/);
    await payByNewCard(hand, '€64.80', true);
    await openPackage(/Silver/);
    await page
      .getByText(/Dedicated IP/)
      .first()
      .waitFor();
  });

  it('[5.10, 5.11, 5.17, S45, S46, S49, S118] Perform upgrade: a quote, and then the payment', async () => {
    await openPackage(/Silver/);
    await openChange('Upgrade');
    const { page } = hand;
    const offers = page.getByRole('button', { name: /^Perform upgrade/ });
    await offers.first().waitFor();
    expect(await offers.evaluateAll((all) => all.map((one) => one.ariaLabel))).toEqual([
      'Perform upgrade, Gold',
    ]);
    await hand.press(offers.first());
    // 161.89 less the 86.29 of today, and 20% of it.
    await hand.press(page.getByRole('button', { name: 'Upgrade and pay €90.72' }));
    await view(hand, /^Pay invoice/);
    await hand.check(page.getByRole('radio', { name: /^Visa •••• 4242/ }));
    await hand.press(page.getByRole('button', { name: 'Confirm payment of €90.72' }));
    await view(hand, 'Paid €90.72');
    await openPackage(/Gold/);
  });

  it('[5.10, 5.13, S46, S49] a downgrade waits for the period’s end, and is taken back', async () => {
    await openPackage(/Gold/);
    await openChange('Downgrade');
    const { page } = hand;
    await hand.press(page.getByRole('button', { name: 'Perform upgrade, Bronze' }));
    await hand.press(page.getByRole('button', { name: /^Downgrade on / }));
    await page
      .getByText(/^It changes to Bronze/)
      .first()
      .waitFor();
    await hand.press(page.getByRole('button', { name: 'Take back' }).first());
    await hand.press(page.getByRole('button', { name: 'Take the change back' }));
    await page.getByText('The change was taken back').first().waitFor();
  });

  it('[5.10, 5.20, S47, S48] fewer of an add-on is a downgrade of the add-ons', async () => {
    await openPackage(/Gold/);
    await openChange('Downgrade');
    const { page } = hand;
    await hand.press(page.getByRole('button', { name: 'Fewer, Dedicated IP' }));
    await hand.press(page.getByRole('button', { name: 'Adjust add-ons', exact: true }));
    await hand.press(page.getByRole('button', { name: /^Adjust add-ons on / }));
    await page
      .getByText(/^Its add-ons change/)
      .first()
      .waitFor();
  });

  it('[5.21] cancels at the end of the period, and goes on after all', async () => {
    await openPackage(/Gold/);
    const { page } = hand;
    await hand.press(page.getByRole('link', { name: 'Cancel package' }));
    await view(hand, /^Cancel Gold/);
    await hand.choose(page.getByLabel('Reason'), 'It costs too much');
    const confirm = { name: 'Cancel at the end of the period', exact: true } as const;
    await hand.press(page.getByRole('button', confirm));
    await hand.press(page.getByRole('dialog').getByRole('button', confirm));
    await hand.press(page.getByRole('button', { name: 'Undo the cancellation' }));
    await page
      .getByText(/^The cancellation was undone/)
      .first()
      .waitFor();
  });

  it('[19.1, S116] says when the next invoice comes, and for how much', async () => {
    await openPackage(/Gold/);
    const { page } = hand;
    await hand.press(page.getByRole('button', { name: 'Show when and for how much' }));
    await page.getByText(/^Issued on .*, due on /).waitFor();
    await page.getByText('A period is invoiced 30 days before it begins.').waitFor();
  });
});
