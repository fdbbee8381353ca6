import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BillingAccountSetup } from '../../src/contract/billing-accounts.ts';
import { accountsOf, addCard } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { addContact, signedIn } from '../support/contacts.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { cards, codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { type ClientPrincipal, createWorld, emptyStore, type World } from '../support/world.ts';

const mastercard = '5555555555554444';

let world: World;
let placed: Placed;
let camille: ClientPrincipal;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    callSeconds: 0.2,
  });
  placed = await orderAs(world, 'camille');
  camille = placed.client;
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const labels = async (who: ClientPrincipal = camille) =>
  (await accountsOf(world, who)).map(({ label, isDefault }) => `${label}${isDefault ? ' *' : ''}`);

/** Answers the bank's question about a card that is to be kept. */
async function answer(setup: BillingAccountSetup, how: 'approve' | 'reject') {
  if (setup.action?.kind !== 'challenge') throw new Error('The bank asks for nothing.');
  const { pathname, search } = new URL(setup.action.url);
  const body = new URLSearchParams({ answer: how });
  await world.vendorFetch(`${pathname}${search}`, { method: 'POST', body });
  const { setupId } = setup;
  return world.engine.execute(camille, 'billingAccounts.resume', {
    commandId: world.newId(),
    setupId,
  });
}

async function remove(who: ClientPrincipal, label: string) {
  const account = (await accountsOf(world, who)).find((row) => row.label === label);
  if (account === undefined) throw new Error(`There is no ${label}.`);
  const { billingAccountId, version } = account;
  const commandId = world.newId();
  const input = { commandId, billingAccountId, version };
  return world.engine.execute(who, 'billingAccounts.remove', input);
}

async function lateSettled(): Promise<void> {
  for (const seconds of [0, 60, 300, 1800, 7200]) {
    world.clock.advance(seconds);
    await world.settle();
  }
}

describe('keeping a card without a charge', () => {
  it('[9.1, 9.6] takes no money, and knows brand, last four and expiry', async () => {
    const setup = await addCard(world, camille, cards.good, { packageIds: [placed.packageId] });
    expect(setup).toMatchObject({ state: 'succeeded', action: null, failure: null });
    const [account] = await accountsOf(world, camille);
    expect(account).toMatchObject({
      billingAccountId: setup.billingAccountId,
      type: 'card',
      brand: 'Visa',
      last4: '4242',
      expiryMonth: 12,
      expiryYear: 2099,
      expiry: 'fine',
      owner: { contactId: camille.contactId, name: 'Camille Moreau' },
      isDefault: true,
      mayEdit: true,
      chargedAutomatically: true,
    });
    expect(account?.packages.map(({ packageId }) => packageId)).toEqual([placed.packageId]);
    expect(world.vendor.state().charges.map(({ captured }) => captured)).toEqual([0]);
    const rows = await world.read((handle) => handle.selectFrom('charges').selectAll().execute());
    expect(rows).toEqual([]);
  });

  it('[9.6, 9.10] waits for 3-D Secure, and keeps the evidence of consent', async () => {
    const setup = await addCard(world, camille, cards.challenge);
    expect(setup.state).toBe('action_required');
    expect(await accountsOf(world, camille)).toEqual([]);
    expect(await answer(setup, 'approve')).toMatchObject({ state: 'succeeded', action: null });
    const { mandate } = await world.read((handle) =>
      handle.selectFrom('billing_accounts').select('mandate').executeTakeFirstOrThrow(),
    );
    expect(mandate).toMatchObject({
      scope: 'off_session',
      textVersion: '1',
      acceptedAt: '2026-11-22T10:00:00.000Z',
      acceptedBy: camille.contactId,
    });
  });

  it('[9.6] a question that is answered with no keeps nothing', async () => {
    const setup = await answer(await addCard(world, camille, cards.challenge), 'reject');
    expect(setup).toMatchObject({ state: 'failed', billingAccountId: null });
    expect(await accountsOf(world, camille)).toEqual([]);
  });

  it('[9.6] a declined card says why', async () => {
    const setup = await addCard(world, camille, cards.stolen);
    expect(setup.failure?.message).toBe('The card was declined. Use another card.');
    expect(await labels()).toEqual([]);
  });

  for (const mode of ['lose-answer', 'lie', 'hang', 'late', 'answer-twice']) {
    it(`[8.5, 9.6] ${mode}: the gateway is asked, and one card is kept`, async () => {
      await world.fault('setup', mode);
      const { setupId } = await addCard(world, camille);
      await lateSettled();
      const setup = await world.engine.execute(camille, 'billingAccounts.setup', { setupId });
      expect(setup.state).toBe('succeeded');
      expect(await labels()).toEqual(['Visa •••• 4242 *']);
      expect(world.vendor.state().methods).toHaveLength(1);
    });
  }

  it('[8.7] its notification settles it too, and twice is once', async () => {
    const setup = await addCard(world, camille, cards.challenge);
    if (setup.action?.kind !== 'challenge') throw new Error('The bank asks for nothing.');
    const { pathname, search } = new URL(setup.action.url);
    const body = new URLSearchParams({ answer: 'approve' });
    await world.vendorFetch(`${pathname}${search}`, { method: 'POST', body });
    await world.vendor.tick();
    await world.settle();
    await answer(setup, 'approve');
    expect(await labels()).toEqual(['Visa •••• 3220 *']);
  });

  it('[9.5] refuses what is not to be paid by it, before the gateway hears of it', async () => {
    const other = await orderAs(world, 'sota');
    const wish = addCard(world, camille, cards.good, { packageIds: [other.packageId] });
    expect(await codeOf(wish)).toBe('not_found');
    const unknown = addCard(world, camille, cards.good, { methodId: 'gold' });
    expect(await codeOf(unknown)).toBe('method_not_available');
    expect(world.vendor.state().charges).toEqual([]);
  });
});

