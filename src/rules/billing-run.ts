import type {
  ClientRun,
  ClientToBill,
  ExcusedSpan,
  InvoiceToIssue,
  ItemMove,
  ItemToBill,
  PackageToBill,
} from './billing-run-model.ts';
import type { BillingSettings } from './billing-settings.ts';
import { parseCycle } from './cycle.ts';
import { type DuePeriod, duePeriods, isWhole, type Schedule } from './due-periods.ts';
import { mayInvoice, type PackageStatus } from './package.ts';
import { minDate, type PlainDate } from './plain-date.ts';
import { invoicesOf, type RunRules } from './run-invoices.ts';
import { type DueItem, type DueLine, linesOfPackage } from './run-lines.ts';
import { boundaryAtOrBefore, issueDate, leadDaysFor } from './schedule.ts';

export type {
  ClientRun,
  ClientToBill,
  ExcusedSpan,
  InvoiceToIssue,
  ItemMove,
  ItemToBill,
  PackageToBill,
  RunLine,
} from './billing-run-model.ts';
export type { RunRules } from './run-invoices.ts';

/**
 * What is due for a client (SPEC 6, 7.7, Law 5): the difference of what is wanted until a day and
 * what is billed. Once it is written, the same question has an empty answer.
 */
export function billClient(client: ClientToBill, rules: RunRules): ClientRun {
  const { billing } = rules.catalog.provider;
  const lines: DueLine[] = [];
  const moves: ItemMove[] = [];
  if (clientIsInvoiced(client.status, billing.invoiced)) {
    for (const hostingPackage of client.packages) {
      if (packageIsInvoiced(hostingPackage.status, billing.invoiced)) {
        billPackage(hostingPackage, rules, { lines, moves });
      }
    }
  }
  if (lines.length === 0) return { invoices: [], moves, excused: [], problems: [] };
  const { invoices, excused } = invoicesOf(client, lines, rules);
  return { invoices, moves, excused, problems: passedBounds(invoices, lines, billing) };
}

function clientIsInvoiced(
  status: ClientToBill['status'],
  { activeClients, suspendedClients }: BillingSettings['invoiced'],
): boolean {
  return status === 'active' ? activeClients : suspendedClients;
}

/** Whether the run invoices packages of that status (SPEC 5.3, 6.7). */
export function packageIsInvoiced(
  status: PackageStatus,
  { activePackages, suspendedPackages }: BillingSettings['invoiced'],
): boolean {
  if (status === 'active') return activePackages;
  return mayInvoice(status, { isFirst: false, suspendedInvoiced: suspendedPackages });
}

/** When the periods of a package begin and are issued, read from its data once. */
export function scheduleOf(
  { anchor, cycle, productKind }: Pick<PackageToBill, 'anchor' | 'cycle' | 'productKind'>,
  { leadDays, grouping }: Pick<BillingSettings, 'leadDays' | 'grouping'>,
): Schedule {
  return {
    anchor,
    cycle: parseCycle(cycle),
    leadDays: leadDaysFor(leadDays, cycle, productKind),
    grouping,
  };
}

function billPackage(
  hostingPackage: PackageToBill,
  { catalog, until }: RunRules,
  into: { readonly lines: DueLine[]; readonly moves: ItemMove[] },
): void {
  const { billing, roundingMode } = catalog.provider;
  const schedule = scheduleOf(hostingPackage, billing);
  const items: DueItem[] = [];
  let before: DueItem | null = null;
  for (const item of hostingPackage.items) {
    // A plan and its add-ons mostly stand at the same day, and then have the same periods.
    const due: readonly DuePeriod[] =
      before !== null && isAsUnbilled(item, before.item)
        ? before.due
        : duePeriods(item, schedule, until);
    before = { item, due };
    const move = moveOf(hostingPackage, item, due);
    if (move === null) continue;
    items.push({ item, due });
    into.moves.push(move);
  }
  if (items.length === 0) return;
  const policy = { proration: billing.proration, mode: roundingMode };
  into.lines.push(...linesOfPackage(hostingPackage, items, policy));
}

function isAsUnbilled(a: ItemToBill, b: ItemToBill): boolean {
  return a.billedThrough === b.billedThrough && a.endsOn === b.endsOn;
}

