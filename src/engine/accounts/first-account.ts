import type { Scope } from '../context.ts';
import { type AccountToKeep, insertAccount } from './keep-account.ts';

/** What paid a first order without a method that is kept. */
export type FirstAccount = Pick<AccountToKeep, 'pluginId' | 'methodId' | 'label'> & {
  readonly type: 'manual' | 'third_party';
};

/** What stands where nothing has paid yet, or the last account was removed. */
export const nothingKept: FirstAccount = {
  type: 'manual',
  pluginId: 'manual',
  methodId: null,
  label: 'Manual payment',
};

/**
 * Gives a client that has none a default account of the kind that paid the first order (SPEC 9.8):
 * one without data, owned by the primary contact. The client must be locked.
 */
export async function keepFirstAccount(
  scope: Scope,
  clientId: string,
  first: FirstAccount,
): Promise<void> {
  const kept = await scope.handle
    .selectFrom('billing_accounts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (kept !== undefined) return;
  const { id: contactId } = await scope.handle
    .selectFrom('contacts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('is_primary', '=', true)
    .executeTakeFirstOrThrow();
  await insertAccount(scope, { ...first, clientId, contactId, consentedBy: contactId }, null);
}
