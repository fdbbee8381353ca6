import type { Selectable } from 'kysely';
import type { ErrorOptions } from '../../errors.ts';
import type { CurrentPackage, WantedChange } from '../../rules/change-target.ts';
import { step } from '../../rules/explanation.ts';
import { reverseTotals, type Totals } from '../../rules/invoice.ts';
import { add, isZero, money, subtract } from '../../rules/money.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import type { PackageChangesTable } from '../../storage/tables/packages.ts';
import { scheduleIssue, scheduleWork } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { creditInvoice, issuedTaxes, lockInvoice } from '../invoices/credit-notes.ts';
import { readDocument } from '../invoices/invoice-documents.ts';
import { ruleLines } from '../invoices/invoice-lines.ts';
import { issueInvoice } from '../invoices/issue.ts';
import { lockPackage } from '../packages/provisioning.ts';
import { countStock, giveStockBack, planStock } from '../stock.ts';
import { type ChangeDocument, type PackageFields, readChange } from './change-document.ts';
import { reviveItems, setFields, voidItems } from './change-items.ts';
import { type PackageState, standingLines } from './change-state.ts';
import { fieldsOf } from './change-write.ts';

/** A change's row. */
export type ChangeRecord = Selectable<PackageChangesTable>;

/** The change of a package that waits, for its payment or its day. */
export function openChange(scope: Scope, packageId: string): Promise<ChangeRecord | undefined> {
  return scope.handle
    .selectFrom('package_changes')
    .selectAll()
    .where('package_id', '=', packageId)
    .where('state', 'in', ['scheduled', 'awaiting_payment'])
    .executeTakeFirst();
}

/** The invoice of a change, as an error names it; nothing where it has none. */
export async function invoiceOfChange(
  scope: Scope,
  { invoice_id: invoiceId }: Pick<ChangeRecord, 'invoice_id'>,
): Promise<Pick<ErrorOptions, 'invoice'>> {
  if (invoiceId === null) return {};
  const { number } = await scope.handle
    .selectFrom('invoices')
    .select('number')
    .where('id', '=', invoiceId)
    .executeTakeFirstOrThrow();
  return { invoice: { invoiceId, number } };
}

/**
 * Takes a scheduled change back (SPEC 5.13): old items go on, new ones never hold. A renewal that
 * was issued for them is credited in full, and the run issues it anew. The client is locked.
 *
 * @returns the ids of the documents that it wrote.
 */
export async function takeScheduledBack(
  scope: Scope,
  change: ChangeRecord,
): Promise<readonly string[]> {
  const document = readChange(change.document);
  const { begins, ends } = document;
  const { standing } = await standingLines(
    scope,
    begins.map(({ itemId }) => itemId),
    change.effective_on,
  );
  await unstand(
    scope,
    standing.map(({ line }) => line.lineId),
  );
  await voidItems(scope, begins);
  await reviveItems(scope, { ends }, 'as-now');
  const ids: string[] = [];
  for (const invoiceId of new Set(standing.map((one) => one.invoiceId))) {
    const wishes = standing
      .filter((one) => one.invoiceId === invoiceId && !isZero(add(one.line.net, one.reversed)))
      .map(({ line }) => ({ lineId: line.lineId }));
    if (wishes.length > 0) ids.push(await credit(scope, invoiceId, wishes));
  }
  if (change.invoice_id !== null) ids.push(await credit(scope, change.invoice_id, 'all'));
  if (document.stock !== null) await giveStockBack(scope, document.stock);
  await setState(scope, change, 'taken_back');
  await scheduleIssue(scope, change.package_id);
  await scheduleWork(scope, change.client_id);
  await emit(scope, 'package.change_taken_back', change.package_id, change.client_id);
  return ids;
}

async function unstand(scope: Scope, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where('id', 'in', lineIds)
    .execute();
}

async function credit(
  scope: Scope,
  invoiceId: string,
  wishes: Parameters<typeof creditInvoice>[2]['wishes'],
): Promise<string> {
  const invoice = await lockInvoice(scope, invoiceId);
  const reason = 'The change of the package was taken back.';
  const note = await creditInvoice(scope, invoice, { wishes, reason, periods: 'bill-anew' });
  return note.noteId;
}

