import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import type { StandingLine } from '../../rules/change.ts';
import { unusedCredit } from '../../rules/credit.ts';
import type { CreditWish } from '../../rules/credit-note.ts';
import { parseCycle } from '../../rules/cycle.ts';
import { add } from '../../rules/money.ts';
import type { PackageActor } from '../../rules/package.ts';
import { maxDate, type PlainDate } from '../../rules/plain-date.ts';
import { boundaryAfter } from '../../rules/schedule.ts';
import { lockClient, scheduleIssue, scheduleWork } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { creditInvoice, lockInvoice } from '../invoices/credit-notes.ts';
import { ownPackage, packageView } from '../packages/package-view.ts';
import { changeStatus, lockPackage, type PackageRecord } from '../packages/provisioning.ts';
import { type Caller, type Command, ownerOf } from '../use-case.ts';
import { type PackageState, readPackageState } from './change-state.ts';
import { invoiceOfChange, openChange, takeScheduledBack } from './change-undo.ts';

interface Canceled {
  readonly packageId: string;
}

/** A package of the caller's, its client locked before it. */
export async function lockOwnPackage(
  scope: Scope,
  caller: Caller,
  packageId: string,
): Promise<PackageRecord> {
  const own = await ownPackage(scope, packageId, ownerOf(caller.principal));
  await lockClient(scope, own.client_id);
  return lockPackage(scope, own.id);
}

/** Who acts, for the state machine of packages. */
export function packageActor({ principal }: Caller): PackageActor {
  return principal.kind === 'client' ? 'client' : 'operator';
}

/** `packages.cancel` (SPEC 5.21): now or at the period's end, by the provider's refund rule. */
export const cancelPackage: Command<'packages.cancel', Canceled> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Canceled> {
    const row = await lockOwnPackage(scope, caller, input.packageId);
    await dropOpenChange(scope, row);
    if (input.when === 'now') await cancelNow(scope, row, caller, input.reason);
    else await cancelLater(scope, row, input.reason);
    await scheduleIssue(scope, row.id);
    await scheduleWork(scope, row.client_id);
    return { packageId: row.id };
  },
  view: (scope, caller, { packageId }): Promise<Output<'packages.cancel'>> =>
    packageView(scope, packageId, ownerOf(caller.principal)),
};

/** A scheduled change goes with its package; one that waits for money is given up first. */
async function dropOpenChange(scope: Scope, row: PackageRecord): Promise<void> {
  const change = await openChange(scope, row.id);
  if (change === undefined) return;
  if (change.state === 'scheduled') {
    await takeScheduledBack(scope, change);
    return;
  }
  fail(
    'invalid_transition',
    'A change of this package waits for its payment. Take it back first.',
    { field: 'packageId', reason: 'change_unpaid', ...(await invoiceOfChange(scope, change)) },
  );
}

async function cancelNow(
  scope: Scope,
  row: PackageRecord,
  caller: Caller,
  reason: string,
): Promise<void> {
  const wasPending = row.status === 'pending' || row.anchor === null;
  const values = { cancel_on: null, cancel_reason: reason, trial_ends_on: null };
  const by = packageActor(caller);
  const state = await readPackageState(scope, row, scope.today);
  await changeStatus(scope, row, { to: 'canceled', by, note: reason, values });
  if (wasPending) {
    await creditUnpaid(scope, row, reason);
    return;
  }
  await endAllItems(scope, row, scope.today);
  const { cancelRefund } = scope.context.catalog.provider.billing;
  await creditUnused(scope, state, {
    day: scope.today,
    reason,
    which: (line) => cancelRefund === 'unused' || isUnbegun(state, line, scope.today),
  });
}

/** A period that has not begun and is not paid is owed for nothing. */
function isUnbegun({ invoices }: PackageState, line: StandingLine, day: PlainDate): boolean {
  const invoice = invoices.find(({ invoiceId }) => invoiceId === line.invoiceId);
  return line.period.start >= day && invoice?.open === true;
}

/** What was ordered and neither set up nor paid is credited in full. */
async function creditUnpaid(scope: Scope, row: PackageRecord, reason: string): Promise<void> {
  const lines = await scope.handle
    .selectFrom('invoice_lines')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoice_lines.invoice_id')
    .select(['invoice_lines.id', 'invoice_lines.invoice_id'])
    .where('package_id', '=', row.id)
    .where('standing', '=', true)
    .where('invoice_lines.net', '>', 0n)
    .where('invoice_states.status', 'in', ['unpaid', 'paid'])
    .orderBy('invoice_lines.id')
    .execute();
  for (const invoiceId of new Set(lines.map((line) => line.invoice_id))) {
    const wishes = lines
      .filter((line) => line.invoice_id === invoiceId)
      .map((line) => ({ lineId: line.id }));
    const invoice = await lockInvoice(scope, invoiceId);
    await creditInvoice(scope, invoice, { wishes, reason, periods: 'excuse' });
  }
}

/** Items end on a day, and stay billed as far as they were. */
async function endAllItems(scope: Scope, row: PackageRecord, day: PlainDate): Promise<void> {
  await scope.handle
    .updateTable('package_items')
    .set((item) => ({ ends_on: day, version: item('version', '+', 1) }))
    .where('package_id', '=', row.id)
    .where('ends_on', 'is', null)
    .execute();
}

