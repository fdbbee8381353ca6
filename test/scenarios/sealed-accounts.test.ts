import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BankAccountInput } from '../../src/contract/bank-accounts.ts';
import { parseInput } from '../../src/operations/index.ts';
import { accountsOf } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { exampleCatalog } from '../support/catalog.ts';
import { renewalCatalog } from '../support/renewals.ts';
import {
  addBankAccount,
  allRows,
  americanAccount,
  canaries,
  frenchAccount,
  openedKey,
  sealedWorld,
  sealingKeys,
} from '../support/sealed.ts';
import { buy, codeOf, item } from '../support/shop.ts';
import { type ClientPrincipal, createWorld, type World } from '../support/world.ts';

let world: World;
let client: ClientPrincipal;
let invoiceId: string;
let packageId: string;
beforeEach(async () => {
  world = await sealedWorld();
  ({ client, invoiceId, packageId } = await buy(world, 'camille', [
    item('web', 'silver', 'monthly'),
  ]));
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** No table has any of what is secret, and each that is missing would be found. */
async function expectNothingTold(): Promise<void> {
  const rows = await allRows(world);
  expect(rows).toContain('atelier-lumiere.example');
  for (const secret of Object.values(canaries)) {
    if (secret === canaries.routingNumber) continue;
    expect(rows).not.toContain(secret);
    expect(rows.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(rows).not.toContain(btoa(secret).replace(/=+$/, ''));
  }
  for (const mail of world.mails) {
    for (const secret of Object.values(canaries))
      expect(JSON.stringify(mail)).not.toContain(secret);
  }
}

const faultOf = async (account: unknown) => {
  try {
    await addBankAccount(world, client, { bankAccount: account as BankAccountInput });
    return 'taken';
  } catch (error) {
    const { code, field, message } = error as { code: string; field: string; message: string };
    const told = JSON.stringify(error) + message;
    for (const secret of Object.values(canaries)) expect(told).not.toContain(secret);
    return `${code} ${field}`;
  }
};

describe('giving a bank account', () => {
  it('[9.3, 9.7] is offered with the forms of the currency, where there is a key', async () => {
    const options = await world.engine.execute(client, 'billingAccounts.options', {});
    const [bank] = options.methods.filter(({ type }) => type === 'bank_account');
    expect(bank).toMatchObject({
      method: { methodId: 'bank' },
      forms: ['iban'],
      mandate: {
        version: '1',
        creditor: 'Host & Co',
        creditorId: 'DE98ZZZ09999999999',
        noticeDays: { iban: 14, us_bank: 10 },
      },
    });
    await world.restart();
    const { methods } = await world.engine.execute(client, 'payments.options', {
      invoiceIds: [invoiceId],
    });
    expect(methods.map(({ methodId }) => methodId)).toEqual(['card', 'transfer']);
  });

  it('[9.7, 9.10] keeps what may be shown, and the evidence of the mandate', async () => {
    const setup = await addBankAccount(world, client, { packageIds: [packageId] });
    expect(setup).toMatchObject({ state: 'succeeded', action: null, failure: null });
    const [account] = await accountsOf(world, client);
    expect(account).toMatchObject({
      billingAccountId: setup.billingAccountId,
      type: 'bank_account',
      label: 'SEPA •••• 2606',
      isDefault: true,
      chargedAutomatically: true,
      packages: [{ packageId }],
    });
    const row = await world.read((handle) =>
      handle
        .selectFrom('billing_accounts')
        .innerJoin('sealed_accounts', 'sealed_accounts.billing_account_id', 'billing_accounts.id')
        .selectAll()
        .executeTakeFirstOrThrow(),
    );
    expect(row.mandate).toEqual({
      reference: expect.stringMatching(/^RR-[0-9A-F]{32}$/),
      method: 'sepa_direct_debit',
      scope: 'recurring',
      textVersion: '1',
      acceptedAt: '2026-11-22T10:00:00.000Z',
      acceptedOn: '2026-11-22',
      acceptedBy: client.contactId,
      acceptedFrom: null,
    });
    const { keyId, open } = await openedKey();
    expect(row.key_id).toBe(keyId);
    expect(JSON.parse(await open(row.sealed))).toEqual({
      reference: row.method_reference,
      account: { kind: 'iban', holder: canaries.holder, iban: canaries.iban },
    });
  });

  it('[9.7] nothing of it is in any table, event, mail or answer; nor of a repeat', async () => {
    const commandId = world.newId();
    const first = await addBankAccount(world, client, { commandId });
    expect(await addBankAccount(world, client, { commandId })).toEqual(first);
    const other = { ...frenchAccount, iban: 'DE89370400440532013000' };
    const conflict = addBankAccount(world, client, { commandId, bankAccount: other });
    expect(await codeOf(conflict)).toBe('conflict');
    await world.settle();
    expect(await accountsOf(world, client)).toHaveLength(1);
    const { rows } = await world.engine.execute(world.operator, 'clients.list', {});
    expect(rows).toHaveLength(1);
    await expectNothingTold();
  });

  it('[9.7] nor of one that is refused after it was sealed', async () => {
    expect(await faultOf({ ...frenchAccount, consentVersion: '0' })).toBe(
      'invalid_input bankAccount.consentVersion',
    );
    const strange = addBankAccount(world, client, { packageIds: ['none'] });
    expect(await codeOf(strange)).toBe('not_found');
    expect(await faultOf(americanAccount)).toBe('invalid_input bankAccount.kind');
    expect(await accountsOf(world, client)).toEqual([]);
    await expectNothingTold();
  });

  it('[9.3] takes bank data where it is asked for, and nowhere else', async () => {
    const of = (more: Parameters<typeof addBankAccount>[2]) =>
      addBankAccount(world, client, more).catch(({ code, field }) => `${code} ${field}`);
    expect(await of({ methodId: 'transfer' })).toBe('invalid_input bankAccount');
    expect(await of({ gatewayData: { token: 'x' } })).toBe('invalid_input gatewayData');
    const { bankAccount: _left, ...without } = {
      commandId: world.newId(),
      methodId: 'bank',
      packageIds: [],
      makeDefault: true,
      bankAccount: frenchAccount,
    };
    const nothing = world.engine.execute(client, 'billingAccounts.add', without);
    expect(await nothing.catch(({ code, field }) => `${code} ${field}`)).toBe(
      'invalid_input bankAccount',
    );
  });

  it('[9.7] without a key no bank account is offered or taken', async () => {
    await world.close();
    world = await createWorld({
      catalog: renewalCatalog(),
    });
    ({ client } = await buy(world, 'camille', [item('web', 'silver', 'monthly')]));
    const options = await world.engine.execute(client, 'billingAccounts.options', {});
    expect(options.methods.map(({ type }) => type)).not.toContain('bank_account');
    expect(await codeOf(addBankAccount(world, client))).toBe('method_not_available');
  });

  it('[9.7] a private key in the settings is refused, and not said', async () => {
    const { publicKey } = await sealingKeys();
    const pretended = { ...publicKey, d: 'the-secret-number' };
    const made = sealedWorld({ settings: { sealingKey: pretended } });
    const error = await made.catch((reason: Error & { code: string; field: string }) => reason);
    expect(error).toMatchObject({ code: 'invalid_input', field: 'settings.sealingKey' });
    expect(String(error)).not.toContain('the-secret-number');
  });

  it('[9.1, 9.7] what is removed is erased', async () => {
    await addBankAccount(world, client);
    const [account] = await accountsOf(world, client);
    await world.engine.execute(client, 'billingAccounts.remove', {
      commandId: world.newId(),
      billingAccountId: account?.billingAccountId ?? '',
      version: account?.version ?? 0,
    });
    await world.settle();
    expect(await allRows(world)).not.toContain('public.sealed_accounts');
  });
});

it('[9.3, 9.7] an account of the United States is kept sealed, and collected by ACH', async () => {
  await world.close();
  world = await sealedWorld({ catalog: exampleCatalog });
  const placed = await buy(world, 'camille', [item('web', 'silver', 'annual')], {
    currency: 'USD',
  });
  ({ client } = placed);
  const options = await world.engine.execute(client, 'billingAccounts.options', {});
  expect(options.methods.find(({ type }) => type === 'bank_account')?.forms).toEqual(['us_bank']);
  const bankAccount = { ...americanAccount, bankState: 'TX' };
  const { billingAccountId } = await addBankAccount(world, client, { bankAccount });
  expect(await accountsOf(world, client)).toMatchObject([{ label: 'Example Bank •••• 1234' }]);
  const { rows } = await world.engine.execute(client, 'invoices.list', {});
  const total = rows[0]?.balance;
  if (total === undefined) throw new Error('Nothing is open.');
  await world.engine.execute(client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [placed.invoiceId],
    confirmedTotal: total,
    billingAccountId: billingAccountId ?? '',
  });
  await world.settle();
  await expectNothingTold();
  const { keyId, open } = await openedKey();
  const file = await world.engine.execute(world.operator, 'collectionFiles.add', {
    commandId: world.newId(),
    format: 'nacha',
    keyId,
  });
  const [filed] = file.collections;
  const { account } = JSON.parse(await open(filed?.sealed ?? ''));
  const { consentVersion: _version, ...data } = bankAccount;
  expect(account).toEqual(data);
});

describe('each field', () => {
  const input = (bankAccount: object) => ({
    commandId: crypto.randomUUID(),
    methodId: 'bank',
    packageIds: [],
    makeDefault: false,
    bankAccount,
  });
  const refusals: readonly [string, object, unknown][] = [
    ['routingNumber', americanAccount, '021000022'],
    ['routingNumber', americanAccount, '000000000'],
    ['routingNumber', americanAccount, '98765432101234'],
    ['accountNumber', americanAccount, '98765432101234x'],
    ['accountNumber', americanAccount, '987'],
    ['licenceNumber', americanAccount, ''],
    ['licenceState', americanAccount, 'ZZ'],
    ['bankState', americanAccount, 'tx'],
    ['birthDate', americanAccount, '1971-02-29'],
    ['birthDate', americanAccount, '29.03.1971'],
    ['accountType', americanAccount, 'current'],
    ['holder', americanAccount, 'FR1420041010050500013M02606'],
    ['bankName', americanAccount, '4111 1111 1111 1111'],
    ['iban', frenchAccount, 'FR1420041010050500013M02607'],
    ['iban', frenchAccount, 'BR1800360305000010009795493C1'],
    ['bic', frenchAccount, 'NOBIC'],
    ['kind', frenchAccount, 'card'],
  ];
  it.each(refusals)(
    '[9.3] bankAccount.%s is refused and not repeated, case %#',
    (name, of, value) => {
      let error: unknown;
      try {
        parseInput('billingAccounts.add', input({ ...of, [name]: value }));
      } catch (reason) {
        error = reason;
      }
      expect(error).toMatchObject({ code: 'invalid_input', field: `bankAccount.${name}` });
      const told = `${JSON.stringify(error)}${(error as Error).message}`;
      if (value !== '') expect(told).not.toContain(String(value));
    },
  );

  it('[9.3] a number is taken as people write it', () => {
    const spaced = {
      ...frenchAccount,
      iban: 'fr14 2004 1010 0505 0001 3m02 606',
      bic: 'psstfrppmon',
    };
    expect(parseInput('billingAccounts.add', input(spaced)).bankAccount).toMatchObject({
      iban: canaries.iban,
      bic: 'PSSTFRPPMON',
    });
    const routing = { ...americanAccount, routingNumber: '0210-0002-1' };
    expect(parseInput('billingAccounts.add', input(routing)).bankAccount).toMatchObject({
      routingNumber: '021000021',
    });
  });

  it('[9.3] a date of birth lies in the past', async () => {
    const unborn = { ...americanAccount, birthDate: '2026-11-22' };
    expect(await faultOf(unborn)).toBe('invalid_input bankAccount.birthDate');
  });
});
