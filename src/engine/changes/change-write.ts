import type { Insertable } from 'kysely';
import { fail, invariant } from '../../errors.ts';
import type { CreditWish } from '../../rules/credit-note.ts';
import { parseCycle } from '../../rules/cycle.ts';
import { money, zero } from '../../rules/money.ts';
import { addDays, maxDate, minDate, type PlainDate } from '../../rules/plain-date.ts';
import { boundaryAfter } from '../../rules/schedule.ts';
import type { PackageChangesTable } from '../../storage/tables/packages.ts';
import { scheduleIssue, scheduleWork } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { creditInvoice, lockInvoice } from '../invoices/credit-notes.ts';
import type { LineToIssue } from '../invoices/invoice-documents.ts';
import { type IssuedInvoice, issueInvoice } from '../invoices/issue.ts';
import type { PackageRecord } from '../packages/provisioning.ts';
import { giveStockBack, planStock, takeStock } from '../stock.ts';
import {
  type ChangeDocument,
  type NewItem,
  type PackageFields,
  storedChange,
} from './change-document.ts';
import { endItems, excuseCovered, insertItems, setFields, startItems } from './change-items.ts';
import { enqueuePlanChange } from './change-panel.ts';
import type { PlannedChange } from './change-plan.ts';
import type { PackageState } from './change-state.ts';

/** A change that is to be written, with the state that it was planned on. */
export interface ChangeToWrite {
  readonly changeId: string;
  readonly state: PackageState;
  readonly planned: PlannedChange;
}

/**
 * Writes a change in the transaction that planned it: it is applied at once, waits for the payment
 * of its invoice (SPEC 5.17), or is scheduled for the period's end (5.13). The client is locked.
 */
export async function writeChange(scope: Scope, change: ChangeToWrite): Promise<void> {
  const { changeId, planned, state } = change;
  const document = documentOf(scope, change);
  const isScheduled = planned.timing === 'period-end';
  if (document.stock !== null) {
    const { name, stock: limit = 0 } = planned.wanted.plan;
    // That of its product is untouched, since the package stays one of it.
    await takeStock(scope, { key: document.stock, limit, name, field: 'planId' });
  }
  await insertChange(scope, state.row, {
    id: changeId,
    kind: planned.wanted.kind,
    state: isScheduled ? 'scheduled' : 'awaiting_payment',
    effective_on: planned.effectiveOn,
    document: storedChange(document),
  });
  if (isScheduled) await schedule(scope, change, document);
  else await changeNow(scope, change, document);
  await scheduleIssue(scope, state.row.id);
  await scheduleWork(scope, state.row.client_id);
}

/** Writes the row of a change that has no documents yet. */
export async function insertChange(
  scope: Scope,
  hostingPackage: Pick<PackageRecord, 'id' | 'client_id'>,
  change: Pick<Insertable<PackageChangesTable>, 'id' | 'kind' | 'state' | 'effective_on'> & {
    readonly document: string;
  },
): Promise<void> {
  await scope.handle
    .insertInto('package_changes')
    .values({
      ...change,
      package_id: hostingPackage.id,
      client_id: hostingPackage.client_id,
      invoice_id: null,
      credit_note_id: null,
      lapses_on: null,
      made_on: scope.today,
      created_at: scope.now,
    })
    .execute();
}

/** Old items end and new ones begin ahead of time, so that the run needs to know of nothing. */
async function schedule(
  scope: Scope,
  change: ChangeToWrite,
  document: ChangeDocument,
): Promise<void> {
  const { planned, state, changeId } = change;
  const since = planned.effectiveOn;
  await endItems(scope, document, since);
  // Another cycle has its own boundaries, so its items begin on the day itself.
  if (!document.cycleChanges)
    await insertItems(scope, state.row.id, { ...document, since }, 'running');
  const noteIds = await writeNotes(scope, document);
  const issued = document.cycleChanges ? null : await issue(scope, change, document);
  await keep(scope, changeId, { ...document, noteIds }, issued?.invoiceId ?? null);
  await emit(scope, 'package.change_scheduled', state.row.id, state.row.client_id);
}

