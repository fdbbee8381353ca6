import { onReturn, type PackageToBill } from '../../rules/billing-run.ts';
import { money } from '../../rules/money.ts';
import type { PackageStatus } from '../../rules/package.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { ProductKind } from '../../rules/tax.ts';
import type { PackageRecord } from '../../storage/tables/packages.ts';
import type { Scope } from '../context.ts';
import { excuseDays } from './excused-spans.ts';

/**
 * Bills a package again after its suspension (SPEC 6.9): what wholly elapsed without an invoice is
 * excused, and the period that holds today is due. Call `scheduleIssue` after it.
 */
export async function resumeBilling(scope: Scope, row: PackageRecord): Promise<void> {
  const items = await scope.handle
    .selectFrom('package_items')
    .select(['id', 'billed_through', 'ends_on'])
    .where('package_id', '=', row.id)
    .where('one_time', '=', false)
    .where('billed_through', 'is not', null)
    .orderBy('id')
    .execute();
  if (row.anchor !== null && items.length > 0) {
    const back = toReturn(row, row.anchor, items);
    const settings = scope.context.catalog.provider.billing;
    const { excused, moves } = onReturn(back, scope.today, settings);
    for (const { itemId, from, to } of moves) await moveItem(scope, itemId, from, to);
    for (const { itemId, span, rule } of excused) {
      await excuseDays(scope, { packageId: row.id, itemId }, span, rule);
    }
  }
}

function toReturn(
  row: PackageRecord,
  anchor: PlainDate,
  items: readonly {
    readonly id: string;
    readonly billed_through: PlainDate | null;
    readonly ends_on: PlainDate | null;
  }[],
): PackageToBill {
  return {
    packageId: row.id,
    productKind: row.kind as ProductKind,
    planId: row.plan_id,
    cycle: row.cycle,
    anchor,
    status: row.status as PackageStatus,
    items: items.map(({ id, billed_through, ends_on }) => ({
      itemId: id,
      addOnId: null,
      description: '',
      quantity: 1,
      price: money(0n, row.currency),
      raise: null,
      billedThrough: billed_through ?? anchor,
      endsOn: ends_on,
      prorated: true,
      promotion: null,
    })),
  };
}

async function moveItem(
  scope: Scope,
  itemId: string,
  from: PlainDate,
  to: PlainDate,
): Promise<void> {
  await scope.handle
    .updateTable('package_items')
    .set((row) => ({ billed_through: to, version: row('version', '+', 1) }))
    .where('id', '=', itemId)
    .where('billed_through', '=', from)
    .executeTakeFirstOrThrow();
}
