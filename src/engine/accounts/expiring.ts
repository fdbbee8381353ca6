import type { PlainDate } from '../../rules/plain-date.ts';
import { expiredFrom } from '../../rules/routing.ts';
import type { Scope } from '../context.ts';
import { addTodo, finishTodo } from '../todos.ts';
import { labelOf } from './account-rows.ts';

const keyOf = (accountId: string): string => `billing_account.expiring:${accountId}`;

/**
 * Puts a to-do on the client's list for each account that is about to expire; what it will hit is
 * read when the list is shown (SPEC 9.9). The client is locked.
 */
export async function tellExpiring(
  scope: Scope,
  clientId: string,
  until: PlainDate,
): Promise<number> {
  const accounts = await scope.handle
    .updateTable('billing_accounts')
    .set({ tell_expiry_on: null })
    .where('client_id', '=', clientId)
    .where('tell_expiry_on', '<=', until)
    .where('removed_at', 'is', null)
    .returning(['id', 'brand', 'last4', 'expiry_month', 'expiry_year'])
    .execute();
  for (const account of accounts) {
    const { expiry_month: expiryMonth, expiry_year: expiryYear } = account;
    const end = expiredFrom({ expiryMonth, expiryYear });
    await addTodo(scope, {
      key: keyOf(account.id),
      audience: 'client',
      kind: 'account_expiring',
      title: `${labelOf(account)} expires`,
      text: `It cannot be charged from ${end} on. Add another way to pay before then.`,
      clientId,
      billingAccountId: account.id,
    });
  }
  return accounts.length;
}

/** Takes the to-do of an account off its list: it was renewed, or is gone. */
export function stopTelling(scope: Scope, accountId: string): Promise<void> {
  return finishTodo(scope, keyOf(accountId));
}
