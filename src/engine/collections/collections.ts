import type { CollectionRow } from '../../contract/collections.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { collectionIdOf, collectionNumberOf } from '../../rules/collection.ts';
import { money } from '../../rules/money.ts';
import { type CollectionListRow, listCollections } from '../../storage/collections.ts';
import type { Scope } from '../context.ts';
import type { Query } from '../use-case.ts';

/** Rows of a page. */
const pageSize = 50;

/** `collections.list` (SPEC 8.9). */
export const getCollections: Query<'collections.list'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<Output<'collections.list'>> {
    const { state = null, clientId = null, cursor } = input;
    const before = cursor === undefined ? null : collectionNumberOf(cursor);
    if (cursor !== undefined && before === null) {
      fail('invalid_input', 'This page is of another list. Start from the first page.', {
        field: 'cursor',
      });
    }
    const asked = { state, clientId, before, limit: pageSize + 1 };
    const found = await listCollections(scope.handle, asked);
    const rows = found.slice(0, pageSize).map(collectionRow);
    return { rows, next: found.length > pageSize ? (rows.at(-1)?.collectionId ?? null) : null };
  },
};

/** One collection. @throws BillingError `not_found`. */
export async function collectionView(scope: Scope, collectionId: string): Promise<CollectionRow> {
  const number = collectionNumberOf(collectionId);
  const [row] = number === null ? [] : await listCollections(scope.handle, { number, limit: 1 });
  if (row === undefined) {
    fail('not_found', 'There is no such collection.', { field: 'collectionId' });
  }
  return collectionRow(row);
}

function collectionRow(row: CollectionListRow): CollectionRow {
  return {
    collectionId: collectionIdOf(row.number),
    chargeId: row.charge_id,
    clientId: row.client_id,
    clientNumber: row.client_number,
    account: row.account,
    kind: row.kind,
    amount: money(row.amount, row.currency),
    invoices: row.invoices,
    collectOn: row.collect_on,
    state: row.state,
    collectionFileId: row.file_id,
    reason: row.reason,
  };
}
