import { sql } from 'kysely';
import { collected } from '../../plugins/manual/index.ts';
import type { BankAccountInput } from '../../src/contract/bank-accounts.ts';
import type { BillingAccountSetup } from '../../src/contract/billing-accounts.ts';
import type { Input } from '../../src/contract/operations.ts';
import {
  createSealingKeys,
  openSealingKey,
  type SealingKeys,
} from '../../src/node/sealing-keys.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import type { CollectionSettings } from '../../src/rules/collection-settings.ts';
import { renewalCatalog } from './renewals.ts';
import {
  type ClientPrincipal,
  createWorld,
  emptyStore,
  type World,
  type WorldOptions,
} from './world.ts';

/** What opens the keys of {@link sealingKeys}. */
export const passPhrase = 'correct horse battery';

let made: Promise<SealingKeys> | undefined;

/** A pair for tests, made once: its pass-phrase takes a while by design. */
export function sealingKeys(): Promise<SealingKeys> {
  made ??= createSealingKeys(passPhrase);
  return made;
}

/** The private key of it. */
export async function openedKey(): Promise<Awaited<ReturnType<typeof openSealingKey>>> {
  return openSealingKey((await sealingKeys()).file, passPhrase);
}

/** Who collects. */
export const collection: CollectionSettings = {
  sepa: { name: 'Host & Co', iban: 'DE89370400440532013000', creditorId: 'DE98ZZZ09999999999' },
  ach: {
    destination: { routingNumber: '021000021', name: 'Example Bank' },
    origin: { id: '1234567890', name: 'Host Co' },
    company: { id: '1234567890', name: 'Host Co' },
    description: 'HOSTING',
  },
};

/** A catalog with a payment method that files collect from. */
export function collectingCatalog(catalog: Catalog = renewalCatalog()): Catalog {
  const bank = { id: 'bank', pluginId: 'bank-account', label: 'Bank account' };
  const paymentMethods = [...catalog.provider.paymentMethods, bank];
  return { ...catalog, provider: { ...catalog.provider, paymentMethods } };
}

/** A world whose clients can give bank accounts. */
export async function sealedWorld(
  more: Partial<Pick<WorldOptions, 'catalog' | 'settings' | 'store'>> = {},
): Promise<World> {
  const { publicKey } = await sealingKeys();
  return createWorld({
    catalog: collectingCatalog(more.catalog),
    store: more.store ?? (await emptyStore()),
    plugins: (list) => [...list, collected({ from: ['iban', 'us_bank'] })],
    settings: { sealingKey: publicKey, collection, ...more.settings },
  });
}

/** Data that must not be found anywhere but sealed. */
export const canaries = {
  iban: 'FR1420041010050500013M02606',
  holder: 'Zebulon Quartermain',
  accountNumber: '98765432101234',
  licenceNumber: 'LX-7731904',
  birthDate: '1971-03-29',
  routingNumber: '021000021',
} as const;

/** A French account. */
export const frenchAccount: Extract<BankAccountInput, { kind: 'iban' }> = {
  kind: 'iban',
  holder: canaries.holder,
  iban: canaries.iban,
  consentVersion: '1',
};

/** An account of the United States. */
export const americanAccount: Extract<BankAccountInput, { kind: 'us_bank' }> = {
  kind: 'us_bank',
  holder: canaries.holder,
  bankName: 'Example Bank',
  accountType: 'checking',
  routingNumber: canaries.routingNumber,
  accountNumber: canaries.accountNumber,
  licenceNumber: canaries.licenceNumber,
  licenceState: 'TX',
  birthDate: canaries.birthDate,
  consentVersion: '1',
};

/** Gives a bank account. */
export function addBankAccount(
  world: World,
  client: ClientPrincipal,
  more: Partial<Input<'billingAccounts.add'>> = {},
): Promise<BillingAccountSetup> {
  return world.engine.execute(client, 'billingAccounts.add', {
    commandId: world.newId(),
    methodId: 'bank',
    bankAccount: frenchAccount,
    packageIds: [],
    makeDefault: true,
    ...more,
  });
}

/** Every row of every table as text, but for the tables of a database itself. */
export async function allRows(world: World): Promise<string> {
  return world.read(async (handle) => {
    const tables = await sql<{ readonly name: string }>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      order by 1`.execute(handle);
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ readonly row: string }>`
        select t::text as row from ${sql.raw(name)} t`.execute(handle);
      texts.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return texts.join('\n');
  });
}
