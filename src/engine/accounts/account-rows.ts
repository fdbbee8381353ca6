import type { Selectable } from 'kysely';
import type {
  BillablePackage,
  BillingAccountList,
  BillingAccountRow,
} from '../../contract/billing-accounts.ts';
import { fail } from '../../errors.ts';
import { packageMachine } from '../../rules/package.ts';
import { expiryOf, type PayingAccount } from '../../rules/routing.ts';
import type { BillingAccountsTable } from '../../storage/tables/payments.ts';
import type { Scope } from '../context.ts';
import { type Caller, ownerOf } from '../use-case.ts';

/** A billing account that is kept, with its owner's name. */
export interface AccountRecord extends Selectable<BillingAccountsTable> {
  readonly owner_name: string;
  readonly owner_email: string;
}

/** The accounts of a client that are kept, the default one first. */
export async function readAccounts(
  scope: Scope,
  clientId: string,
): Promise<readonly AccountRecord[]> {
  const rows = await scope.handle
    .selectFrom('billing_accounts')
    .innerJoin('contacts', 'contacts.id', 'billing_accounts.contact_id')
    .selectAll('billing_accounts')
    .select(['contacts.first_name', 'contacts.last_name', 'contacts.email'])
    .where('billing_accounts.client_id', '=', clientId)
    .where('billing_accounts.removed_at', 'is', null)
    .orderBy('billing_accounts.is_default', 'desc')
    .orderBy('billing_accounts.created_at')
    .orderBy('billing_accounts.id')
    .execute();
  return rows.map(({ first_name, last_name, email, ...row }) => ({
    ...row,
    owner_name: `${first_name} ${last_name}`,
    owner_email: email,
  }));
}

/** The packages of a client that can still cost something, each with its payer. */
export async function billablePackages(
  scope: Scope,
  clientId: string,
): Promise<readonly BillablePackage[]> {
  const rows = await scope.handle
    .selectFrom('packages')
    .select(['id', 'number', 'plan_name', 'product_name', 'domain_name', 'billing_account_id'])
    .where('client_id', '=', clientId)
    .where('status', 'not in', [...packageMachine.final])
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    packageId: row.id,
    number: row.number,
    name: `${row.plan_name} ${row.product_name}`,
    domainName: row.domain_name,
    billingAccountId: row.billing_account_id,
  }));
}

/** Who asks, as far as accounts go: the primary contact may edit all, others their own. */
export interface Viewer {
  readonly contactId: string | null;
  readonly isPrimary: boolean;
}

/** Who asks. An operator sees all and edits none: a method is the client's own (SPEC 9.1). */
export async function viewerOf(scope: Scope, { principal }: Caller): Promise<Viewer> {
  if (principal.kind !== 'client')
    return { contactId: null, isPrimary: principal.kind === 'operator' };
  const contact = await scope.handle
    .selectFrom('contacts')
    .select('is_primary')
    .where('id', '=', principal.contactId)
    .executeTakeFirst();
  return { contactId: principal.contactId, isPrimary: contact?.is_primary ?? false };
}

/** Whether who asks may use and edit an account (SPEC 9.1). */
export function mayEdit({ contactId, isPrimary }: Viewer, account: AccountRecord): boolean {
  return isPrimary || contactId === account.contact_id;
}

/** An account as whoever asks may see it: others than its owner see type, digits and packages. */
export function accountRow(
  scope: Scope,
  account: AccountRecord,
  viewer: Viewer,
  packages: readonly BillablePackage[],
): BillingAccountRow {
  const edits = mayEdit(viewer, account);
  const { expiry_month: expiryMonth, expiry_year: expiryYear } = account;
  return {
    billingAccountId: account.id,
    type: account.type,
    pluginId: account.plugin_id,
    label: labelOf(account),
    brand: account.brand,
    last4: account.last4,
    expiryMonth: edits ? expiryMonth : null,
    expiryYear: edits ? expiryYear : null,
    expiry: edits ? expiryOf({ expiryMonth, expiryYear }, scope.today) : 'fine',
    owner: edits ? { contactId: account.contact_id, name: account.owner_name } : null,
    isDefault: account.is_default,
    mayEdit: edits,
    chargedAutomatically: payingAccount(scope, account).chargeable,
    packages: packages.filter(({ billingAccountId }) => billingAccountId === account.id),
    version: account.version,
  };
}

/** `Visa •••• 4242`, or what the method is called where it has no number. */
export function labelOf({ brand, last4 }: Pick<AccountRecord, 'brand' | 'last4'>): string {
  return last4 === '' ? brand : `${brand} •••• ${last4}`;
}

/** An account as the rules of routing know it. */
export function payingAccount(scope: Scope, account: AccountRecord): PayingAccount {
  const gateway = scope.context.pluginById.get(account.plugin_id)?.gateway;
  const kind = account.sealed_kind;
  const charges = gateway?.offSession ?? gateway?.canSave ?? false;
  const able = kind === null ? charges : gateway?.collectsFrom?.includes(kind) === true;
  return {
    id: account.id,
    isDefault: account.is_default,
    byHand: account.type === 'manual' || account.type === 'third_party',
    // Nothing is charged with no client at hand unless he agreed to it (SPEC 8.8, 9.10).
    chargeable:
      able && account.chargeable && account.method_reference !== null && account.mandate !== null,
    expiryMonth: account.expiry_month,
    expiryYear: account.expiry_year,
    fallbackRank: account.fallback_rank,
  };
}

/** The accounts of a client as a list. */
export async function accountList(
  scope: Scope,
  caller: Caller,
  clientId: string,
): Promise<BillingAccountList> {
  const viewer = await viewerOf(scope, caller);
  const packages = await billablePackages(scope, clientId);
  const accounts = await readAccounts(scope, clientId);
  return {
    rows: accounts.map((account) => accountRow(scope, account, viewer, packages)),
    paidByDefault: packages.filter(({ billingAccountId }) => billingAccountId === null),
  };
}

/**
 * One account that whoever asks may see, with all of its client.
 *
 * @throws BillingError `not_found`, for another client's as for none (SPEC 3.7).
 */
export async function findAccount(
  scope: Scope,
  caller: Caller,
  accountId: string,
): Promise<{ readonly account: AccountRecord; readonly all: readonly AccountRecord[] }> {
  const owner = ownerOf(caller.principal);
  const row = await scope.handle
    .selectFrom('billing_accounts')
    .select('client_id')
    .where('id', '=', accountId)
    .$if(owner !== null, (query) => query.where('client_id', '=', owner ?? ''))
    .executeTakeFirst();
  const all = row === undefined ? [] : await readAccounts(scope, row.client_id);
  const account = all.find(({ id }) => id === accountId);
  if (account === undefined) {
    fail('not_found', 'There is no such billing account.', { field: 'billingAccountId' });
  }
  return { account, all };
}

/** A gateway's reference of a client, of any method that it has kept. */
export async function customerAt(
  scope: Scope,
  clientId: string,
  pluginId: string,
): Promise<string | null> {
  const row = await scope.handle
    .selectFrom('billing_accounts')
    .select('customer_reference')
    .where('client_id', '=', clientId)
    .where('plugin_id', '=', pluginId)
    .where('customer_reference', 'is not', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row?.customer_reference ?? null;
}
