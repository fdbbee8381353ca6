import type { SavedMethod } from '../../ports/gateway-setup.ts';
import type { Scope } from '../context.ts';
import { billablePackages } from './account-rows.ts';
import { assignPackages, makeDefault } from './accounts.ts';
import { type AccountToKeep, insertAccount } from './keep-account.ts';
import { type SetupInput, type SetupRow, withoutData } from './setup-row.ts';

/** Ends a setup with its account, its packages and its default mark. */
export async function keepAccount(
  scope: Scope,
  setup: SetupRow,
  saved: SavedMethod | null,
): Promise<void> {
  if (setup.billing_account_id !== null) return;
  const input = setup.input as unknown as SetupInput;
  const { client_id: clientId } = setup;
  const account: AccountToKeep = {
    clientId,
    contactId: setup.contact_id,
    pluginId: setup.plugin_id,
    methodId: setup.method_id,
    type: input.type,
    label: input.label,
    consentedBy: input.askedBy,
  };
  const accountId = await insertAccount(scope, account, saved);
  if (input.makeDefault) await makeDefault(scope, clientId, accountId);
  // A package may have ended while the bank asked.
  const packages = await billablePackages(scope, clientId);
  const own = packages.filter(
    ({ packageId, billingAccountId }) =>
      input.packageIds.includes(packageId) || billingAccountId === accountId,
  );
  await assignPackages(
    scope,
    clientId,
    accountId,
    own.map(({ packageId }) => packageId),
  );
  await scope.handle
    .updateTable('billing_account_setups')
    .set({
      state: 'succeeded',
      input: withoutData(setup),
      billing_account_id: accountId,
      action: null,
      failure_code: null,
      failure_message: null,
      failure_group: null,
      settled_at: scope.now,
      version: setup.version + 1,
    })
    .where('id', '=', setup.id)
    .execute();
}