describe('what an account pays', () => {
  it('[9.5] a package has at most one account; without one it is paid by default', async () => {
    const first = await addCard(world, camille, cards.good, { packageIds: [placed.packageId] });
    const second = await addCard(world, camille, mastercard, { packageIds: [placed.packageId] });
    const list = await world.engine.execute(camille, 'billingAccounts.list', {});
    expect(list.rows.map(({ label, packages }) => [label, packages.length])).toEqual([
      ['Visa •••• 4242', 0],
      ['Mastercard •••• 4444', 1],
    ]);
    expect(list.paidByDefault).toEqual([]);
    const changed = await world.engine.execute(camille, 'billingAccounts.change', {
      commandId: world.newId(),
      billingAccountId: second.billingAccountId ?? '',
      version: list.rows[1]?.version ?? 0,
      ownerContactId: camille.contactId,
      packageIds: [],
      makeDefault: true,
    });
    expect(changed).toMatchObject({ isDefault: true, packages: [] });
    const after = await world.engine.execute(camille, 'billingAccounts.list', {});
    expect(after.paidByDefault.map(({ packageId }) => packageId)).toEqual([placed.packageId]);
    expect(await labels()).toEqual(['Mastercard •••• 4444 *', 'Visa •••• 4242']);
    const stale = world.engine.execute(camille, 'billingAccounts.change', {
      commandId: world.newId(),
      billingAccountId: first.billingAccountId ?? '',
      version: 1,
      ownerContactId: camille.contactId,
      packageIds: [],
      makeDefault: false,
    });
    expect(await codeOf(stale)).toBe('stale_version');
  });

  it('[9.1] another contact sees type, last four and packages, and changes nothing', async () => {
    await addCard(world, camille, cards.good, { packageIds: [placed.packageId] });
    const view = await addContact(world, camille, 'noel', {
      areas: ['billing_accounts', 'packages'],
    });
    const noel = signedIn(view);
    const [account] = await accountsOf(world, noel);
    expect(account).toMatchObject({
      label: 'Visa •••• 4242',
      owner: null,
      expiryMonth: null,
      expiryYear: null,
      mayEdit: false,
    });
    expect(account?.packages).toHaveLength(1);
    expect(await codeOf(remove(noel, 'Visa •••• 4242'))).toBe('forbidden');
    const own = await addCard(world, noel, mastercard);
    expect(own.state).toBe('succeeded');
    const mails = { commandId: world.newId(), methodId: 'card', packageIds: [] };
    const forCamille = world.engine.execute(noel, 'billingAccounts.add', {
      ...mails,
      makeDefault: false,
      ownerContactId: camille.contactId,
    });
    expect(await codeOf(forCamille)).toBe('forbidden');
    // The primary contact edits them all.
    expect((await accountsOf(world, camille)).map(({ mayEdit }) => mayEdit)).toEqual([true, true]);
  });
});

