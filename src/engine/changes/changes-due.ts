import { isBillingError } from '../../errors.ts';
import { parseCycle } from '../../rules/cycle.ts';
import type { PackageStatus } from '../../rules/package.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import { boundaryAfter } from '../../rules/schedule.ts';
import { lockClient, scheduleIssue, scheduleWork } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { lockInvoice, writeCreditNote } from '../invoices/credit-notes.ts';
import { giveUpManualCharge } from '../invoices/invoice-commands.ts';
import { lockPackage } from '../packages/provisioning.ts';
import { isBeingPaid } from '../payments/open-charges.ts';
import { giveStockBack } from '../stock.ts';
import type { Next, TaskKind } from '../tasks.ts';
import { endPackage } from './cancel.ts';
import { type ChangeDocument, readChange } from './change-document.ts';
import { endItems, insertItems } from './change-items.ts';
import { type ChangeRecord, setState } from './change-undo.ts';
import { finishChange, writeNotes } from './change-write.ts';

/** What the day's work on changes came to. */
export interface ChangesDone {
  readonly applied: number;
  readonly lapsed: number;
}

/**
 * Does the work on a client's changes that is due by a day: scheduled ones take effect (SPEC 5.13),
 * unpaid ones lapse and are credited in full (5.17).
 */
export async function performChangesDue(
  scope: Scope,
  clientId: string,
  until: PlainDate,
): Promise<ChangesDone> {
  await lockClient(scope, clientId);
  const due = await scope.handle
    .selectFrom('package_changes')
    .selectAll()
    .where('client_id', '=', clientId)
    .where((check) =>
      check.or([
        check.and([check('state', '=', 'scheduled'), check('effective_on', '<=', until)]),
        check.and([check('state', '=', 'awaiting_payment'), check('lapses_on', '<=', until)]),
      ]),
    )
    .orderBy('effective_on')
    .orderBy('id')
    .execute();
  let applied = 0;
  let lapsed = 0;
  for (const change of due) {
    const end =
      change.state === 'scheduled'
        ? await takeEffect(scope, change)
        : await lapse(scope, change, until);
    if (end === 'applied') applied += 1;
    if (end === 'lapsed') lapsed += 1;
  }
  if (due.length > 0) await scheduleWork(scope, clientId);
  return { applied, lapsed };
}

type End = 'applied' | 'lapsed' | 'waits';

/** A scheduled change on its day; its items hold from then on already. */
async function takeEffect(scope: Scope, change: ChangeRecord): Promise<End> {
  const row = await lockPackage(scope, change.package_id);
  const document = readChange(change.document);
  const final: readonly PackageStatus[] = ['canceled', 'transferred', 'fraudulent', 'completed'];
  if (final.includes(row.status as PackageStatus)) {
    if (document.stock !== null) await giveStockBack(scope, document.stock);
    await setState(scope, change, 'lapsed');
    return 'lapsed';
  }
  const since = change.effective_on;
  if (document.cycleChanges) {
    await insertItems(scope, row.id, { ...document, since }, 'running');
  }
  const after = document.cycleChanges
    ? document.after
    : {
        ...document.after,
        periodStart: row.period_start,
        periodEnd: row.period_end,
        anchor: row.anchor ?? document.after.anchor,
      };
  const periodEnd = document.cycleChanges
    ? boundaryAfter(after.anchor, parseCycle(after.cycle), since)
    : after.periodEnd;
  await finishChange(scope, row, {
    changeId: change.id,
    document: { ...document, begins: [], after: { ...after, periodEnd } },
    effectiveOn: since,
  });
  await scheduleIssue(scope, row.id);
  return 'applied';
}

/** A change whose time to be paid is over; money that is on its way is waited for. */
async function lapse(scope: Scope, change: ChangeRecord, until: PlainDate): Promise<End> {
  if (await isPaid(scope, change)) return applyPaid(scope, change);
  if (change.invoice_id !== null && (await isBeingPaid(scope, change.invoice_id))) {
    await scope.handle
      .updateTable('package_changes')
      .set({ lapses_on: addDays(until, 1) })
      .where('id', '=', change.id)
      .execute();
    return 'waits';
  }
  await giveUp(scope, change, 'lapsed', 'The change was not paid in time and has lapsed.');
  return 'lapsed';
}

async function isPaid(scope: Scope, change: ChangeRecord): Promise<boolean> {
  if (change.invoice_id === null) return false;
  const { status } = await scope.handle
    .selectFrom('invoice_states')
    .select('status')
    .where('invoice_id', '=', change.invoice_id)
    .executeTakeFirstOrThrow();
  return status === 'paid';
}

