import type { SavedMethod } from '../../ports/gateway-setup.ts';
import { soonFrom } from '../../rules/routing.ts';
import { scheduleWork } from '../agenda.ts';
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
  /** The contact who consented to later charges (SPEC 9.10). */
  readonly consentedBy: string;
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
  // One that keeps nothing only stood in until something can be charged.
  const standing = all.find(({ is_default }) => is_default);
  const stoodIn = standing !== undefined && standing.method_reference === null && saved !== null;
  if (stoodIn) {
    await scope.handle
      .updateTable('billing_accounts')
      .set({ is_default: false, version: standing.version + 1 })
      .where('id', '=', standing.id)
      .execute();
  }
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
      mandate: saved === null ? null : mandateOf(scope, account, saved),
      is_default: standing === undefined || stoodIn,
      tell_expiry_on: saved === null ? null : soonFrom(endOf(saved)),
      created_at: scope.now,
    })
    // The gateway may have given the same method to an account that was removed.
    .onConflict((conflict) =>
      conflict.columns(['plugin_id', 'method_reference']).doUpdateSet({
        removed_at: null,
        chargeable: true,
        contact_id: account.contactId,
        is_default: standing === undefined || stoodIn,
      }),
    )
    .execute();
  await scheduleWork(scope, account.clientId);
  const kept = await readAccounts(scope, account.clientId);
  const found = kept.find((one) => one.id === id) ?? kept.find(sameMethod(account, saved));
  // What stands in for one that is not kept is no news.
  if (saved !== null) await emit(scope, 'billing_account.added', found?.id ?? id, account.clientId);
  return found?.id ?? id;
}

function endOf({ expiryMonth, expiryYear }: SavedMethod): {
  readonly expiryMonth: number | null;
  readonly expiryYear: number | null;
} {
  return { expiryMonth: expiryMonth ?? null, expiryYear: expiryYear ?? null };
}

function sameMethod(account: AccountToKeep, saved: SavedMethod | null) {
  return (one: { readonly plugin_id: string; readonly method_reference: string | null }): boolean =>
    one.plugin_id === account.pluginId && one.method_reference === saved?.methodReference;
}

/** The evidence of consent: what the gateway names, who agreed to which text, when (SPEC 9.10). */
function mandateOf(scope: Scope, account: AccountToKeep, saved: SavedMethod): string {
  const {
    reference,
    method,
    scope: extent,
  } = saved.mandate ?? {
    reference: saved.methodReference,
    method: saved.type ?? account.type,
    scope: 'off_session',
  };
  return JSON.stringify({
    reference,
    method,
    scope: extent,
    textVersion: scope.context.settings.terms.version,
    acceptedAt: scope.now.toISOString(),
    acceptedBy: account.consentedBy,
  });
}