describe('removing an account', () => {
  it('[9.1] shows first what moves where; the gateway forgets the card', async () => {
    const { billingAccountId } = await addCard(world, camille, cards.good, {
      packageIds: [placed.packageId],
    });
    await addCard(world, camille, mastercard);
    const preview = await world.engine.execute(camille, 'billingAccounts.previewRemoval', {
      billingAccountId: billingAccountId ?? '',
    });
    expect(preview).toMatchObject({ changesDefault: true, charging: false, isLast: false });
    expect(preview.next?.label).toBe('Mastercard •••• 4444');
    expect(preview.packages.map(({ packageId }) => packageId)).toEqual([placed.packageId]);
    await remove(camille, 'Visa •••• 4242');
    expect(await labels()).toEqual(['Mastercard •••• 4444 *']);
    await world.settle();
    expect(world.vendor.state().methods.map(({ last4 }) => last4)).toEqual(['4444']);
  });

  it('[9.1] not while a payment by it is on its way', async () => {
    await addCard(world, camille);
    const [account] = await accountsOf(world, camille);
    await world.fault('charge', 'lose-answer');
    await world.fault('charge_lookup', 'hang');
    await payCard(world, placed, 'good', {
      methodId: 'billing_account',
      billingAccountId: account?.billingAccountId ?? '',
      gatewayData: {},
    });
    expect(await codeOf(remove(camille, 'Visa •••• 4242'))).toBe('charge_open');
    await lateSettled();
    await remove(camille, 'Visa •••• 4242');
  });

  it('[9.8] of the last one leaves one that keeps nothing, which a new card replaces', async () => {
    await addCard(world, camille);
    await remove(camille, 'Visa •••• 4242');
    expect(await labels()).toEqual(['Manual payment *']);
    expect(await codeOf(remove(camille, 'Manual payment'))).toBe('invalid_input');
    await addCard(world, camille, mastercard);
    expect(await labels()).toEqual(['Mastercard •••• 4444 *', 'Manual payment']);
    // The same card again is the same account again.
    await addCard(world, camille);
    expect(await labels()).toHaveLength(3);
  });
});

describe('the default account', () => {
  it('[9.8, S12] is of the kind that paid the first order, where nothing was kept', async () => {
    await payCard(world, placed, 'good');
    const [account] = await accountsOf(world, camille);
    expect(account).toMatchObject({ type: 'third_party', isDefault: true });
    expect(account?.chargedAutomatically).toBe(false);
    const other = await orderAs(world, 'sota');
    await world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId: other.invoiceId,
      paidOn: '2026-11-22',
      method: 'Cheque',
      reference: '4711',
    });
    const [byHand] = await accountsOf(world, other.client);
    expect(byHand).toMatchObject({ type: 'manual', label: 'Cheque', isDefault: true });
  });

  it('[9.8, S11] is the card that paid it, where the client let us keep it', async () => {
    await payCard(world, placed, 'good', { save: true });
    expect(await labels()).toEqual(['Visa •••• 4242 *']);
  });
});

describe('an expiring card', () => {
  it('[9.9] makes one to-do, which says what it will hit', async () => {
    await payCard(world, placed, 'good');
    const token = await world.cardToken(cards.good, '03/27');
    await addCard(world, camille, cards.good, { gatewayData: { token } });
    await world.advanceTo('2027-01-05');
    const { rows } = await world.engine.execute(camille, 'todos.list', {});
    const todos = rows.filter(({ kind }) => kind === 'account_expiring');
    expect(todos).toHaveLength(1);
    expect(todos[0]?.account).toEqual({
      billingAccountId: expect.any(String),
      label: 'Visa •••• 4242',
      endsOn: '2027-04-01',
      packages: ['atelier-lumiere.example'],
    });
    const [account] = await accountsOf(world, camille);
    expect(account?.expiry).toBe('soon');
    await remove(camille, 'Visa •••• 4242');
    const left = await world.engine.execute(camille, 'todos.list', {});
    expect(left.rows.map(({ kind }) => kind)).not.toContain('account_expiring');
  });
});
