import { invariant } from '../errors.ts';
import type { Entry } from '../rules/ledger.ts';
import { balanced } from '../rules/ledger.ts';
import type { Scope } from './context.ts';

/**
 * Writes an entry into the books (Law 14).
 *
 * @returns false when an entry with this key stands already: then nothing was written, and the
 *   caller must not apply its effect again.
 * @throws InvariantError when the postings do not sum to zero.
 */
export async function post(scope: Scope, entry: Entry, clientId: string): Promise<boolean> {
  invariant(balanced(entry), `The entry ${entry.key} does not balance.`);
  const id = scope.context.chance.uuid();
  const written = await scope.handle
    .insertInto('entries')
    .values({
      id,
      key: entry.key,
      kind: entry.kind,
      client_id: clientId,
      actor: scope.actor,
      made_on: scope.today,
      created_at: scope.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (written === undefined) return false;
  // The entry of a free order has no postings: it only says that it was booked.
  if (entry.postings.length === 0) return true;
  await scope.handle
    .insertInto('postings')
    .values(
      entry.postings.map((posting, position) => ({
        entry_id: id,
        position,
        account: posting.account,
        subaccount: posting.subaccount ?? null,
        client_id: posting.clientId ?? null,
        currency: posting.amount.currency,
        amount: posting.amount.amount,
      })),
    )
    .execute();
  return true;
}
