import { sql } from 'kysely';
import type { ChangeDocumentView, ChangeLineView, ChangeQuote } from '../../contract/changes.ts';
import type { InvoiceLineView } from '../../contract/invoices.ts';
import type { PackageChangeView } from '../../contract/packages.ts';
import { encode } from '../../contract/wire.ts';
import { fail, isBillingError } from '../../errors.ts';
import { addOnsFor, findPlan } from '../../rules/catalog.ts';
import { dueOf } from '../../rules/change.ts';
import type { ChangeActor, ChangeTarget } from '../../rules/change-target.ts';
import type { Totals } from '../../rules/invoice.ts';
import { add, negate, subtract, zero } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { lineFigures, readDocument, taxViews } from '../invoices/invoice-documents.ts';
import { changeView } from '../packages/package-view.ts';
import { lockPackage, type PackageRecord } from '../packages/provisioning.ts';
import { nextUnchanged, type PlannedChange, planOf, timingOf } from './change-plan.ts';
import { type PackageState, readPackageState, refuseOverdue } from './change-state.ts';
import {
  invoiceOfChange,
  openChange,
  takeScheduledBack,
  undoableChange,
  undoChange,
} from './change-undo.ts';

/** A change with its figures, and the state that it was planned on. */
export interface PreparedChange {
  readonly state: PackageState;
  /** Null when taking back an earlier change of the day is all that is wanted (SPEC 5.19). */
  readonly planned: PlannedChange | null;
  readonly quote: Omit<ChangeQuote, 'token' | 'expiresAt'>;
}

/** What is wanted of a package, by whom, reckoned for which day. */
export interface ChangeWanted {
  readonly target: ChangeTarget;
  readonly by: ChangeActor;
  readonly on: PlainDate;
}

/**
 * Reckons a change of a package, whose client is locked. A scheduled change is taken back first,
 * and so is one that was made with credit on the same day (SPEC 5.19): these are written, so a mere
 * quote rolls back.
 *
 * @throws BillingError `invalid_transition` for a package that does not run, an overdue invoice, or
 *   another change that is not paid (SPEC 5.18).
 */
export async function prepareChange(
  scope: Scope,
  packageId: string,
  wanted: ChangeWanted,
): Promise<PreparedChange> {
  const before = await lockPackage(scope, packageId);
  await refuseBlocked(scope, before);
  const written = await takeEarlierBack(scope, before, wanted);
  const row = await lockPackage(scope, packageId);
  const state = await readPackageState(scope, row, wanted.on);
  const { target } = written;
  const planned = target === null ? null : await planOf(scope, state, { ...wanted, target });
  const quote = await quoteOf(scope, state, planned, written);
  return { state, planned, quote };
}

async function refuseBlocked(scope: Scope, row: PackageRecord): Promise<void> {
  const field = 'packageId';
  if (row.status !== 'active') {
    fail('invalid_transition', `Package ${row.number} is ${row.status}, not active.`, {
      field,
      reason: 'package_not_active',
    });
  }
  if (row.cancel_on !== null) {
    fail('invalid_transition', `Package ${row.number} is to be canceled. Undo that first.`, {
      field,
      reason: 'package_ending',
    });
  }
  const open = await openChange(scope, row.id);
  if (open?.state === 'awaiting_payment') {
    fail('invalid_transition', 'Another change waits for its payment. Pay it or take it back.', {
      field,
      reason: 'change_unpaid',
      ...(await invoiceOfChange(scope, open)),
    });
  }
  await refuseOverdue(scope, row);
}

/** What was taken back before a change, with the documents that were written for it. */
interface TakenBack {
  readonly documentIds: readonly string[];
  /** The scheduled change that was taken back. */
  readonly change: PackageChangeView | null;
  /** What is wanted from there on; null when taking back was all of it. */
  readonly target: ChangeTarget | null;
  readonly kind: ChangeQuote['kind'] | null;
  readonly direction: 'up' | 'down';
}

async function takeEarlierBack(
  scope: Scope,
  row: PackageRecord,
  wanted: ChangeWanted,
): Promise<TakenBack> {
  const nothing = {
    documentIds: [],
    change: null,
    target: wanted.target,
    kind: null,
    direction: 'up',
  } as const;
  const open = await openChange(scope, row.id);
  if (open !== undefined) {
    const change = await changeView(scope, open);
    return { ...nothing, change, documentIds: await takeScheduledBack(scope, open) };
  }
  const state = await readPackageState(scope, row, wanted.on);
  const asked = timingOf(scope, state, wanted);
  if (asked.timing !== 'now-with-credit') return nothing;
  const earlier = await undoableChange(scope, state, asked.wanted, wanted.on);
  if (earlier === null) return nothing;
  await sql`savepoint before_undo`.execute(scope.handle);
  const documentIds = await undoChange(scope, earlier);
  const base = await readPackageState(scope, await lockPackage(scope, row.id), wanted.on);
  const target = wholeTarget(scope, wanted.target, state, base);
  const { kind, direction } = asked.wanted;
  if (isThere(base, target)) return { ...nothing, documentIds, target: null, kind, direction };
  if (isPossible(scope, base, { ...wanted, target })) {
    return { ...nothing, documentIds, target, kind, direction };
  }
  await sql`rollback to savepoint before_undo`.execute(scope.handle);
  return nothing;
}