/** Ends a change that waited for its payment: its invoice is credited in full (SPEC 5.17). */
export async function giveUp(
  scope: Scope,
  change: ChangeRecord,
  state: 'lapsed' | 'taken_back',
  reason: string,
): Promise<void> {
  if (change.invoice_id !== null) {
    await giveUpManualCharge(scope, change.invoice_id);
    const invoice = await lockInvoice(scope, change.invoice_id);
    if (invoice.status === 'unpaid' || invoice.status === 'paid') {
      await writeCreditNote(scope, invoice, reason);
    }
  }
  const { stock } = readChange(change.document);
  if (stock !== null) await giveStockBack(scope, stock);
  await setState(scope, change, state);
  const name = state === 'lapsed' ? 'package.change_lapsed' : 'package.change_taken_back';
  await emit(scope, name, change.package_id, change.client_id);
  await scheduleWork(scope, change.client_id);
}

/**
 * Makes a change whose invoice was paid. Where the package was billed or changed meanwhile it can
 * no longer be made: then it lapses, and the money becomes account credit.
 */
async function applyPaid(scope: Scope, change: ChangeRecord): Promise<End> {
  const row = await lockPackage(scope, change.package_id);
  const document = readChange(change.document);
  if (row.status !== 'active' || !(await isAsQuoted(scope, document))) {
    await giveUp(scope, change, 'lapsed', 'The package was billed or changed meanwhile.');
    return 'lapsed';
  }
  await endItems(scope, document, change.effective_on);
  const noteIds = await writeNotes(scope, document);
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: true })
    .where('invoice_id', '=', change.invoice_id)
    .where('origin', '=', 'change')
    .where('origin_id', '=', change.id)
    .where('kind', '=', 'cycle')
    .execute();
  const { effective_on: effectiveOn, id: changeId } = change;
  await finishChange(scope, row, { changeId, document: { ...document, noteIds }, effectiveOn });
  await scheduleIssue(scope, row.id);
  await scheduleWork(scope, row.client_id);
  return 'applied';
}

/** Whether old items and lines are still those that the quote was made of. */
async function isAsQuoted(
  scope: Scope,
  { ends, reversed, notes }: ChangeDocument,
): Promise<boolean> {
  for (const { itemId, billedThrough } of ends) {
    const item = await scope.handle
      .selectFrom('package_items')
      .select('id')
      .where('id', '=', itemId)
      .where('billed_through', '=', billedThrough)
      .where('ends_on', 'is', null)
      .executeTakeFirst();
    if (item === undefined) return false;
  }
  for (const id of [
    ...reversed,
    ...notes.flatMap((note) => note.wishes.map((wish) => wish.lineId)),
  ]) {
    const line = await scope.handle
      .selectFrom('invoice_lines')
      .select('id')
      .where('id', '=', id)
      .where('standing', '=', true)
      .executeTakeFirst();
    if (line === undefined) return false;
  }
  return true;
}

/** A change is made once its invoice is paid (SPEC 5.17); it has no outer effect of its own. */
export const applyChange: TaskKind = {
  call: () => Promise.resolve(null),
  async record(scope, task): Promise<Next> {
    if (task.clientId !== null) await lockClient(scope, task.clientId);
    const change = await scope.handle
      .selectFrom('package_changes')
      .selectAll()
      .where('id', '=', task.subjectId)
      .forUpdate()
      .executeTakeFirst();
    if (change?.state !== 'awaiting_payment' || !(await isPaid(scope, change))) {
      return { state: 'done' };
    }
    await applyPaid(scope, change);
    return { state: 'done' };
  },
};

/** What the day's work on cancelations came to. */
export interface CancelsDone {
  readonly canceled: number;
}

/** Ends a client's packages whose cancelation takes effect by a day (SPEC 5.21). */
export async function performCancelsDue(
  scope: Scope,
  clientId: string,
  until: PlainDate,
): Promise<CancelsDone> {
  await lockClient(scope, clientId);
  const rows = await scope.handle
    .selectFrom('packages')
    .select('id')
    .where('client_id', '=', clientId)
    .where('cancel_on', '<=', until)
    .orderBy('number')
    .execute();
  let canceled = 0;
  for (const { id } of rows) {
    try {
      await endPackage(scope, await lockPackage(scope, id));
      canceled += 1;
    } catch (error) {
      if (!isBillingError(error)) throw error;
      // It ended in another way: there is nothing left to cancel.
      await scope.handle
        .updateTable('packages')
        .set({ cancel_on: null })
        .where('id', '=', id)
        .execute();
    }
  }
  if (rows.length > 0) await scheduleWork(scope, clientId);
  return { canceled };
}
