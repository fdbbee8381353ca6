import type { BillingAccountRow } from '../../contract/billing-accounts.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { lockClient } from '../agenda.ts';
import { namedClient } from '../clients/contact-view.ts';
import { emit, type Scope } from '../context.ts';
import type { Caller, Command, Query } from '../use-case.ts';
import {
  type AccountRecord,
  accountList,
  accountRow,
  billablePackages,
  findAccount,
  mayEdit,
  viewerOf,
} from './account-rows.ts';

/** `billingAccounts.list` (SPEC 9.1). */
export const listAccounts: Query<'billingAccounts.list'> = {
  kind: 'query',
  run: (scope, caller, input) => accountList(scope, caller, namedClient(caller, input.clientId)),
};

/** `billingAccounts.get`. */
export const getAccount: Query<'billingAccounts.get'> = {
  kind: 'query',
  run: (scope, caller, input) => accountView(scope, caller, input.billingAccountId),
};

/** One account. @throws BillingError `not_found`. */
export async function accountView(
  scope: Scope,
  caller: Caller,
  accountId: string,
): Promise<BillingAccountRow> {
  const { account } = await findAccount(scope, caller, accountId);
  const packages = await billablePackages(scope, account.client_id);
  return accountRow(scope, account, await viewerOf(scope, caller), packages);
}

/** An account that is to be changed, its client locked, and the others of the client. */
export interface LockedAccount {
  readonly account: AccountRecord;
  readonly all: readonly AccountRecord[];
}

/**
 * An account that whoever asks may edit, once its client is locked.
 *
 * @throws BillingError `not_found`, `forbidden`, `stale_version`.
 */
export async function lockAccount(
  scope: Scope,
  caller: Caller,
  { billingAccountId, version }: { readonly billingAccountId: string; readonly version: number },
): Promise<LockedAccount> {
  const before = await findAccount(scope, caller, billingAccountId);
  await lockClient(scope, before.account.client_id);
  const found = await findAccount(scope, caller, billingAccountId);
  if (!mayEdit(await viewerOf(scope, caller), found.account)) {
    fail('forbidden', 'Only its owner and the primary contact may change this account.', {
      field: 'billingAccountId',
    });
  }
  if (found.account.version !== version) {
    fail('stale_version', 'The account changed meanwhile. Look at it and try again.', {
      field: 'version',
    });
  }
  return found;
}

interface Changed {
  readonly billingAccountId: string;
}

/** `billingAccounts.change` (SPEC 9.1, 9.5): owner, packages, default mark. */
export const changeAccount: Command<'billingAccounts.change', Changed> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Changed> {
    const { account } = await lockAccount(scope, caller, input);
    await requireOwner(scope, account.client_id, input.ownerContactId);
    await assignPackages(scope, account.client_id, account.id, input.packageIds);
    if (input.makeDefault && !account.is_default) {
      await makeDefault(scope, account.client_id, account.id);
    }
    if (!input.makeDefault && account.is_default) {
      fail('invalid_input', 'Make another account the default one: a client always has one.', {
        field: 'makeDefault',
      });
    }
    await scope.handle
      .updateTable('billing_accounts')
      .set({ contact_id: input.ownerContactId, version: account.version + 1 })
      .where('id', '=', account.id)
      .execute();
    await emit(scope, 'billing_account.changed', account.id, account.client_id);
    return { billingAccountId: account.id };
  },
  view: (scope, caller, { billingAccountId }): Promise<Output<'billingAccounts.change'>> =>
    accountView(scope, caller, billingAccountId),
};

/** Whether a contact of the client can own an account. @throws BillingError `not_found`. */
export async function requireOwner(
  scope: Scope,
  clientId: string,
  contactId: string,
): Promise<void> {
  const contact = await scope.handle
    .selectFrom('contacts')
    .select('id')
    .where('id', '=', contactId)
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (contact !== undefined) return;
  fail('not_found', 'There is no such contact.', { field: 'ownerContactId' });
}

/**
 * Lets an account pay these packages and no others; what it paid before is paid by default
 * (SPEC 9.5). The client must be locked.
 *
 * @throws BillingError `not_found` for a package that is not the client's, or is over.
 */
export async function assignPackages(
  scope: Scope,
  clientId: string,
  accountId: string,
  packageIds: readonly string[],
): Promise<void> {
  const packages = await billablePackages(scope, clientId);
  const wanted = new Set(packageIds);
  const known = new Set(packages.map(({ packageId }) => packageId));
  if (packageIds.some((id) => !known.has(id))) {
    fail('not_found', 'There is no such package to be paid.', { field: 'packageIds' });
  }
  const changed = packages.filter(({ packageId, billingAccountId }) =>
    wanted.has(packageId) ? billingAccountId !== accountId : billingAccountId === accountId,
  );
  for (const { packageId } of changed) {
    await scope.handle
      .updateTable('packages')
      .set({ billing_account_id: wanted.has(packageId) ? accountId : null })
      .where('id', '=', packageId)
      .execute();
  }
}

/** Makes an account the default one (SPEC 9.8). The client must be locked. */
export async function makeDefault(
  scope: Scope,
  clientId: string,
  accountId: string,
): Promise<void> {
  await scope.handle
    .updateTable('billing_accounts')
    .set((row) => ({ is_default: false, version: row('version', '+', 1) }))
    .where('client_id', '=', clientId)
    .where('is_default', '=', true)
    .execute();
  await scope.handle
    .updateTable('billing_accounts')
    .set({ is_default: true })
    .where('id', '=', accountId)
    .execute();
}
