import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { changePackageStatus, type PackageStatus } from '../../rules/package.ts';
import { scheduleIssue, scheduleWork } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { excuseDays } from '../packages/excused-spans.ts';
import { ownPackage, packageView } from '../packages/package-view.ts';
import { changeStatus, lockPackage, type PackageRecord } from '../packages/provisioning.ts';
import { countStock, stockOf } from '../stock.ts';
import type { Command } from '../use-case.ts';
import { openChange, takeScheduledBack } from './change-undo.ts';

interface Moved {
  readonly packageId: string;
}

/**
 * `packages.move` (SPEC 5.7): the row here becomes Transferred, a new one runs on at the other
 * client. Paid time goes along, open invoices stay.
 */
export const movePackage: Command<'packages.move', Moved> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Moved> {
    const found = await ownPackage(scope, input.packageId, null);
    const receiver = await lockBoth(scope, found, input.toClientId);
    const row = await lockPackage(scope, found.id);
    refuseReceiver(row, receiver);
    refuseUnmovable(row);
    const open = await openChange(scope, row.id);
    if (open?.state === 'awaiting_payment') {
      fail('invalid_transition', 'A change of this package waits for its payment.', {
        field: 'packageId',
      });
    }
    if (open !== undefined) await takeScheduledBack(scope, open);
    // One is counted for the copy, and the row that is left behind gives its own back.
    await countStock(scope, ...stockOf(row));
    const packageId = await copyPackage(scope, await lockPackage(scope, row.id), receiver.id);
    await changeStatus(scope, await lockPackage(scope, row.id), {
      to: 'transferred',
      by: 'operator',
      note: input.reason,
      values: { cancel_on: null, next_usage_on: null, trial_ends_on: null },
    });
    for (const id of [row.id, packageId]) await scheduleIssue(scope, id);
    for (const id of [row.client_id, receiver.id]) await scheduleWork(scope, id);
    await emit(scope, 'package.moved', packageId, receiver.id);
    return { packageId };
  },
  view: (scope, _caller, { packageId }): Promise<Output<'packages.move'>> =>
    packageView(scope, packageId, null),
};

interface Receiver {
  readonly id: string;
  readonly currency: string;
  readonly status: string;
}

/** Two clients are locked in the order of their ids, so that two moves never wait in a ring. */
async function lockBoth(scope: Scope, row: PackageRecord, toClientId: string): Promise<Receiver> {
  const clients = await scope.handle
    .selectFrom('clients')
    .select(['id', 'currency', 'status'])
    .where('id', 'in', [row.client_id, toClientId])
    .orderBy('id')
    .forUpdate()
    .execute();
  const receiver = clients.find(({ id }) => id === toClientId);
  if (receiver === undefined) {
    fail('not_found', 'There is no such client.', { field: 'toClientId' });
  }
  return receiver;
}

function refuseReceiver(row: PackageRecord, { id, currency, status }: Receiver): void {
  const field = 'toClientId';
  if (id === row.client_id) {
    fail('invalid_input', 'The package is that client’s already.', { field });
  }
  if (currency !== row.currency) {
    fail(
      'currency_mismatch',
      `That client is billed in ${currency}, the package in ${row.currency}.`,
      {
        field,
      },
    );
  }
  if (status === 'closed') fail('client_not_active', 'That client is closed.', { field });
}

/** A package that is gone has nothing to move. @throws BillingError `invalid_transition`. */
function refuseUnmovable(row: PackageRecord): void {
  const from = row.status as PackageStatus;
  if (changePackageStatus({ from, to: 'transferred', by: 'operator' }).changed) return;
  fail('invalid_transition', `Package ${row.number} was transferred already.`, {
    field: 'packageId',
  });
}

/** The same package at another client: same account at the panel, same dates, same prices. */
async function copyPackage(scope: Scope, row: PackageRecord, clientId: string): Promise<string> {
  const { number: _own, ...same } = row;
  const packageId = scope.context.chance.uuid();
  await scope.handle
    .insertInto('packages')
    .values({
      ...same,
      id: packageId,
      client_id: clientId,
      transferred_from: row.id,
      billing_account_id: null,
      ordered_on: scope.today,
      version: 1,
      created_at: scope.now,
    })
    .execute();
  const items = await scope.handle
    .selectFrom('package_items')
    .selectAll()
    .where('package_id', '=', row.id)
    .orderBy('id')
    .execute();
  for (const item of items) {
    // What has ended is the history of the first client.
    if (item.ends_on !== null && item.ends_on <= scope.today) continue;
    const itemId = scope.context.chance.uuid();
    await scope.handle
      .insertInto('package_items')
      .values({
        ...item,
        id: itemId,
        package_id: packageId,
        since: scope.today,
        promotion: item.promotion === null ? null : JSON.stringify(item.promotion),
        version: 1,
      })
      .execute();
    if (item.billed_through !== null && item.billed_through > scope.today) {
      // Days that the first client was billed for are kept with their rule (SPEC 6.8).
      const paid = { start: scope.today, end: item.billed_through };
      await excuseDays(scope, { packageId, itemId }, paid, 'transfer');
    }
  }
  await scope.handle
    .updateTable('package_items')
    .set({ ends_on: scope.today })
    .where('package_id', '=', row.id)
    .where((check) => check.or([check('ends_on', 'is', null), check('ends_on', '>', scope.today)]))
    .execute();
  return packageId;
}
