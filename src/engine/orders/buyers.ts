import type { Principal } from '../../contract/operation.ts';
import { areas } from '../../contract/operation.ts';
import type { PlaceOrder } from '../../contract/orders.ts';
import { fail } from '../../errors.ts';
import type { TaxParty } from '../../rules/tax.ts';
import { partyOf } from '../clients/party.ts';
import { refuseTakenName, writeSignIn } from '../clients/sign-ins.ts';
import { emit, type Scope } from '../context.ts';

/** Who buys: a client that is there, or one just made. */
export interface Buyer {
  readonly clientId: string;
  readonly contactId: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly currency: string;
  readonly party: TaxParty;
}

/** The signed-in client as a buyer, or null. */
export async function buyerClient(
  scope: Scope,
  principal: Principal,
  options: { readonly lock?: boolean } = {},
): Promise<Buyer | null> {
  if (principal.kind !== 'client') return null;
  const row = await scope.handle
    .selectFrom('clients')
    .selectAll()
    .where('id', '=', principal.clientId)
    .$if(options.lock === true, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  return {
    clientId: row.id,
    contactId: principal.contactId,
    status: row.status,
    currency: row.currency,
    party: partyOf(row),
  };
}

/**
 * Makes a client with its primary contact and its sign-in (SPEC 3.1, 4.3).
 *
 * @throws BillingError `user_name_taken`.
 */
export async function newBuyer(
  scope: Scope,
  input: PlaceOrder,
  passwordHash: string | null,
): Promise<Buyer> {
  const { client, currency } = input;
  if (client === undefined) fail('invalid_input', 'Enter your contact data.', { field: 'client' });
  const { chance } = scope.context;
  const ids = { clientId: chance.uuid(), contactId: chance.uuid(), userId: chance.uuid() };
  const { clientId, contactId } = ids;
  await refuseTakenName(scope, client.userName, 'client.userName');
  await writeClient(scope, client, ids, currency);
  const { userName } = client;
  await writeSignIn(scope, { ...ids, userName, name: personOf(client), passwordHash });
  await writeContact(scope, client, ids);
  await emit(scope, 'client.created', clientId, clientId);
  return {
    clientId,
    contactId,
    status: 'active',
    currency,
    party: { country: client.country, kind: 'consumer' },
  };
}

type NewClient = NonNullable<PlaceOrder['client']>;

interface NewIds {
  readonly clientId: string;
  readonly contactId: string;
  readonly userId: string;
}

function personOf(client: NewClient): string {
  return `${client.firstName} ${client.lastName}`;
}

function languageOf(client: NewClient): string {
  return client.language ?? 'en';
}

async function writeClient(
  scope: Scope,
  client: NewClient,
  ids: NewIds,
  currency: string,
): Promise<void> {
  await scope.handle
    .insertInto('clients')
    .values({
      id: ids.clientId,
      name: client.company ?? personOf(client),
      status: 'active',
      currency,
      country: client.country,
      state: client.state ?? null,
      county: client.county ?? null,
      city: client.city,
      vat_number: client.vatNumber ?? null,
      vat_number_valid: false,
      tax_exempt: false,
      language: languageOf(client),
      created_at: scope.now,
    })
    .execute();
}

async function writeContact(scope: Scope, client: NewClient, ids: NewIds): Promise<void> {
  await scope.handle
    .insertInto('contacts')
    .values({
      id: ids.contactId,
      client_id: ids.clientId,
      user_id: ids.userId,
      is_primary: true,
      company: client.company ?? null,
      first_name: client.firstName,
      last_name: client.lastName,
      email: client.email,
      street: client.street,
      street2: client.street2 ?? null,
      city: client.city,
      state: client.state ?? null,
      county: client.county ?? null,
      zip: client.zip,
      country: client.country,
      phone: client.phone,
      user_name: client.userName,
      language: languageOf(client),
      areas: [...areas],
      created_at: scope.now,
    })
    .execute();
}
