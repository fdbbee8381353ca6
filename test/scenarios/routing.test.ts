import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeclineGroup } from '../../src/ports/outcome.ts';
import { accountsOf, addCard, declining } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { addContact, signedIn } from '../support/contacts.ts';
import { renewalCatalog } from '../support/renewals.ts';
import { buy, cards, codeOf, item, payCard } from '../support/shop.ts';
import { type ClientPrincipal, createWorld, emptyStore, type World } from '../support/world.ts';

/** A second card; the one that paid the order is the default one. */
const second = '5555555555554444';

let world: World;
let client: ClientPrincipal;
let packageId: string;
/** What the bank says to each kept method, by the last four digits of its card. */
let declines: Map<string, DeclineGroup>;
beforeEach(async () => {
  declines = new Map();
  world = await createWorld({
    catalog: renewalCatalog(),
    store: await emptyStore(),
    plugins: (list) => declining(list, declines),
  });
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payCard(world, placed, 'good', { save: true });
  ({ client, packageId } = placed);
  await addCard(world, client, second);
  await world.settle();
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const idOf = async (last4: string): Promise<string> =>
  (await accountsOf(world, client)).find((row) => row.last4 === last4)?.billingAccountId ?? '';

async function decline(last4: string, group: DeclineGroup): Promise<void> {
  const method = world.vendor.state().methods.find((row) => row.last4 === last4);
  declines.set(method?.id ?? '', group);
}

async function stepIn(...lastFours: readonly string[]): Promise<void> {
  const billingAccountIds = await Promise.all(lastFours.map(idOf));
  const commandId = world.newId();
  await world.engine.execute(client, 'billingAccounts.setFallback', {
    commandId,
    billingAccountIds,
  });
}

/** The charges of the run as last four digits and end, in their order. */
const attempts = () =>
  world.read(async (handle) => {
    const rows = await handle
      .selectFrom('charges')
      .innerJoin('billing_accounts', 'billing_accounts.id', 'charges.billing_account_id')
      .select(['last4', 'charges.state'])
      .orderBy('charges.created_at')
      .execute();
    return rows.map(({ last4, state }) => `${last4} ${state}`);
  });

const chain = async () => {
  const view = await world.engine.execute(client, 'billingAccounts.routing', {});
  const digits = new Map(view.accounts.map((row) => [row.billingAccountId, row.last4]));
  return view.packages[0]?.chain.map(
    ({ billingAccountId, why }) => `${digits.get(billingAccountId)} ${why}`,
  );
};

async function pay(last4: string | null): Promise<void> {
  const account = (await accountsOf(world, client)).find((row) => row.last4 === (last4 ?? '4242'));
  await world.engine.execute(client, 'billingAccounts.change', {
    commandId: world.newId(),
    billingAccountId: account?.billingAccountId ?? '',
    version: account?.version ?? 0,
    ownerContactId: client.contactId,
    packageIds: last4 === null ? [] : [packageId],
    makeDefault: account?.isDefault ?? false,
  });
}

describe('who is charged', () => {
  it('[8.8, 19.6] the package’s own account, else the default one, else what steps in', async () => {
    expect(await chain()).toEqual(['4242 default']);
    await stepIn('4444');
    expect(await chain()).toEqual(['4242 default', '4444 fallback']);
    await pay('4444');
    expect(await chain()).toEqual(['4444 own', '4242 default']);
    await world.advanceTo('2026-12-22');
    expect(await attempts()).toEqual(['4444 succeeded']);
  });

  it('[8.8] what cannot succeed with one account is asked of the next by the next run', async () => {
    await stepIn('4444');
    await decline('4242', 'expired_card');
    await world.advanceTo('2026-12-23');
    expect(await attempts()).toEqual(['4242 failed', '4444 succeeded']);
    const { rows } = await world.engine.execute(client, 'invoices.list', { filter: 'outstanding' });
    expect(rows).toEqual([]);
  });

  it('[8.8] a decline that may pass is tried again with the same account first', async () => {
    await stepIn('4444');
    await decline('4242', 'insufficient_funds');
    await world.advanceTo('2026-12-23');
    expect(await attempts()).toEqual(['4242 failed', '4242 failed']);
    // After 1, 3 and 5 days its tries are used up.
    await world.advanceTo('2027-01-02');
    expect(await attempts()).toEqual([
      ...Array.from({ length: 4 }, () => '4242 failed'),
      '4444 succeeded',
    ]);
  });

  it('[8.8] with the last of the chain nothing more is tried, and the client is asked', async () => {
    await decline('4242', 'stolen');
    await world.advanceTo('2027-01-10');
    expect(await attempts()).toEqual(['4242 failed']);
    const { rows } = await world.engine.execute(client, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toContain('payment_declined');
  });

  it('[8.8, 9.9] an expired account is passed over', async () => {
    await stepIn('4444');
    await world.read((handle) =>
      handle
        .updateTable('billing_accounts')
        .set({ expiry_month: 11, expiry_year: 2026 })
        .where('last4', '=', '4242')
        .execute(),
    );
    await world.advanceTo('2026-12-22');
    expect(await attempts()).toEqual(['4444 succeeded']);
  });

  it('[8.8, 9.10] nothing is charged without a mandate', async () => {
    await world.read((handle) =>
      handle.updateTable('billing_accounts').set({ mandate: null }).execute(),
    );
    expect(await chain()).toEqual([]);
    await world.advanceTo('2026-12-23');
    expect(await attempts()).toEqual([]);
  });

  it('[8.5, 8.8] a debit that takes days is waited for, and no other account is charged', async () => {
    await addCard(world, client, cards.late);
    world.clock.advance(60);
    await world.vendor.tick();
    await world.settle();
    await stepIn('4444');
    await pay('0077');
    await world.advanceTo('2026-12-22');
    expect((await attempts())[0]).toMatch(/^0077 (pending|succeeded)$/);
    await world.advanceTo('2026-12-24');
    expect(await attempts()).toEqual(['0077 succeeded']);
  });
});

describe('what steps in', () => {
  it('[19.6] is named once, and only by who may use it', async () => {
    const id = await idOf('4444');
    const set = (who: ClientPrincipal, billingAccountIds: readonly string[]) =>
      world.engine.execute(who, 'billingAccounts.setFallback', {
        commandId: world.newId(),
        billingAccountIds,
      });
    expect(await codeOf(set(client, [id, id]))).toBe('invalid_input');
    expect(await codeOf(set(client, [world.newId()]))).toBe('not_found');
    const noel = signedIn(
      await addContact(world, client, 'noel', { areas: ['billing_accounts', 'packages'] }),
    );
    expect(await codeOf(set(noel, [id]))).toBe('forbidden');
    await set(client, [id]);
    // Another contact may leave it where it stands.
    expect(await codeOf(set(noel, [id]))).toBe('none');
  });

  it('[19.6] says what an expiring card will hit', async () => {
    await world.read((handle) =>
      handle
        .updateTable('billing_accounts')
        .set({ expiry_month: 11, expiry_year: 2026 })
        .where('last4', '=', '4242')
        .execute(),
    );
    const view = await world.engine.execute(client, 'billingAccounts.routing', {});
    expect(view.packages).toMatchObject([
      { packageId, nextRenewal: '2026-12-22', chain: [{ why: 'default' }], expiresBefore: true },
    ]);
  });
});
