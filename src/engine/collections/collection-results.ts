import type { Selectable } from 'kysely';
import { fail } from '../../errors.ts';
import { collectionNumberOf, meaningOfReturn } from '../../rules/collection.ts';
import { money } from '../../rules/money.ts';
import type { CollectionsTable } from '../../storage/tables/collections.ts';
import { endAccount } from '../accounts/method-facts.ts';
import { lockClient } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { applyRecord, type ChargeRow, lockCharge } from '../payments/charges.ts';
import { disputeMoved } from '../payments/disputes.ts';
import type { Command } from '../use-case.ts';
import { collectionView } from './collections.ts';

interface Settled {
  readonly collectionId: string;
}

/**
 * `collections.settle` (SPEC 8.9): what the bank did, entered by hand or imported. Money that came
 * is booked as of any gateway. A return is a decline; one of money that was booked before takes it
 * back as a dispute that is lost. The same result again changes nothing.
 *
 * @throws BillingError `not_found`; `invalid_transition` for one that no bank knows, or that came
 *   back for good; `invalid_input` for a return without a reason.
 */
export const settleCollection: Command<'collections.settle', Settled> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Settled> {
    const { collectionId, result, reason = null } = input;
    const collection = await lockCollection(scope, collectionId);
    if (result === 'returned' && reason === null) {
      fail('invalid_input', 'Say the code with which the bank returned it.', { field: 'reason' });
    }
    if (collection.file_id === null) {
      fail('invalid_transition', 'This is in no file yet, so no bank has done anything.', {
        field: 'collectionId',
      });
    }
    if (collection.result === result) return { collectionId };
    const charge = await lockCharge(scope, collection.charge_id);
    if (result === 'paid') await bookPaid(scope, charge, collectionId);
    else await bookReturn(scope, charge, { collection, collectionId, reason: reason ?? '' });
    await scope.handle
      .updateTable('collections')
      .set({ result, reason, settled_at: scope.now })
      .where('charge_id', '=', collection.charge_id)
      .execute();
    await emit(scope, `collection.${result}`, collection.charge_id, charge.client_id);
    return { collectionId };
  },
  view: (scope, _caller, { collectionId }) => collectionView(scope, collectionId),
};

type Collection = Selectable<CollectionsTable>;

/** A collection, with its client locked before, as everywhere. */
async function lockCollection(scope: Scope, collectionId: string): Promise<Collection> {
  const number = collectionNumberOf(collectionId);
  const row =
    number === null
      ? undefined
      : await scope.handle
          .selectFrom('collections')
          .innerJoin('charges', 'charges.id', 'collections.charge_id')
          .select(['collections.charge_id', 'charges.client_id'])
          .where('collections.number', '=', number)
          .executeTakeFirst();
  if (row === undefined) {
    fail('not_found', 'There is no such collection.', { field: 'collectionId' });
  }
  await lockClient(scope, row.client_id);
  return scope.handle
    .selectFrom('collections')
    .selectAll()
    .where('charge_id', '=', row.charge_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function bookPaid(scope: Scope, charge: ChargeRow, reference: string): Promise<void> {
  if (charge.state === 'succeeded') {
    fail('invalid_transition', 'This came back after it was booked. Enter the payment by hand.', {
      field: 'result',
    });
  }
  await applyRecord(scope, charge.id, {
    status: 'done',
    reference,
    value: {
      captured: money(charge.amount, charge.currency),
      statusCode: '',
      label: charge.method_label,
    },
  });
}

async function bookReturn(
  scope: Scope,
  charge: ChargeRow,
  made: {
    readonly collection: Collection;
    readonly collectionId: string;
    readonly reason: string;
  },
): Promise<void> {
  const { collection, collectionId: reference, reason } = made;
  const { group, endsAccount } = meaningOfReturn(reason);
  // First, so that what steps in is another account.
  if (endsAccount) await endAccount(scope, collection.billing_account_id);
  if (charge.state !== 'succeeded') {
    await applyRecord(scope, charge.id, {
      status: 'failed',
      code: 'declined',
      group,
      vendorCode: reason,
      message: 'The bank returned the collection.',
      reference,
    });
    return;
  }
  await disputeMoved(scope, charge, {
    kind: 'dispute',
    reference,
    chargeReference: charge.reference ?? reference,
    chargeId: charge.id,
    refundId: null,
    amount: money(charge.captured, charge.currency),
    fee: null,
    state: 'done',
    at: scope.now,
    reason,
  });
}
