import type { BillingAccountRemoval } from '../../contract/billing-accounts.ts';
import { fail } from '../../errors.ts';
import { emit, type Scope } from '../context.ts';
import { enqueue } from '../tasks.ts';
import type { Caller, Command, Query } from '../use-case.ts';
import {
  type AccountRecord,
  accountList,
  billablePackages,
  findAccount,
  labelOf,
  mayEdit,
  payingAccount,
  viewerOf,
} from './account-rows.ts';
import { lockAccount, makeDefault } from './accounts.ts';
import { stopTelling } from './expiring.ts';
import { keepFirstAccount, nothingKept } from './first-account.ts';
import { eraseSealed } from './sealed-account.ts';

/** `billingAccounts.previewRemoval` (SPEC 9.1): what it would do, before it is done. */
export const previewRemoval: Query<'billingAccounts.previewRemoval'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<BillingAccountRemoval> {
    const { account, all } = await findAccount(scope, caller, input.billingAccountId);
    await refuseOthers(scope, caller, account);
    return removalOf(scope, account, all);
  },
};

interface Removed {
  readonly clientId: string;
}

/**
 * `billingAccounts.remove`: its packages are paid by default, another account becomes the default
 * one where it was (SPEC 9.8), and the gateway forgets the method.
 */
export const removeAccount: Command<'billingAccounts.remove', Removed> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Removed> {
    const { account, all } = await lockAccount(scope, caller, input);
    const removal = await removalOf(scope, account, all);
    if (removal.charging) {
      fail('charge_open', 'A payment by this account is on its way. Wait for its end.', {
        field: 'billingAccountId',
      });
    }
    if (removal.isLast && account.method_reference === null) {
      fail('invalid_input', 'A client always has a billing account. Add another one first.', {
        field: 'billingAccountId',
      });
    }
    const { client_id: clientId } = account;
    await scope.handle
      .updateTable('packages')
      .set({ billing_account_id: null })
      .where('billing_account_id', '=', account.id)
      .execute();
    await scope.handle
      .updateTable('billing_accounts')
      .set({
        removed_at: scope.now,
        is_default: false,
        fallback_rank: null,
        tell_expiry_on: null,
        version: account.version + 1,
      })
      .where('id', '=', account.id)
      .execute();
    if (removal.changesDefault && removal.next !== null) {
      await makeDefault(scope, clientId, removal.next.billingAccountId);
    }
    if (removal.isLast) await keepFirstAccount(scope, clientId, nothingKept);
    await stopTelling(scope, account.id);
    await eraseSealed(scope, account.id);
    if (account.method_reference !== null) {
      await enqueue(scope, {
        kind: 'account.remove',
        key: `account.remove:${account.id}:${account.version}`,
        pluginId: account.plugin_id,
        clientId,
        subjectId: account.id,
      });
    }
    await emit(scope, 'billing_account.removed', account.id, clientId);
    return { clientId };
  },
  view: (scope, caller, { clientId }) => accountList(scope, caller, clientId),
};

async function refuseOthers(scope: Scope, caller: Caller, account: AccountRecord): Promise<void> {
  if (mayEdit(await viewerOf(scope, caller), account)) return;
  fail('forbidden', 'Only its owner and the primary contact may remove this account.', {
    field: 'billingAccountId',
  });
}

async function removalOf(
  scope: Scope,
  account: AccountRecord,
  all: readonly AccountRecord[],
): Promise<BillingAccountRemoval> {
  const others = all.filter(({ id }) => id !== account.id);
  const next =
    others.find(({ is_default }) => is_default) ??
    others.find((other) => payingAccount(scope, other).chargeable) ??
    others[0];
  const packages = await billablePackages(scope, account.client_id);
  return {
    next: next === undefined ? null : { billingAccountId: next.id, label: labelOf(next) },
    packages: packages.filter(
      ({ billingAccountId }) =>
        billingAccountId === account.id || (account.is_default && billingAccountId === null),
    ),
    changesDefault: account.is_default && next !== undefined,
    charging: await hasOpenCharge(scope, account.id),
    isLast: next === undefined,
  };
}

async function hasOpenCharge(scope: Scope, accountId: string): Promise<boolean> {
  const open = await scope.handle
    .selectFrom('charges')
    .innerJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .select('charges.id')
    .where('charges.billing_account_id', '=', accountId)
    .where('charge_allocations.open', '=', true)
    .executeTakeFirst();
  return open !== undefined;
}
