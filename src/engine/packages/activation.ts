import { type Cycle, parseCycle, periodAt } from '../../rules/cycle.ts';
import { addDays, daysBetween, maxDate, minDate, type PlainDate } from '../../rules/plain-date.ts';
import { firstPeriods } from '../../rules/schedule.ts';
import type { PackageRecord } from '../../storage/tables/packages.ts';
import type { Scope } from '../context.ts';
import { excuseDays } from './excused-spans.ts';

/** What a recurring item was billed for with its order. */
interface OrderedItem {
  readonly itemId: string;
  readonly prorated: boolean;
  readonly start: PlainDate;
  readonly end: PlainDate;
}

/** Where the periods of a package begin, and how far its items are billed. */
interface Beginning {
  readonly values: Partial<PackageRecord>;
  /** Per item, as the lines of the order may end apart. */
  readonly billedThrough: (item: OrderedItem) => PlainDate;
  /** The rule that excuses the days between the order and the activation. */
  readonly rule: 'activation' | 'trial';
}

/**
 * Begins the periods of a package on the day of its first activation (SPEC 6.2, 6.3, 2.10): writes
 * how far its items are billed, and excuses days by which they moved since the order (6.8).
 *
 * @returns what the package's row gets.
 */
export async function beginPeriods(
  scope: Scope,
  row: PackageRecord,
): Promise<Partial<PackageRecord>> {
  const activated = { activated_on: scope.today };
  const found = await beginningOf(scope, row);
  if (found === null) return activated;
  const { items, beginning } = found;
  for (const item of items) await begin(scope, row.id, item, beginning);
  return { ...activated, ...beginning.values };
}

/**
 * How a package would be billed if it became active today; nothing is written.
 *
 * @returns its anchor, the end of its trial and how far each recurring item would be billed; null
 *   where none recurs.
 */
export async function ifActiveToday(
  scope: Scope,
  row: PackageRecord,
): Promise<{
  readonly anchor: PlainDate;
  readonly trialEndsOn: PlainDate | null;
  readonly billedThrough: ReadonlyMap<string, PlainDate>;
} | null> {
  const found = await beginningOf(scope, row);
  const anchor = found?.beginning.values.anchor ?? row.anchor;
  if (found === null || anchor === null) return null;
  const { items, beginning } = found;
  const through = items.map((item) => [item.itemId, beginning.billedThrough(item)] as const);
  const trialEndsOn = beginning.values.trial_ends_on ?? null;
  return { anchor, trialEndsOn, billedThrough: new Map(through) };
}

/** Where the periods of a package begin today, of its recurring items; null where none recurs. */
async function beginningOf(
  scope: Scope,
  row: PackageRecord,
): Promise<{ readonly items: readonly OrderedItem[]; readonly beginning: Beginning } | null> {
  const cycle = parseCycle(row.cycle);
  const items = cycle.unit === 'one-time' ? [] : await orderedItems(scope, row.id);
  const [plan] = items;
  if (plan === undefined) return null;
  const beginning = (await isTrial(scope, row.id))
    ? afterTrial(scope, plan, cycle)
    : row.anchor === null
      ? fromToday(scope, cycle)
      : asOrdered(row.anchor, items);
  return { items, beginning };
}

/** The recurring items with the days that the order's lines cover, the plan first. */
async function orderedItems(scope: Scope, packageId: string): Promise<readonly OrderedItem[]> {
  const rows = await scope.handle
    .selectFrom('package_items')
    .innerJoin('invoice_lines', 'invoice_lines.item_id', 'package_items.id')
    .select((row) => [
      'package_items.id as itemId',
      'package_items.add_on_id',
      'package_items.prorated',
      row.fn.min('invoice_lines.period_start').as('start'),
      row.fn.max('invoice_lines.period_end').as('end'),
    ])
    .where('package_items.package_id', '=', packageId)
    .where('package_items.one_time', '=', false)
    .where('invoice_lines.kind', '=', 'cycle')
    .where('invoice_lines.standing', '=', true)
    .groupBy(['package_items.id', 'package_items.add_on_id', 'package_items.prorated'])
    .orderBy('package_items.add_on_id', (order) => order.asc().nullsFirst())
    .execute();
  return rows.flatMap(({ itemId, prorated, start, end }) =>
    start === null || end === null ? [] : [{ itemId, prorated, start, end }],
  );
}

async function isTrial(scope: Scope, packageId: string): Promise<boolean> {
  const trial = await scope.handle
    .selectFrom('trials')
    .select('package_id')
    .where('package_id', '=', packageId)
    .executeTakeFirst();
  return trial !== undefined;
}

/** The trial's days count from activation; the first paid day decides the anchor (SPEC 2.10). */
function afterTrial(
  { today, context }: Scope,
  { start, end, prorated }: OrderedItem,
  cycle: Cycle,
): Beginning {
  const firstPaid = addDays(today, daysBetween(start, end));
  const mode = context.catalog.provider.billing.cycleMode;
  const { anchor } = firstPeriods({ on: firstPaid, cycle, mode, prorated });
  const values = {
    anchor,
    period_start: today,
    period_end: firstPaid,
    trial_ends_on: firstPaid,
  };
  return { values, billedThrough: () => firstPaid, rule: 'trial' };
}

/** The day of activation is the anchor: what was paid for begins with it (SPEC 6.2). */
function fromToday({ today }: Scope, cycle: Cycle): Beginning {
  const { end } = periodAt(today, cycle, 0);
  const values = { anchor: today, period_start: today, period_end: end };
  return { values, billedThrough: () => end, rule: 'activation' };
}

/** The order has fixed the periods, whenever the package becomes active (SPEC 6.2, 6.3). */
function asOrdered(anchor: PlainDate, items: readonly OrderedItem[]): Beginning {
  const values = {
    anchor,
    period_start: items.map(({ start }) => start).reduce(minDate),
    period_end: items.map(({ end }) => end).reduce(maxDate),
  };
  return { values, billedThrough: ({ end }) => end, rule: 'activation' };
}

async function begin(
  scope: Scope,
  packageId: string,
  item: OrderedItem,
  { billedThrough, rule }: Beginning,
): Promise<void> {
  const to = billedThrough(item);
  await scope.handle
    .updateTable('package_items')
    .set({ billed_through: to })
    .where('id', '=', item.itemId)
    .execute();
  if (item.end >= to) return;
  await excuseDays(scope, { packageId, itemId: item.itemId }, { start: item.end, end: to }, rule);
}
