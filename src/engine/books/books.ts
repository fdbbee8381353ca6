import type { Insertable } from 'kysely';
import { invariant } from '../../errors.ts';
import type { Entry } from '../../rules/ledger.ts';
import { balanced } from '../../rules/ledger.ts';
import type { EntriesTable, PostingsTable } from '../../storage/tables/books.ts';
import type { Scope } from '../context.ts';

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
    .values(entryRow(scope, entry, { id, clientId }))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (written === undefined) return false;
  // The entry of a free order has no postings: it only says that it was booked.
  if (entry.postings.length === 0) return true;
  await scope.handle.insertInto('postings').values(postingRows(id, entry)).execute();
  return true;
}

/** The row of an entry. */
export function entryRow(
  scope: Pick<Scope, 'actor' | 'today' | 'now'>,
  entry: Entry,
  { id, clientId }: { readonly id: string; readonly clientId: string },
): Insertable<EntriesTable> {
  return {
    id,
    key: entry.key,
    kind: entry.kind,
    client_id: clientId,
    actor: scope.actor,
    made_on: scope.today,
    created_at: scope.now,
  };
}

/** The rows of an entry's postings. */
export function postingRows(id: string, entry: Entry): Insertable<PostingsTable>[] {
  return entry.postings.map((posting, position) => ({
    entry_id: id,
    position,
    account: posting.account,
    subaccount: posting.subaccount ?? null,
    client_id: posting.clientId ?? null,
    currency: posting.amount.currency,
    amount: posting.amount.amount,
  }));
}
