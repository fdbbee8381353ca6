import { fail, invariant } from '../../errors.ts';
import type { Promotion } from '../../rules/catalog-model.ts';
import type { InvoiceOfLines, ItemPromotion, StandingLine } from '../../rules/change.ts';
import type { CurrentItem, CurrentPackage } from '../../rules/change-target.ts';
import { money, negate } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';
import { creditableLines, creditedInvoice, documentsAfter } from '../invoices/credit-notes.ts';
import { readDocument } from '../invoices/invoice-documents.ts';
import type { PackageRecord } from '../packages/provisioning.ts';

/** A package with all that a change of it needs to know. */
export interface PackageState {
  readonly row: PackageRecord;
  readonly current: CurrentPackage;
  /** Lines of its items that reach beyond the day. */
  readonly standing: readonly StandingLine[];
  readonly invoices: readonly InvoiceOfLines[];
}

/** Reads a package's items and the lines of them that reach beyond a day. */
export async function readPackageState(
  scope: Scope,
  row: PackageRecord,
  day: PlainDate,
): Promise<PackageState> {
  const current = await currentPackage(scope, row);
  const { standing, invoices } = await standingLines(
    scope,
    current.items.map(({ itemId }) => itemId),
    day,
  );
  return { row, current, standing, invoices };
}

/** A package as rules know it, with the items that go on. */
export async function currentPackage(scope: Scope, row: PackageRecord): Promise<CurrentPackage> {
  return {
    productId: row.product_id,
    planId: row.plan_id,
    cycle: row.cycle,
    currency: row.currency,
    domainName: row.domain_name,
    items: await currentItems(scope, row),
  };
}

/** The items that go on, the plan first. */
async function currentItems(scope: Scope, row: PackageRecord): Promise<readonly CurrentItem[]> {
  const rows = await scope.handle
    .selectFrom('package_items')
    .selectAll()
    .where('package_id', '=', row.id)
    .where('ends_on', 'is', null)
    .orderBy('add_on_id', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .execute();
  return rows.map((item) => ({
    itemId: item.id,
    addOnId: item.add_on_id,
    name: item.name,
    quantity: item.quantity,
    price: money(item.recurring, row.currency),
    oneTime: item.one_time,
    prorated: item.prorated,
    billedThrough: item.billed_through,
    promotion: promotionOf(scope, item.promotion, item.promotion_left),
    raise:
      item.raised_price === null || item.raised_from === null
        ? null
        : { price: money(item.raised_price, row.currency), from: item.raised_from },
  }));
}

/**
 * The promotion of an item. What was frozen with it says its amounts; which plans and cycles it
 * covers is read from the catalog, where it is still there.
 */
function promotionOf(
  scope: Scope,
  stored: unknown,
  periodsLeft: number | null,
): ItemPromotion | null {
  if (stored === null) return null;
  const frozen = stored as Partial<Promotion> & { readonly code?: string | null };
  const found = scope.context.catalog.promotions.find((candidate) =>
    frozen.code === undefined || frozen.code === null
      ? candidate.code === undefined &&
        candidate.percent === frozen.percent &&
        candidate.appliesTo === frozen.appliesTo
      : candidate.code === frozen.code,
  );
  if (found === undefined) return null;
  return { terms: found, periodsLeft };
}

/** Standing cycle lines of items that reach beyond a day, with their invoices. */
export async function standingLines(
  scope: Scope,
  itemIds: readonly string[],
  day: PlainDate,
): Promise<Pick<PackageState, 'standing' | 'invoices'>> {
  if (itemIds.length === 0) return { standing: [], invoices: [] };
  const rows = await scope.handle
    .selectFrom('invoice_lines')
    .select(['id', 'invoice_id', 'item_id', 'period_start', 'period_end'])
    .where('item_id', 'in', itemIds)
    .where('kind', '=', 'cycle')
    .where('standing', '=', true)
    .where('period_end', '>', day)
    .orderBy('period_start')
    .orderBy('id')
    .execute();
  const invoices = await invoicesOfLines(scope, [...new Set(rows.map((row) => row.invoice_id))]);
  const standing = rows.map((row): StandingLine => {
    const invoice = invoices.find(({ invoiceId }) => invoiceId === row.invoice_id);
    const found = invoice?.lines.find(({ line }) => line.lineId === row.id);
    const { period_start: start, period_end: end, item_id: itemId } = row;
    invariant(
      found !== undefined && start !== null && end !== null && itemId !== null,
      'A standing line is on its document.',
    );
    return { ...found, itemId, period: { start, end }, invoiceId: row.invoice_id };
  });
  return { standing, invoices };
}

/** Invoices as `planChange` needs them: all lines, what was taken back, taxes as issued. */
async function invoicesOfLines(
  scope: Scope,
  ids: readonly string[],
): Promise<readonly InvoiceOfLines[]> {
  if (ids.length === 0) return [];
  const rows = await scope.handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select(['invoices.id', 'number', 'document', 'balance', 'status'])
    .where('invoices.id', 'in', ids)
    .orderBy('invoices.id')
    .execute();
  const list: InvoiceOfLines[] = [];
  for (const row of rows) {
    const document = readDocument(row.document);
    const notes = await documentsAfter(scope, row.id);
    const lines = await creditableLines(scope, row.id, document);
    // Money that went back is not given a second time.
    const isGone = row.status === 'refunded' || row.status === 'canceled';
    list.push({
      invoiceId: row.id,
      number: row.number,
      open: row.status === 'unpaid' && row.balance > 0n,
      lines: lines.map((one, place) => {
        const charged = document.charged?.[place] ?? null;
        if (isGone) return { ...one, reversed: negate(one.line.net) };
        return charged === null ? one : { ...one, line: { ...one.line, charged } };
      }),
      ...creditedInvoice(document, notes),
    });
  }
  return list;
}

/**
 * Refuses a change while the package's debt is overdue (SPEC 5.18).
 *
 * @throws BillingError `invalid_transition`.
 */
export async function refuseOverdue(scope: Scope, row: PackageRecord): Promise<void> {
  const overdue = await scope.handle
    .selectFrom('invoice_lines')
    .innerJoin('invoices', 'invoices.id', 'invoice_lines.invoice_id')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select(['invoices.id', 'invoices.number'])
    .where('invoice_lines.package_id', '=', row.id)
    .where('invoices.kind', '=', 'invoice')
    .where('invoice_states.status', 'in', ['unpaid', 'collections'])
    .where('invoice_states.balance', '>', 0n)
    .where('invoices.due_on', '<', scope.today)
    .executeTakeFirst();
  if (overdue === undefined) return;
  fail('invalid_transition', `Invoice ${overdue.number} is overdue. Pay it first.`, {
    field: 'packageId',
    reason: 'invoice_overdue',
    invoice: { invoiceId: overdue.id, number: overdue.number },
  });
}