/** Writes how a change ended. */
export async function setState(
  scope: Scope,
  { id }: Pick<ChangeRecord, 'id'>,
  state: ChangeRecord['state'],
): Promise<void> {
  await scope.handle
    .updateTable('package_changes')
    .set((row) => ({ state, lapses_on: null, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/**
 * The change of a package that was made on a day, that another one would turn round, and that can
 * be taken back as a whole since all is still as it left it. The other one then begins where the
 * day began, so that no order of steps costs or earns a cent (SPEC 5.19).
 */
export async function undoableChange(
  scope: Scope,
  { row, current }: Pick<PackageState, 'row' | 'current'>,
  wanted: WantedChange,
  day: PlainDate,
): Promise<ChangeRecord | null> {
  const changes = await scope.handle
    .selectFrom('package_changes')
    .selectAll()
    .where('package_id', '=', row.id)
    .where('state', '=', 'applied')
    .where('effective_on', '=', day)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  for (const change of changes) {
    const document = readChange(change.document);
    if (document.timing !== 'now-with-credit') continue;
    if ((change.kind === 'add_ons') !== (wanted.kind === 'add_ons')) continue;
    if (!isTurnedRound(document, current, wanted)) continue;
    if (!sameFields(fieldsOf(row), document.after)) continue;
    const untouched = await isUntouched(scope, document, day);
    if (untouched && !(await isCredited(scope, change))) return change;
  }
  return null;
}

/** Whether a change ends what an earlier one began, or brings back what that one ended. */
function isTurnedRound(
  { begins, ends }: ChangeDocument,
  current: CurrentPackage,
  wanted: WantedChange,
): boolean {
  const begun = new Set(begins.map(({ itemId }) => itemId));
  if (wanted.kind !== 'add_ons') {
    // Items that were added since would be lost with the plan that they were added to.
    return current.items.every(({ itemId, oneTime }) => oneTime || begun.has(itemId));
  }
  if (wanted.ends.some(({ itemId }) => begun.has(itemId))) return true;
  const gone = new Set(ends.map(({ addOnId }) => addOnId));
  return wanted.begins.some(({ addOnId }) => gone.has(addOnId));
}

function sameFields(a: PackageFields, b: PackageFields): boolean {
  return (
    a.planId === b.planId &&
    a.cycle === b.cycle &&
    a.anchor === b.anchor &&
    a.periodEnd === b.periodEnd
  );
}

async function isUntouched(
  scope: Scope,
  { begins, ends, billedThrough }: ChangeDocument,
  day: PlainDate,
): Promise<boolean> {
  const ids = [...begins, ...ends].map(({ itemId }) => itemId);
  if (ids.length === 0) return false;
  const rows = await scope.handle
    .selectFrom('package_items')
    .select(['id', 'billed_through', 'ends_on', 'one_time'])
    .where('id', 'in', ids)
    .execute();
  const rowOf = new Map(rows.map((item) => [item.id, item]));
  return (
    begins.every(({ itemId, oneTime }) => {
      const item = rowOf.get(itemId);
      return item?.ends_on === null && (oneTime || item.billed_through === billedThrough);
    }) &&
    ends.every(({ itemId, billedThroughAfter }) => {
      const item = rowOf.get(itemId);
      return item?.ends_on === day && item.billed_through === billedThroughAfter;
    })
  );
}

async function isCredited(scope: Scope, change: ChangeRecord): Promise<boolean> {
  if (change.invoice_id === null) return false;
  const note = await scope.handle
    .selectFrom('invoices')
    .select('id')
    .where('corrects', '=', change.invoice_id)
    .executeTakeFirst();
  return note !== undefined;
}

/**
 * Takes a change back as a whole, by documents that mirror its own to the cent. The client is
 * locked; call `scheduleIssue` and `scheduleWork` after it.
 *
 * @returns the ids of the documents that it wrote.
 */
export async function undoChange(scope: Scope, change: ChangeRecord): Promise<readonly string[]> {
  const document = readChange(change.document);
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where('origin', '=', 'change')
    .where('origin_id', '=', change.id)
    .where('kind', '=', 'cycle')
    .execute();
  await voidItems(scope, document.begins);
  await reviveItems(scope, document, 'as-before');
  if (document.reversed.length > 0) {
    await scope.handle
      .updateTable('invoice_lines')
      .set({ standing: true })
      .where('id', 'in', document.reversed)
      .execute();
  }
  const row = await lockPackage(scope, change.package_id);
  const { before, after } = document;
  // What was added or lowered since keeps its part of the price.
  const price = add(money(row.price, row.currency), subtract(before.price, after.price));
  await setFields(scope, row.id, { ...before, price });
  if (document.stock !== null) await giveStockBack(scope, document.stock);
  if (before.planId !== after.planId) {
    await countStock(scope, planStock(row.product_id, before.planId));
  }
  await setState(scope, change, 'taken_back');
  await emit(scope, 'package.change_taken_back', change.package_id, change.client_id);
  const ids: string[] = [];
  if (change.invoice_id !== null) ids.push(await credit(scope, change.invoice_id, 'all'));
  for (const noteId of document.noteIds ?? []) ids.push(await mirror(scope, change, noteId));
  return ids;
}

/** Takes a credit note back by an invoice of the same lines and sums with the other sign. */
async function mirror(scope: Scope, change: ChangeRecord, noteId: string): Promise<string> {
  const row = await scope.handle
    .selectFrom('invoices')
    .selectAll()
    .where('id', '=', noteId)
    .executeTakeFirstOrThrow();
  const document = readDocument(row.document);
  const lines = await ruleLines(scope, noteId, document);
  const totals: Totals = {
    net: document.net,
    discount: document.discount,
    tax: document.tax,
    rounding: document.rounding,
    total: document.total,
    breakdown: issuedTaxes(document),
  };
  const { provider } = scope.context.catalog;
  const issued = await issueInvoice(scope, {
    clientId: change.client_id,
    orderId: null,
    currency: row.currency,
    dueOn: addDays(scope.today, provider.termsDays),
    lines: lines.map(({ lineId, ...line }, place) => ({
      line: {
        ...line,
        kind: 'reversal',
        quantity: line.quantity === 0 ? 0 : -line.quantity,
        gross: negative(line.gross),
        discount: negative(line.discount),
        net: negative(line.net),
        explanation: { rule: 'reversal', steps: [step('taken_back', { number: row.number })] },
      },
      packageNumber: document.lines[place]?.packageNumber ?? null,
      origin: 'change',
      originId: `${change.id}:back`,
      reverses: lineId,
    })),
    totals: reverseTotals(totals),
    notes: [`Takes ${row.number} back.`],
    dunned: true,
    charged: true,
    todo: { title: 'Pay an invoice', text: 'A credit note was taken back with a change.' },
  });
  return issued.invoiceId;
}

function negative<M extends { readonly amount: bigint }>(money: M): M {
  return { ...money, amount: -money.amount };
}