async function changeNow(
  scope: Scope,
  change: ChangeToWrite,
  document: ChangeDocument,
): Promise<void> {
  const { planned, state, changeId } = change;
  const { row } = state;
  await insertItems(scope, row.id, { ...document, since: planned.effectiveOn }, 'waiting');
  // What is given back pays the new part, so it comes first (SPEC 5.16).
  const givesBack = planned.plan.notes.some(({ lowersOpen }) => !lowersOpen);
  const noteIds = givesBack ? await takeBack(scope, document, planned.effectiveOn) : null;
  const issued = await issue(scope, change, document);
  if (issued !== null && !issued.paid) {
    invariant(noteIds === null, 'A change that gives back is paid by it.');
    return waitForPayment(scope, change, document, issued);
  }
  const written = noteIds ?? (await takeBack(scope, document, planned.effectiveOn));
  await keep(scope, changeId, { ...document, noteIds: written }, issued?.invoiceId ?? null);
  await finishChange(scope, row, { changeId, document, effectiveOn: planned.effectiveOn });
}

/** Ends the old items and writes the credit notes. Returns the ids of the notes. */
async function takeBack(
  scope: Scope,
  document: ChangeDocument,
  day: PlainDate,
): Promise<readonly string[]> {
  await endItems(scope, document, day);
  return writeNotes(scope, document);
}

/** Writes the credit notes of a change. Returns their ids. */
export async function writeNotes(
  scope: Scope,
  { notes }: Pick<ChangeDocument, 'notes'>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { invoiceId, wishes } of notes) ids.push(await credit(scope, invoiceId, wishes));
  return ids;
}

/** Credits lines that no longer stand; what was paid becomes account credit (SPEC 5.14). */
async function credit(
  scope: Scope,
  invoiceId: string,
  wishes: readonly CreditWish[],
): Promise<string> {
  const invoice = await lockInvoice(scope, invoiceId);
  const reason = 'The package was changed.';
  const note = await creditInvoice(scope, invoice, { wishes, reason, periods: 'bill-anew' });
  return note.noteId;
}

/** The new lines stand only once they are paid (SPEC 5.17). */
async function waitForPayment(
  scope: Scope,
  { changeId, state, planned }: ChangeToWrite,
  document: ChangeDocument,
  { invoiceId }: IssuedInvoice,
): Promise<void> {
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where('invoice_id', '=', invoiceId)
    .where('kind', '=', 'cycle')
    .execute();
  await keep(scope, changeId, document, invoiceId);
  await scope.handle
    .updateTable('package_changes')
    .set({ lapses_on: lapseDay(scope, state.row) })
    .where('id', '=', changeId)
    .execute();
  await emit(
    scope,
    `package.${planned.wanted.kind}_awaits_payment`,
    state.row.id,
    state.row.client_id,
  );
}

/** After some days, and at the latest when the next cycle invoice is issued (SPEC 5.17). */
function lapseDay(scope: Scope, { next_issue_on: next }: PackageRecord): PlainDate {
  const { lapseDays } = scope.context.catalog.provider.billing.changes;
  const last = addDays(scope.today, lapseDays);
  return next === null ? last : minDate(last, maxDate(next, addDays(scope.today, 1)));
}

/** A change that takes effect: new items run, the package is what it became, the panel hears. */
export async function finishChange(
  scope: Scope,
  row: PackageRecord,
  change: {
    readonly changeId: string;
    readonly document: ChangeDocument;
    readonly effectiveOn: PlainDate;
  },
): Promise<void> {
  const { changeId, document, effectiveOn } = change;
  await startItems(scope, document);
  if (document.covered) await excuseCovered(scope, row.id, document, effectiveOn);
  await setFields(scope, row.id, document.after);
  await scope.handle
    .updateTable('package_changes')
    .set({ state: 'applied', lapses_on: null })
    .where('id', '=', changeId)
    .execute();
  const { planId: left } = document.before;
  if (left !== document.after.planId) await giveStockBack(scope, planStock(row.product_id, left));
  await emit(scope, 'package.changed', row.id, row.client_id);
  await enqueuePlanChange(scope, row.id);
}

async function keep(
  scope: Scope,
  changeId: string,
  document: ChangeDocument,
  invoiceId: string | null,
): Promise<void> {
  await scope.handle
    .updateTable('package_changes')
    .set({
      document: storedChange(document),
      invoice_id: invoiceId,
      credit_note_id: document.noteIds?.[0] ?? null,
    })
    .where('id', '=', changeId)
    .execute();
}

