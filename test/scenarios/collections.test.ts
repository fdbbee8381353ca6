import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CollectionRow } from '../../src/contract/collections.ts';
import type { Input } from '../../src/contract/operations.ts';
import { accountsOf } from '../support/accounts.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import {
  addBankAccount,
  allRows,
  canaries,
  openedKey,
  sealedWorld,
  sealingKeys,
} from '../support/sealed.ts';
import { buy, codeOf, item, payCard } from '../support/shop.ts';
import type { ClientPrincipal, World } from '../support/world.ts';

let world: World;
let client: ClientPrincipal;
let keyId: string;
/** The renewal of December is collected from the account of the client. */
beforeEach(async () => {
  world = await sealedWorld();
  ({ keyId } = await openedKey());
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payCard(world, placed, 'good');
  ({ client } = placed);
  await addBankAccount(world, client);
  await world.advanceTo('2026-12-23');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const collections = async (): Promise<readonly CollectionRow[]> =>
  (await world.engine.execute(world.operator, 'collections.list', {})).rows;

const states = async () =>
  (await collections()).map(({ collectionId, state }) => `${collectionId} ${state}`);

const exportFile = (more: Partial<Input<'collectionFiles.add'>> = {}) =>
  world.engine.execute(world.operator, 'collectionFiles.add', {
    commandId: world.newId(),
    format: 'pain008',
    keyId,
    ...more,
  });

const settleAs = (
  result: 'paid' | 'returned',
  reason?: string,
  collectionId = 'C0000000001',
): Promise<CollectionRow> =>
  world.engine.execute(world.operator, 'collections.settle', {
    commandId: world.newId(),
    collectionId,
    result,
    ...(reason === undefined ? {} : { reason }),
  });

const outstanding = async () =>
  (await world.engine.execute(client, 'invoices.list', { filter: 'outstanding' })).rows;

const payNow = async (how: { methodId?: string; billingAccountId?: string }) => {
  const rows = await outstanding();
  const [first] = rows;
  if (first === undefined) throw new Error('Nothing is open.');
  return world.engine.execute(client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [first.invoiceId],
    confirmedTotal: first.balance,
    ...how,
  });
};

describe('on the due date', () => {
  it('[8.9] the invoice is collection due, its client is told when, and nothing else asks', async () => {
    const [row] = await collections();
    expect(row).toMatchObject({
      collectionId: 'C0000000001',
      clientId: client.clientId,
      account: 'SEPA •••• 2606',
      kind: 'iban',
      amount: { amount: 959n, currency: 'EUR' },
      collectOn: '2027-01-06',
      state: 'due',
      collectionFileId: null,
      reason: null,
    });
    const charge = await world.engine.execute(client, 'payments.get', {
      chargeId: row?.chargeId ?? '',
    });
    expect(charge).toMatchObject({ state: 'pending', action: null, collectedOn: '2027-01-06' });
    const notice = world.mails.at(-1);
    expect(notice?.subject.replaceAll(/\s/g, ' ')).toBe('We collect 9,59 € on 6 janv. 2027');
    const mandate = await world.read((handle) =>
      handle
        .selectFrom('billing_accounts')
        .select('method_reference')
        .where('sealed_kind', '=', 'iban')
        .executeTakeFirstOrThrow(),
    );
    expect(notice?.text).toContain(`Mandate: ${mandate.method_reference}`);
    expect(notice?.text).toContain('Creditor: DE98ZZZ09999999999');
    // Neither the run nor a reminder touches it while it is open.
    await world.advanceTo('2027-01-10');
    expect(await states()).toEqual(['C0000000001 due']);
    const later = world.mails.slice(world.mails.findIndex((mail) => mail === notice) + 1);
    expect(later.filter(({ text }) => text.includes('HL-2026-000002'))).toEqual([]);
    expect(world.vendor.state().charges).toHaveLength(1);
  });

  it('[8.1, 8.9] a client may ask for it at once; the day that he is told is a weekday', async () => {
    await exportFile();
    await settleAs('paid');
    const second = await buy(world, client, [item('web', 'silver', 'monthly')]);
    const [account] = await accountsOf(world, client);
    world.clock.set('2026-12-26T10:00:00Z');
    const charge = await payNow({ billingAccountId: account?.billingAccountId ?? '' });
    expect(charge).toMatchObject({
      state: 'pending',
      collectedOn: '2027-01-11',
      invoices: [{ invoiceId: second.invoiceId }],
    });
    expect(await states()).toEqual(['C0000000002 due', 'C0000000001 paid']);
  });

  it('[8.6] another way to pay gives it up, as long as no bank knows of it', async () => {
    expect(await payNow({ methodId: 'transfer' })).toMatchObject({ state: 'pending' });
    expect(await states()).toEqual(['C0000000001 withdrawn']);
    expect(await codeOf(exportFile())).toBe('not_found');
  });

  it('[8.6] what is in a file is given up no more: by nobody', async () => {
    const [row] = await collections();
    const { collections: filed } = await exportFile();
    expect(filed).toHaveLength(1);
    const commandId = world.newId();
    const chargeId = row?.chargeId ?? '';
    expect(await codeOf(payNow({ methodId: 'transfer' }))).toBe('charge_open');
    const cancel = world.engine.execute(client, 'payments.cancel', { commandId, chargeId });
    expect(await codeOf(cancel)).toBe('charge_open');
    const [invoice] = await outstanding();
    const byHand = world.engine.execute(world.operator, 'invoices.cancel', {
      commandId: world.newId(),
      invoiceId: invoice?.invoiceId ?? '',
      reason: 'A mistake.',
    });
    expect(await codeOf(byHand)).toBe('charge_open');
    const [account] = await accountsOf(world, client);
    const remove = world.engine.execute(client, 'billingAccounts.remove', {
      commandId: world.newId(),
      billingAccountId: account?.billingAccountId ?? '',
      version: account?.version ?? 0,
    });
    expect(await codeOf(remove)).toBe('charge_open');
  });
});

describe('the file', () => {
  it('[8.9, 9.7] has each collection once, sealed, and is the same when asked again', async () => {
    const made = await exportFile();
    expect(made).toMatchObject({
      number: 1001,
      format: 'pain008',
      keyId,
      madeOn: '2026-12-23',
      count: 1,
      sum: { amount: 959n, currency: 'EUR' },
      sepa: { creditorId: 'DE98ZZZ09999999999' },
      ach: null,
      left: 0,
    });
    const [one] = made.collections;
    expect(one).toMatchObject({
      collectionId: 'C0000000001',
      collectOn: '2027-01-06',
      sequence: 'FRST',
      mandate: { signedOn: '2026-11-22' },
      clientNumber: 1001,
    });
    const { open } = await openedKey();
    expect(JSON.parse(await open(one?.sealed ?? ''))).toEqual({
      reference: one?.mandate.reference,
      account: { kind: 'iban', holder: canaries.holder, iban: canaries.iban },
    });
    const again = await world.engine.execute(world.operator, 'collectionFiles.get', {
      collectionFileId: made.collectionFileId,
    });
    expect(again).toEqual(made);
    expect(await codeOf(exportFile())).toBe('not_found');
    expect(await states()).toEqual(['C0000000001 exported']);
    const rows = await allRows(world);
    for (const secret of [canaries.iban, canaries.holder]) expect(rows).not.toContain(secret);
  });

  it('[8.9] the next one of a mandate is not its first; the day is no earlier than a bank takes', async () => {
    await exportFile();
    await settleAs('paid');
    await world.advanceTo('2027-02-20');
    const { collections: filed } = await exportFile();
    expect(filed).toMatchObject([
      { collectionId: 'C0000000002', sequence: 'RCUR', collectOn: '2027-02-22' },
    ]);
  });

  it('[9.7] takes only what its key opens; of the other format and without a creditor, nothing', async () => {
    expect(await codeOf(exportFile({ keyId: 'another' }))).toBe('not_found');
    expect(await codeOf(exportFile({ format: 'nacha' }))).toBe('not_found');
    await world.close();
    const { publicKey } = await sealingKeys();
    world = await sealedWorld({ settings: { sealingKey: publicKey, collection: {} } });
    expect(await codeOf(exportFile())).toBe('invalid_input');
  });

  it('[8.9] two exports at once: one of them has it', async () => {
    const both = await Promise.allSettled([exportFile(), exportFile()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const files = await world.engine.execute(world.operator, 'collectionFiles.list', {});
    expect(files.rows).toMatchObject([{ count: 1 }]);
  });
});

describe('what the bank did', () => {
  it('[8.9, 8.13] paid: it is booked once, however often it is entered', async () => {
    expect(await codeOf(settleAs('paid'))).toBe('invalid_transition');
    await exportFile();
    expect(await settleAs('paid')).toMatchObject({ state: 'paid' });
    await settleAs('paid');
    expect(await outstanding()).toEqual([]);
    expect((await bookSums(world))['gateway bank-account']).toBe(959n);
    expect(await codeOf(settleAs('paid', undefined, 'C0000000009'))).toBe('not_found');
    await world.settle();
    expect(world.mails.at(-1)?.subject).toMatch(/^Paid: HL-2026-/);
  });

  it('[8.8, 8.9] without funds it is tried again, with a notice of its own', async () => {
    await exportFile();
    expect(await codeOf(settleAs('returned'))).toBe('invalid_input');
    expect(await settleAs('returned', 'AM04')).toMatchObject({ state: 'returned', reason: 'AM04' });
    await world.settle();
    expect(world.mails.at(-1)?.subject).toMatch(/did not go through$/);
    await world.advanceTo('2026-12-25');
    expect(await states()).toEqual(['C0000000002 due', 'C0000000001 returned']);
    const notices = world.mails.filter(({ subject }) => subject.startsWith('We collect'));
    expect(notices).toHaveLength(2);
    const { collections: filed } = await exportFile();
    expect(filed.map(({ collectionId }) => collectionId)).toEqual(['C0000000002']);
  });

  it('[8.8] an account that is closed is charged no more, and its client is told', async () => {
    await exportFile();
    await settleAs('returned', 'AC04');
    const [closed] = await accountsOf(world, client);
    expect(closed).toMatchObject({ label: 'SEPA •••• 2606', chargedAutomatically: false });
    await world.advanceTo('2026-12-30');
    expect(await states()).toEqual(['C0000000001 returned']);
    const { rows } = await world.engine.execute(client, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toContain('account_gone');
    const again = payNow({ billingAccountId: closed?.billingAccountId ?? '' });
    expect(await codeOf(again)).toBe('method_not_available');
  });

  it('[8.12] a return of what was booked opens the invoice again, and is not tried again', async () => {
    await exportFile();
    await settleAs('paid');
    expect(await settleAs('returned', 'MD06')).toMatchObject({ state: 'returned', reason: 'MD06' });
    await settleAs('returned', 'MD06');
    expect(await outstanding()).toMatchObject([{ balance: { amount: 959n } }]);
    expect((await bookSums(world))['gateway bank-account']).toBe(0n);
    await world.advanceTo('2027-01-10');
    expect((await states()).filter((state) => state.endsWith('due'))).toEqual([]);
    expect(await codeOf(settleAs('paid'))).toBe('invalid_transition');
  });

  it('[8.6] money of what was returned by mistake is booked', async () => {
    await exportFile();
    await settleAs('returned', 'MS03');
    expect(await settleAs('paid')).toMatchObject({ state: 'paid', reason: null });
    expect(await outstanding()).toEqual([]);
  });
});

it('[9.1] an account of another contact is not collected from by a client who may not use it', async () => {
  await exportFile();
  await settleAs('paid');
  const other = await buy(world, 'other', [item('web', 'silver', 'monthly')]);
  const [account] = await accountsOf(world, client);
  const foreign = world.engine.execute(other.client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [other.invoiceId],
    confirmedTotal: { amount: 959n, currency: 'EUR' },
    billingAccountId: account?.billingAccountId ?? '',
  });
  expect(['not_found', 'amount_changed']).toContain(await codeOf(foreign));
});
