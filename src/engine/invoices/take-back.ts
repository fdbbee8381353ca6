import { fail } from '../../errors.ts';
import { compareDates, type PlainDate } from '../../rules/plain-date.ts';
import { scheduleIssue } from '../agenda.ts';
import type { Scope } from '../context.ts';
import { excuseDays } from '../packages/excused-spans.ts';

/** What becomes of a period whose line was taken back: it is billed anew, or never again. */
export type PeriodsAfter = 'bill-anew' | 'excuse';

/** A stretch of days of an item: what a line billed, or a rule excused. */
interface Span {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

interface Line extends Span {
  readonly id: string;
}

interface Item {
  readonly itemId: string;
  readonly packageId: string;
  readonly billedThrough: PlainDate;
  readonly activatedOn: PlainDate | null;
  readonly anchor: PlainDate | null;
  readonly lines: Line[];
}

/**
 * Marks lines as no longer standing and settles their periods in the same transaction (Law 5):
 * `billed_through` moves back as far as nothing later stands, the rest is excused. The client must
 * be locked; call `scheduleWork` after it.
 *
 * @throws BillingError `stale_version` when an item was billed meanwhile.
 */
export async function takeBackLines(
  scope: Scope,
  lineIds: readonly string[],
  after: PeriodsAfter,
): Promise<void> {
  if (lineIds.length === 0) return;
  const items = await itemsOf(scope, lineIds);
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where('id', 'in', lineIds)
    .execute();
  for (const item of items) {
    const moved = after === 'bill-anew' ? await moveBack(scope, item) : [];
    for (const line of item.lines) {
      if (!moved.includes(line.id)) await excuseDays(scope, item, line, 'credit');
    }
  }
  for (const packageId of new Set(items.map((item) => item.packageId))) {
    await scheduleIssue(scope, packageId);
  }
}

/** The running items of standing cycle lines; one that was never activated has no periods yet. */
async function itemsOf(scope: Scope, lineIds: readonly string[]): Promise<Item[]> {
  const rows = await scope.handle
    .selectFrom('invoice_lines')
    .innerJoin('package_items', 'package_items.id', 'invoice_lines.item_id')
    .innerJoin('packages', 'packages.id', 'package_items.package_id')
    .select([
      'invoice_lines.id',
      'invoice_lines.period_start',
      'invoice_lines.period_end',
      'package_items.id as item_id',
      'package_items.package_id',
      'package_items.billed_through',
      'packages.activated_on',
      'packages.anchor',
    ])
    .where('invoice_lines.id', 'in', lineIds)
    .where('invoice_lines.kind', '=', 'cycle')
    .where('invoice_lines.standing', '=', true)
    .orderBy('invoice_lines.period_end', 'desc')
    .execute();
  const items = new Map<string, Item>();
  for (const row of rows) {
    const { period_start: start, period_end: end, billed_through: billedThrough } = row;
    if (start === null || end === null || billedThrough === null) continue;
    const item = items.get(row.item_id) ?? {
      itemId: row.item_id,
      packageId: row.package_id,
      billedThrough,
      activatedOn: row.activated_on,
      anchor: row.anchor,
      lines: [],
    };
    item.lines.push({ id: row.id, start, end });
    items.set(row.item_id, item);
  }
  return [...items.values()];
}

/** Moves `billed_through` back over the lines at its end; returns those lines. */
async function moveBack(scope: Scope, item: Item): Promise<readonly string[]> {
  const excused = await excusedOf(scope, item.itemId);
  const moved: string[] = [];
  let end = item.billedThrough;
  for (const line of item.lines) {
    const reached = overExcused(excused, end, line.end);
    if (reached !== line.end) break;
    end = line.start;
    moved.push(line.id);
  }
  if (moved.length === 0) return moved;
  const to = await firstBillable(scope, item, end);
  await endExcusedOn(scope, item.itemId, to);
  const updated = await scope.handle
    .updateTable('package_items')
    .set((row) => ({ billed_through: to, version: row('version', '+', 1) }))
    .where('id', '=', item.itemId)
    .where('billed_through', '=', item.billedThrough)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) fail('stale_version', 'The package changed meanwhile. Try again.');
  return moved;
}

/**
 * The first day from `day` on that may be billed. Where the activation began the periods (SPEC
 * 6.2), the days before it are never billed; where the order did, they are.
 */
async function firstBillable(scope: Scope, item: Item, day: PlainDate): Promise<PlainDate> {
  const { activatedOn, anchor, itemId } = item;
  if (activatedOn === null || compareDates(activatedOn, day) <= 0) return day;
  if (anchor === activatedOn) return activatedOn;
  const moved = await scope.handle
    .selectFrom('excused_spans')
    .select('id')
    .where('item_id', '=', itemId)
    .where('rule', 'in', ['activation', 'trial'])
    .executeTakeFirst();
  return moved === undefined ? day : activatedOn;
}

/** From a day on nothing is excused: those days are billed anew. */
async function endExcusedOn(scope: Scope, itemId: string, day: PlainDate): Promise<void> {
  await scope.handle
    .deleteFrom('excused_spans')
    .where('item_id', '=', itemId)
    .where('span_start', '>=', day)
    .execute();
  // One that began before the package ran, and reached into its first period.
  await scope.handle
    .updateTable('excused_spans')
    .set({ span_end: day })
    .where('item_id', '=', itemId)
    .where('span_end', '>', day)
    .execute();
}

async function excusedOf(scope: Scope, itemId: string): Promise<readonly Span[]> {
  return scope.handle
    .selectFrom('excused_spans')
    .select(['span_start as start', 'span_end as end'])
    .where('item_id', '=', itemId)
    .orderBy('span_end', 'desc')
    .execute();
}

/** Steps back from `end` over excused days as long as they lie after `target`. */
function overExcused(excused: readonly Span[], end: PlainDate, target: PlainDate): PlainDate {
  let at = end;
  for (const span of excused) {
    if (span.end === at && compareDates(span.start, target) >= 0) at = span.start;
  }
  return at;
}