/** All that is wanted, whatever the package is: what was not named stays as it was before. */
function wholeTarget(
  { context }: Scope,
  target: ChangeTarget,
  before: PackageState,
  base: PackageState,
): ChangeTarget {
  const planId = target.planId ?? before.row.plan_id;
  const { product, plan } = findPlan(context.catalog, before.row.product_id, planId);
  const offered = new Set(addOnsFor(product, plan).map(({ id }) => id));
  const named = new Map((target.addOns ?? []).map(({ id, quantity }) => [id, quantity]));
  const ids = new Set(
    [...before.current.items, ...base.current.items].flatMap(({ addOnId }) => addOnId ?? []),
  );
  for (const id of named.keys()) ids.add(id);
  const addOns = [...ids].map((id) => {
    const had = offered.has(id) ? quantityOf(before, id) : 0;
    return { id, quantity: named.get(id) ?? had };
  });
  return { planId, cycle: target.cycle ?? before.row.cycle, addOns };
}

function quantityOf({ current }: PackageState, id: string): number {
  return current.items
    .filter(({ addOnId }) => addOnId === id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Whether a package is what is wanted already. */
function isThere(state: PackageState, { planId, cycle, addOns = [] }: ChangeTarget): boolean {
  if (planId !== state.row.plan_id || cycle !== state.row.cycle) return false;
  return addOns.every(({ id, quantity }) => quantityOf(state, id) === quantity);
}

/** Whether the catalog allows it in one step; else the change is made from where things are. */
function isPossible(scope: Scope, base: PackageState, wanted: ChangeWanted): boolean {
  try {
    return timingOf(scope, base, wanted).timing === 'now-with-credit';
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return false;
  }
}

async function quoteOf(
  scope: Scope,
  state: PackageState,
  planned: PlannedChange | null,
  back: TakenBack,
): Promise<PreparedChange['quote']> {
  const { row } = state;
  const { currency } = row;
  const taken = await documentsTakenBack(scope, back.documentIds);
  const none = zero(currency);
  const takenSum = taken.reduce((sum, { total }) => add(sum, total), none);
  const ownSum = planned?.plan.sum ?? none;
  const sum = add(takenSum, ownSum);
  const held = await creditOf(scope, row.client_id, currency);
  const due = planned === null || planned.timing === 'period-end' ? none : dueOf(ownSum, held);
  const creditUsed = ownSum.amount > 0n ? subtract(ownSum, due) : none;
  const target = planned?.wanted;
  return {
    packageId: row.id,
    kind: target?.kind ?? back.kind ?? 'upgrade',
    direction: target?.direction ?? back.direction,
    timing: planned?.timing ?? 'now-with-credit',
    effectiveOn: planned?.effectiveOn ?? scope.today,
    planId: target?.plan.id ?? row.plan_id,
    planName: target?.plan.name ?? row.plan_name,
    cycle: target?.cycle ?? row.cycle,
    documents: [...taken, ...(planned === null ? [] : documentsOf(planned))],
    sum,
    creditUsed,
    dueNow: due,
    toCredit: sum.amount < 0n ? negate(sum) : none,
    takesBack: back.change,
    next: planned?.next ?? (await nextUnchanged(scope, state, scope.today)),
  };
}

function documentsOf({ plan }: PlannedChange): ChangeDocumentView[] {
  const notes = plan.notes.map(
    ({ lines, totals, number }): ChangeDocumentView => ({
      kind: 'credit_note',
      corrects: number,
      lines: lines.map(lineFigures),
      ...totalsView(totals),
    }),
  );
  if (plan.invoice === null) return notes;
  const { lines, totals } = plan.invoice;
  const invoice = { kind: 'invoice' as const, corrects: null, lines: lines.map(lineFigures) };
  return [...notes, { ...invoice, ...totalsView(totals) }];
}

function totalsView(totals: Totals): Pick<ChangeDocumentView, 'net' | 'taxes' | 'tax' | 'total'> {
  const { net, tax, total } = totals;
  return { net, taxes: taxViews(totals), tax, total };
}

/** Documents that were written to take an earlier change back. */
async function documentsTakenBack(
  scope: Scope,
  ids: readonly string[],
): Promise<readonly ChangeDocumentView[]> {
  const views: ChangeDocumentView[] = [];
  for (const id of ids) {
    const row = await scope.handle
      .selectFrom('invoices')
      .leftJoin('invoices as corrected', 'corrected.id', 'invoices.corrects')
      .select(['invoices.kind', 'invoices.document', 'corrected.number as corrects'])
      .where('invoices.id', '=', id)
      .executeTakeFirstOrThrow();
    const { lines, net, taxes, tax, total } = readDocument(row.document);
    const kind = row.kind === 'credit_note' ? 'credit_note' : 'invoice';
    const shown = lines.map(issuedLine);
    views.push({ kind, corrects: row.corrects, lines: shown, net, taxes, tax, total });
  }
  return views;
}

function issuedLine(issued: InvoiceLineView): ChangeLineView {
  const { lineId: _id, packageId: _own, packageNumber: _number, ...line } = issued;
  return line;
}

/** A hash of all that a quote says: equal to the cent, or not the same (SPEC 5.12). */
export function digestOf(scope: Scope, quote: PreparedChange['quote']): Promise<string> {
  return scope.context.secrets.sha256(JSON.stringify(encode(quote)));
}
