import { encode, type Json } from '../../contract/wire.ts';
import type { SavedMethod } from '../../ports/gateway-setup.ts';
import type { Scope } from '../context.ts';
import { emit } from '../context.ts';
import { readAccounts } from './account-rows.ts';

/** What an account is made of. */
export interface AccountToKeep {
  readonly clientId: string;
  readonly contactId: string;
  readonly pluginId: string;
  readonly methodId: string | null;
  readonly type: 'card' | 'bank_account' | 'wallet' | 'manual' | 'third_party';
  /** What it is called where there is no method of a gateway. */
  readonly label: string;
}

/**
 * Writes an account, or finds the one of the same method: a gateway may keep a method once for two
 * wishes. The first of a client is its default one (SPEC 9.8). The client must be locked.
 */
export async function insertAccount(
  scope: Scope,
  account: AccountToKeep,
  saved: SavedMethod | null,
): Promise<string> {
  const all = await readAccounts(scope, account.clientId);
  const same = all.find((one) =>
    saved === null
      ? one.method_reference === null && one.method_id === account.methodId
      : one.plugin_id === account.pluginId && one.method_reference === saved.methodReference,
  );
  if (same !== undefined) return same.id;
  const id = scope.context.chance.uuid();
  await scope.handle
    .insertInto('billing_accounts')
    .values({
      id,
      client_id: account.clientId,
      contact_id: account.contactId,
      plugin_id: account.pluginId,
      method_id: account.methodId,
      type: saved?.type ?? account.type,
      method_reference: saved?.methodReference ?? null,
      customer_reference: saved?.customerReference ?? null,
      brand: saved?.brand ?? account.label,
      last4: saved?.last4 ?? '',
      expiry_month: saved?.expiryMonth ?? null,
      expiry_year: saved?.expiryYear ?? null,
      mandate: saved?.mandate === undefined ? null : mandateOf(scope, saved.mandate),
      is_default: !all.some(({ is_default }) => is_default),
      created_at: scope.now,
    })
    // The gateway may have given the same method to an account that was removed.
    .onConflict((conflict) =>
      conflict.columns(['plugin_id', 'method_reference']).doUpdateSet({
        removed_at: null,
        chargeable: true,
        contact_id: account.contactId,
      }),
    )
    .execute();
  const kept = await readAccounts(scope, account.clientId);
  const found = kept.find((one) => one.id === id) ?? kept.find(sameMethod(account, saved));
  await emit(scope, 'billing_account.added', found?.id ?? id, account.clientId);
  return found?.id ?? id;
}

function sameMethod(account: AccountToKeep, saved: SavedMethod | null) {
  return (one: { readonly plugin_id: string; readonly method_reference: string | null }): boolean =>
    one.plugin_id === account.pluginId && one.method_reference === saved?.methodReference;
}

/** The evidence of a mandate, with when and by whom it was given (SPEC 9.10). */
function mandateOf(scope: Scope, mandate: NonNullable<SavedMethod['mandate']>): string {
  const evidence = { ...mandate, acceptedAt: scope.now.toISOString(), acceptedBy: scope.actor };
  return JSON.stringify(encode(evidence as unknown as Json));
}