function moveOf(
  { packageId }: PackageToBill,
  { itemId, billedThrough, promotion, raise }: ItemToBill,
  due: readonly DuePeriod[],
): ItemMove | null {
  const last = due.at(-1);
  if (last === undefined) return null;
  const left = promotion?.periodsLeft ?? null;
  return {
    itemId,
    packageId,
    from: billedThrough,
    to: last.period.end,
    periodsLeft: left === null ? null : Math.max(0, left - due.filter(isWhole).length),
    raised: raise !== null && raise.from <= last.wantedOn ? raise.price : null,
  };
}

/** What is out of all proportion is a fault of data, and no client should be sent it (16.8). */
function passedBounds(
  invoices: readonly InvoiceToIssue[],
  lines: readonly DueLine[],
  { safety }: BillingSettings,
): string[] {
  const problems: string[] = [];
  if (invoices.length > safety.invoicesPerClient) {
    problems.push(
      `${invoices.length} invoices for one client; at most ${safety.invoicesPerClient}.`,
    );
  }
  // Few have so many lines in all, so most are spared the count per package.
  if (lines.length <= safety.linesPerPackage) return problems;
  const counts = new Map<string, number>();
  for (const { hostingPackage } of lines) {
    const { packageId } = hostingPackage;
    counts.set(packageId, (counts.get(packageId) ?? 0) + 1);
  }
  for (const [packageId, count] of counts) {
    if (count <= safety.linesPerPackage) continue;
    problems.push(`${count} lines for package ${packageId}; at most ${safety.linesPerPackage}.`);
  }
  return problems;
}

/**
 * The first day on which the run issues something for a package: the earliest of its items' less
 * the lead; null for one that is not invoiced, or whose items have all ended (SPEC 5.3, 6.6, 6.7).
 */
export function nextIssueOn(
  hostingPackage: PackageToBill,
  { invoiced, leadDays, grouping }: Pick<BillingSettings, 'invoiced' | 'leadDays' | 'grouping'>,
): PlainDate | null {
  if (!packageIsInvoiced(hostingPackage.status, invoiced)) return null;
  let earliest: PlainDate | null = null;
  for (const { billedThrough, endsOn } of hostingPackage.items) {
    if (endsOn !== null && billedThrough >= endsOn) continue;
    earliest = earliest === null ? billedThrough : minDate(earliest, billedThrough);
  }
  if (earliest === null) return null;
  const { cycle, productKind } = hostingPackage;
  return issueDate(earliest, leadDaysFor(leadDays, cycle, productKind), grouping);
}

/** What becomes of the days of a suspension when a package comes back. */
export interface Return {
  readonly excused: readonly ExcusedSpan[];
  /** Where billing goes on; none for an item that stands right. */
  readonly moves: readonly Pick<ItemMove, 'itemId' | 'packageId' | 'from' | 'to'>[];
}

/**
 * The return of a suspended package (SPEC 6.9): periods that have wholly elapsed without an invoice
 * are excused, and the one that holds today is billed from its start, or by setting from today.
 * Periods do not move. Where suspended packages are invoiced, nothing was left out.
 */
export function onReturn(
  {
    packageId,
    anchor,
    cycle,
    items,
  }: Pick<PackageToBill, 'packageId' | 'anchor' | 'cycle' | 'items'>,
  today: PlainDate,
  { invoiced, returnFrom }: Pick<BillingSettings, 'invoiced' | 'returnFrom'>,
): Return {
  if (invoiced.suspendedPackages) return { excused: [], moves: [] };
  const resumes =
    returnFrom === 'today' ? today : boundaryAtOrBefore(anchor, parseCycle(cycle), today);
  const moves = items.flatMap(({ itemId, billedThrough: from, endsOn }) => {
    const to = endsOn === null ? resumes : minDate(resumes, endsOn);
    return from < to ? [{ itemId, packageId, from, to }] : [];
  });
  const excused = moves.map(
    ({ itemId, from, to }): ExcusedSpan => ({
      itemId,
      packageId,
      span: { start: from, end: to },
      rule: 'suspension',
    }),
  );
  return { excused, moves };
}