async function issue(
  scope: Scope,
  change: ChangeToWrite,
  document: ChangeDocument,
): Promise<IssuedInvoice | null> {
  const { planned, state } = change;
  const { invoice } = planned.plan;
  if (invoice === null) return null;
  const { provider } = scope.context.catalog;
  return issueInvoice(scope, {
    clientId: state.row.client_id,
    orderId: null,
    currency: state.row.currency,
    dueOn: addDays(scope.today, provider.termsDays),
    lines: linesOf(change, document),
    totals: invoice.totals,
    notes: planned.notes,
    // One that is not paid lapses; nothing runs by it that could be suspended.
    dunned: planned.timing === 'period-end',
    charged: false,
    todo: {
      title: 'Pay the change of your package',
      text: 'Your package is changed as soon as its invoice is paid.',
    },
  });
}

function linesOf(
  { changeId, planned, state }: ChangeToWrite,
  document: ChangeDocument,
): LineToIssue[] {
  const { row, standing } = state;
  const itemOf = new Map(standing.map(({ line, itemId }) => [line.lineId, itemId]));
  return (planned.plan.invoice?.lines ?? []).map(({ begins, reverses, ...line }): LineToIssue => {
    const itemId = begins === null ? itemOf.get(reverses ?? '') : document.begins[begins]?.itemId;
    invariant(itemId !== undefined, 'Each line of a change has its item.');
    return {
      line: { ...line, packageId: row.id, itemId },
      packageNumber: row.number,
      origin: 'change',
      originId: changeId,
      ...(reverses === null ? {} : { reverses }),
    };
  });
}

function documentOf(scope: Scope, { state, planned }: ChangeToWrite): ChangeDocument {
  const { row } = state;
  const { wanted, plan } = planned;
  const otherPlan = wanted.plan.id !== row.plan_id;
  return {
    timing: planned.timing,
    direction: wanted.direction,
    before: fieldsOf(row),
    after: fieldsAfter(row, planned),
    cycleChanges: wanted.cycleChanges,
    ends: plan.ends,
    begins: wanted.begins.map(
      (item, index): NewItem => ({
        ...item,
        itemId: scope.context.chance.uuid(),
        name: nameOf(planned, item.addOnId),
        setup: item.once?.price ?? zero(row.currency),
        periodsLeft: plan.periodsLeft[index] ?? null,
      }),
    ),
    billedThrough: plan.billedThrough,
    covered: planned.covered,
    reversed: plan.reversed,
    notes: plan.notes.map(({ invoiceId, wishes }) => ({ invoiceId, wishes })),
    sum: plan.sum,
    next: planned.next,
    stock:
      otherPlan && wanted.plan.stock !== undefined
        ? planStock(row.product_id, wanted.plan.id)
        : null,
  };
}

function nameOf({ wanted }: PlannedChange, addOnId: string | null): string {
  if (addOnId === null) return wanted.plan.name;
  return wanted.product.addOns.find(({ id }) => id === addOnId)?.name ?? addOnId;
}

/** What of a package's row a change may replace. */
export function fieldsOf(row: PackageRecord): PackageFields {
  if (row.anchor === null) fail('not_supported', 'The package has not begun yet.');
  return {
    planId: row.plan_id,
    planName: row.plan_name,
    cycle: row.cycle,
    anchor: row.anchor,
    price: money(row.price, row.currency),
    periodStart: row.period_start,
    periodEnd: row.period_end,
  };
}

function fieldsAfter(row: PackageRecord, planned: PlannedChange): PackageFields {
  const { wanted, anchor, effectiveOn } = planned;
  const before = fieldsOf(row);
  const fields = {
    ...before,
    planId: wanted.plan.id,
    planName: wanted.plan.name,
    cycle: wanted.cycle,
    anchor,
    price: planned.recurring,
  };
  if (!wanted.cycleChanges || planned.covered) return fields;
  const periodEnd = boundaryAfter(anchor, parseCycle(wanted.cycle), effectiveOn);
  return { ...fields, periodStart: effectiveOn, periodEnd };
}