/** Credits the unused part of standing lines: first what is open, then as account credit. */
async function creditUnused(
  scope: Scope,
  { standing, invoices }: PackageState,
  rule: {
    readonly day: PlainDate;
    readonly reason: string;
    readonly which: (line: StandingLine) => boolean;
  },
): Promise<void> {
  const { roundingMode } = scope.context.catalog.provider;
  const credited = standing.filter(rule.which);
  if (credited.length === 0) return;
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where(
      'id',
      'in',
      credited.map(({ line }) => line.lineId),
    )
    .execute();
  for (const item of new Set(credited.map(({ itemId }) => itemId))) {
    await scope.handle
      .updateTable('package_items')
      .set({ billed_through: rule.day })
      .where('id', '=', item)
      .where('billed_through', '>', rule.day)
      .execute();
  }
  for (const { invoiceId } of invoices) {
    const wishes = credited.flatMap((line): CreditWish[] => {
      if (line.invoiceId !== invoiceId) return [];
      const net = unusedCredit(line, rule.day, roundingMode);
      const isAll = net.amount === add(line.line.net, line.reversed).amount;
      return net.amount === 0n ? [] : [{ lineId: line.line.lineId, ...(isAll ? {} : { net }) }];
    });
    if (wishes.length === 0) continue;
    const invoice = await lockInvoice(scope, invoiceId);
    await creditInvoice(scope, invoice, { wishes, reason: rule.reason, periods: 'bill-anew' });
  }
}

async function cancelLater(scope: Scope, row: PackageRecord, reason: string): Promise<void> {
  if (row.status !== 'active' && row.status !== 'suspended') {
    fail('invalid_transition', `Package ${row.number} is ${row.status}: cancel it now.`, {
      field: 'when',
      reason: 'cancel_now',
    });
  }
  if (row.anchor === null || parseCycle(row.cycle).unit === 'one-time') {
    fail('invalid_transition', 'This package has no period that ends. Cancel it now.', {
      field: 'when',
      reason: 'no_period',
    });
  }
  if (row.cancel_on !== null) return;
  const state = await readPackageState(scope, row, scope.today);
  const day = lastDay(scope, row, row.anchor, state);
  await endAllItems(scope, row, day);
  await scope.handle
    .updateTable('packages')
    .set((old) => ({ cancel_on: day, cancel_reason: reason, version: old('version', '+', 1) }))
    .where('id', '=', row.id)
    .execute();
  await creditUnused(scope, state, { day, reason, which: ({ period }) => period.start >= day });
  await emit(scope, 'package.cancel_scheduled', row.id, row.client_id);
}

/** The end of the running period; where nothing is given back, of all that is paid for. */
function lastDay(
  scope: Scope,
  row: PackageRecord,
  anchor: PlainDate,
  { standing, invoices }: PackageState,
): PlainDate {
  const { cancelRefund } = scope.context.catalog.provider.billing;
  const end = boundaryAfter(anchor, parseCycle(row.cycle), scope.today);
  const last = row.trial_ends_on === null ? end : maxDate(scope.today, row.trial_ends_on);
  if (row.trial_ends_on !== null && row.trial_ends_on > scope.today) return last;
  if (cancelRefund === 'unused') return end;
  const paid = standing.filter(
    (line) => invoices.find(({ invoiceId }) => invoiceId === line.invoiceId)?.open === false,
  );
  return paid.reduce((day, { period }) => maxDate(day, period.end), end);
}

/** `packages.undoCancel` (SPEC 5.21): until it takes effect. */
export const undoCancel: Command<'packages.undoCancel', Canceled> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Canceled> {
    const row = await lockOwnPackage(scope, caller, input.packageId);
    if (row.cancel_on === null || row.status === 'canceled') {
      fail('invalid_transition', `Package ${row.number} is not to be canceled.`, {
        field: 'packageId',
        reason: 'package_not_ending',
      });
    }
    await scope.handle
      .updateTable('package_items')
      .set((item) => ({ ends_on: null, version: item('version', '+', 1) }))
      .where('package_id', '=', row.id)
      .where('ends_on', '=', row.cancel_on)
      .where('since', '<', row.cancel_on)
      .execute();
    await scope.handle
      .updateTable('packages')
      .set((old) => ({ cancel_on: null, cancel_reason: null, version: old('version', '+', 1) }))
      .where('id', '=', row.id)
      .execute();
    await emit(scope, 'package.cancel_undone', row.id, row.client_id);
    await scheduleIssue(scope, row.id);
    await scheduleWork(scope, row.client_id);
    return { packageId: row.id };
  },
  view: (scope, caller, { packageId }): Promise<Output<'packages.undoCancel'>> =>
    packageView(scope, packageId, ownerOf(caller.principal)),
};

/** Ends a package on the day of its cancelation. @throws BillingError `invalid_transition`. */
export async function endPackage(scope: Scope, row: PackageRecord): Promise<void> {
  const note = row.cancel_reason;
  await changeStatus(scope, row, {
    to: 'canceled',
    by: 'engine',
    note,
    values: { cancel_on: null, trial_ends_on: null },
  });
  await scheduleIssue(scope, row.id);
}
