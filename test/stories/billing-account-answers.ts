import type {
  BillingAccountList,
  BillingAccountRow,
  BillingAccountSetup,
} from '../../src/contract/billing-accounts.ts';
import type { Input } from '../../src/contract/operations.ts';
import type { Json } from '../../src/contract/wire.ts';
import { accountsOf } from '../support/accounts.ts';
import { signedIn } from '../support/contacts.ts';
import { cards } from '../support/shop.ts';
import type { ClientPrincipal, World } from '../support/world.ts';
import type { Answered } from './answers.ts';
import type { TidewellLife } from './life.ts';
import type { Names } from './names.ts';

const mastercard = '5555555555554444';

/** Keeps a card, and gives the setup as it was answered. */
async function keep(
  world: World,
  client: ClientPrincipal,
  [number, expiry]: readonly [number: string, expiry: string],
  more: Partial<Input<'billingAccounts.add'>> = {},
): Promise<BillingAccountSetup> {
  const gatewayData = { token: await world.cardToken(number, expiry) };
  const input = { commandId: world.newId(), methodId: 'card', gatewayData, ...more };
  return world.engine.execute(client, 'billingAccounts.add', {
    packageIds: [],
    makeDefault: false,
    ...input,
  });
}

/** The client says yes to the bank, and comes back. */
async function approve(
  world: World,
  client: ClientPrincipal,
  { setupId, action }: BillingAccountSetup,
): Promise<BillingAccountSetup> {
  if (action?.kind !== 'challenge') throw new Error('The bank asks for nothing.');
  const { pathname, search } = new URL(action.url);
  const body = new URLSearchParams({ answer: 'approve' });
  await world.vendorFetch(`${pathname}${search}`, { method: 'POST', body });
  const command = { commandId: world.newId(), setupId };
  return world.engine.execute(client, 'billingAccounts.resume', command);
}

async function labelled(
  world: World,
  client: ClientPrincipal,
  label: string,
): Promise<BillingAccountRow> {
  const found = (await accountsOf(world, client)).find((row) => row.label === label);
  if (found === undefined) throw new Error(`There is no ${label}.`);
  return found;
}

async function remove(
  world: World,
  client: ClientPrincipal,
  billingAccountId: string,
): Promise<BillingAccountList> {
  const { version } = await world.engine.execute(client, 'billingAccounts.get', {
    billingAccountId,
  });
  const command = { commandId: world.newId(), billingAccountId, version };
  return world.engine.execute(client, 'billingAccounts.remove', command);
}

/** The contact of a user name. */
async function contactOf(
  world: World,
  client: ClientPrincipal,
  userName: string,
): Promise<ClientPrincipal> {
  const { rows } = await world.engine.execute(client, 'contacts.list', {});
  const contactId = rows.find((row) => row.userName === userName)?.contactId ?? '';
  return signedIn(await world.engine.execute(client, 'contacts.get', { contactId }));
}

/**
 * A card that ends soon and pays by default, one of another contact, one to step in, and transfers
 * by hand in place of the account that stood in at first.
 */
async function keepThree(
  world: World,
  life: TidewellLife,
): Promise<Readonly<Record<'saved' | 'asking' | 'resumed', BillingAccountSetup>>> {
  const { client, silver, gold } = life;
  const other = await contactOf(world, client, 'bracken');
  const [first] = await accountsOf(world, client);
  const saved = await keep(world, client, [cards.good, '12/26'], {
    packageIds: [gold.packageId],
    makeDefault: true,
  });
  await keep(world, client, [mastercard, '04/29'], {
    packageIds: [silver.packageId],
    ownerContactId: other.contactId ?? '',
  });
  await remove(world, client, first?.billingAccountId ?? '');
  const asking = await keep(world, client, [cards.challenge, '09/30']);
  const resumed = await approve(world, client, asking);
  await world.engine.execute(client, 'billingAccounts.add', {
    commandId: world.newId(),
    methodId: 'transfer',
    packageIds: [life.support.packageId],
    makeDefault: false,
  });
  return { saved, asking, resumed };
}

/** Billing accounts, how they are kept and removed, and who pays what. */
export async function billingAccountAnswers(world: World, life: TidewellLife): Promise<Answered> {
  const { engine } = world;
  const { client } = life;
  const first = await engine.execute(client, 'billingAccounts.list', {});
  const kept = await keepThree(world, life);
  const spare = await labelled(world, client, 'Visa •••• 3220');
  const routing = await engine.execute(client, 'billingAccounts.setFallback', {
    commandId: world.newId(),
    billingAccountIds: [spare.billingAccountId],
  });
  const other = await contactOf(world, client, 'bracken');
  const main = await labelled(world, client, 'Visa •••• 4242');
  const query = { billingAccountId: main.billingAccountId };
  const answers = {
    first,
    list: await engine.execute(client, 'billingAccounts.list', {}),
    foreign: await engine.execute(other, 'billingAccounts.list', {}),
    options: await engine.execute(client, 'billingAccounts.options', {}),
    routing,
    removal: await engine.execute(client, 'billingAccounts.previewRemoval', query),
    spareRemoval: await engine.execute(client, 'billingAccounts.previewRemoval', {
      billingAccountId: spare.billingAccountId,
    }),
    ...kept,
    pending: await keep(world, client, [cards.late, '12/30']),
    declined: await keep(world, client, [cards.stolen, '12/30']),
  };
  return { ...answers, removed: await remove(world, client, spare.billingAccountId) };
}

/** Adds the accounts of an answer: `acc_4242` for a card, `acc_manual` for what has no digits. */
export function addAccounts(names: Names, value: Json): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const each of value) addAccounts(names, each);
    return;
  }
  const { billingAccountId, type, last4 } = value as Readonly<Record<string, Json>>;
  if (typeof billingAccountId === 'string' && typeof type === 'string') {
    names.set(billingAccountId, `acc_${last4 === '' ? type : last4}`);
  }
  for (const each of Object.values(value)) addAccounts(names, each);
}
