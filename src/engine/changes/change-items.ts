import { type RawBuilder, sql } from 'kysely';
import { encode } from '../../contract/wire.ts';
import { fail } from '../../errors.ts';
import type { Promotion } from '../../rules/catalog-model.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';
import { excuseDays } from '../packages/excused-spans.ts';
import type { ChangeDocument, NewItem, PackageFields } from './change-document.ts';

/** Whether new items run, or wait until the change is paid: one that waits ends as it begins. */
export type ItemsAre = 'running' | 'waiting';

/** Writes the items that a change begins. */
export async function insertItems(
  scope: Scope,
  packageId: string,
  change: Pick<ChangeDocument, 'begins' | 'billedThrough'> & { readonly since: PlainDate },
  are: ItemsAre,
): Promise<void> {
  const { begins, billedThrough, since } = change;
  if (begins.length === 0) return;
  await scope.handle
    .insertInto('package_items')
    .values(
      begins.map((item) => ({
        id: item.itemId,
        package_id: packageId,
        add_on_id: item.addOnId,
        name: item.name,
        one_time: item.oneTime,
        quantity: item.quantity,
        recurring: item.price.amount,
        setup: item.setup.amount,
        promotion: item.promotion === null ? null : frozen(item.promotion.terms),
        billed_through: item.oneTime || are === 'waiting' ? null : billedThrough,
        since,
        promotion_left: item.periodsLeft,
        raised_price: item.raise?.price.amount ?? null,
        raised_from: item.raise?.from ?? null,
        prorated: item.prorated,
        ends_on: are === 'waiting' ? since : null,
      })),
    )
    .execute();
}

function frozen({ code, percent, fixed, appliesTo, periods }: Promotion): string {
  return JSON.stringify(encode({ code: code ?? null, percent, fixed, appliesTo, periods }));
}

/** Lets the new items of a paid change run. */
export async function startItems(scope: Scope, document: ChangeDocument): Promise<void> {
  for (const item of document.begins) {
    await scope.handle
      .updateTable('package_items')
      .set({ ends_on: null, billed_through: item.oneTime ? null : document.billedThrough })
      .where('id', '=', item.itemId)
      .execute();
  }
}

/** Ends items on the day on which they began: they never held. */
export async function voidItems(scope: Scope, items: readonly NewItem[]): Promise<void> {
  for (const { itemId, oneTime } of items) {
    await scope.handle
      .updateTable('package_items')
      .set((row) => ({
        ends_on: row.ref('since'),
        ...(oneTime ? {} : { billed_through: row.ref('since') }),
      }))
      .where('id', '=', itemId)
      .execute();
    await scope.handle
      .deleteFrom('excused_spans')
      .where('item_id', '=', itemId)
      .where('rule', '=', 'change')
      .execute();
  }
}

/**
 * Ends the old items and un-stands their lines, by compare-and-set (Law 5).
 *
 * @throws BillingError `stale_version` when they were billed or changed meanwhile.
 */
export async function endItems(
  scope: Scope,
  { ends, reversed }: Pick<ChangeDocument, 'ends' | 'reversed'>,
  day: PlainDate,
): Promise<void> {
  for (const { itemId, billedThrough, billedThroughAfter } of ends) {
    const ended = await scope.handle
      .updateTable('package_items')
      .set((row) => ({
        ends_on: day,
        billed_through: billedThroughAfter,
        version: row('version', '+', 1),
      }))
      .where('id', '=', itemId)
      .where('billed_through', '=', billedThrough)
      .where('ends_on', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) refuseStale();
  }
  if (reversed.length === 0) return;
  const unstood = await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where('id', 'in', reversed)
    .where('standing', '=', true)
    .returning('id')
    .execute();
  if (unstood.length !== reversed.length) refuseStale();
}

function refuseStale(): never {
  fail('stale_version', 'The package was billed or changed meanwhile. Ask for a new quote.');
}

/**
 * Lets old items go on as before; `billed_through` too where it is told. Else it stands where the
 * change had cut it off, but for days that are excused and never billed.
 */
export async function reviveItems(
  scope: Scope,
  { ends }: Pick<ChangeDocument, 'ends'>,
  billed: 'as-before' | 'as-now',
): Promise<void> {
  for (const { itemId, billedThrough } of ends) {
    await scope.handle
      .updateTable('package_items')
      .set((row) => ({
        ends_on: null,
        version: row('version', '+', 1),
        billed_through: billed === 'as-before' ? billedThrough : excusedThrough,
      }))
      .where('id', '=', itemId)
      .execute();
  }
}

const excusedThrough: RawBuilder<string> = sql`coalesce(
  (select max(span_end) from excused_spans where item_id = package_items.id
    and span_start <= billed_through and span_end > billed_through),
  billed_through)`;

/** Keeps the days that old items have paid for new ones, with their rule (SPEC 6.8). */
export async function excuseCovered(
  scope: Scope,
  packageId: string,
  { begins, billedThrough }: ChangeDocument,
  day: PlainDate,
): Promise<void> {
  if (billedThrough <= day) return;
  for (const item of begins) {
    if (item.oneTime) continue;
    const { itemId } = item;
    await excuseDays(scope, { packageId, itemId }, { start: day, end: billedThrough }, 'change');
  }
}

/** Writes what a change replaces of the package's own row. */
export async function setFields(
  scope: Scope,
  packageId: string,
  fields: PackageFields,
): Promise<void> {
  await scope.handle
    .updateTable('packages')
    .set((row) => ({
      plan_id: fields.planId,
      plan_name: fields.planName,
      cycle: fields.cycle,
      anchor: fields.anchor,
      price: fields.price.amount,
      period_start: fields.periodStart,
      period_end: fields.periodEnd,
      version: row('version', '+', 1),
    }))
    .where('id', '=', packageId)
    .execute();
}
