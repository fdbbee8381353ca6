import type { PackageChangeView, PackageRow, PackageView } from '../../contract/packages.ts';
import { fail } from '../../errors.ts';
import { changeOffers } from '../../rules/change-offers.ts';
import type { ChangeActor } from '../../rules/change-target.ts';
import { parseCycle } from '../../rules/cycle.ts';
import { money } from '../../rules/money.ts';
import type { PackageStatus } from '../../rules/package.ts';
import type { PackageListRow } from '../../storage/packages.ts';
import { readChange } from '../changes/change-document.ts';
import { waitsForPanel } from '../changes/change-panel.ts';
import { currentPackage } from '../changes/change-state.ts';
import type { ChangeRecord } from '../changes/change-undo.ts';
import type { EngineContext, Scope } from '../context.ts';
import type { PackageRecord } from './provisioning.ts';

/** A package as a list shows it. */
export function packageRow(context: EngineContext, row: PackageListRow): PackageRow {
  return {
    packageId: row.id,
    number: row.number,
    name: `${row.plan_name} ${row.product_name}`,
    domainName: row.domain_name,
    kind: row.kind as PackageRow['kind'],
    price: money(row.price, row.currency),
    cycle: row.cycle,
    nextRenewal: row.period_end,
    status: row.status as PackageStatus,
    canSignIn: canSignIn(context, row),
  };
}

/**
 * A package's row.
 *
 * @throws BillingError `not_found`, for another client's as for none (SPEC 3.7).
 */
export async function ownPackage(
  scope: Scope,
  packageId: string,
  ownerId: string | null,
): Promise<PackageRecord> {
  const row = await scope.handle
    .selectFrom('packages')
    .selectAll()
    .where('id', '=', packageId)
    .$if(ownerId !== null, (query) => query.where('client_id', '=', ownerId ?? ''))
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such package.', { field: 'packageId' });
  return row;
}

/** A whole package (SPEC 5.8), with what may be changed of it by who asks. */
export async function packageView(
  scope: Scope,
  packageId: string,
  ownerId: string | null,
): Promise<PackageView> {
  const row = await ownPackage(scope, packageId, ownerId);
  const addOns = await scope.handle
    .selectFrom('package_items')
    .selectAll()
    .where('package_id', '=', packageId)
    .where('add_on_id', 'is not', null)
    .where('since', '<=', scope.today)
    .where((check) => check.or([check('ends_on', 'is', null), check('ends_on', '>', scope.today)]))
    .orderBy('name')
    .execute();
  const openInvoice = await scope.handle
    .selectFrom('orders')
    .innerJoin('invoices', 'invoices.id', 'orders.invoice_id')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select(['invoices.id', 'invoices.number'])
    .where('orders.id', '=', row.order_id)
    .where('invoice_states.status', '=', 'unpaid')
    .executeTakeFirst();
  return {
    ...packageRow(scope.context, row),
    clientId: row.client_id,
    productId: row.product_id,
    productName: row.product_name,
    planId: row.plan_id,
    planName: row.plan_name,
    ordered: row.ordered_on,
    activated: row.activated_on,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    addOns: addOns.map((item) => ({
      addOnId: item.add_on_id ?? '',
      name: item.name,
      quantity: item.quantity,
      price: money(item.one_time ? item.setup : item.recurring, row.currency),
      oneTime: item.one_time,
      since: item.since,
    })),
    panelOptions: panelOptions(row),
    refundsUnused: scope.context.catalog.provider.billing.cancelRefund === 'unused',
    statusNote: row.status_note,
    openInvoice:
      openInvoice === undefined ? null : { invoiceId: openInvoice.id, number: openInvoice.number },
    ...(await offersOf(scope, row, ownerId === null ? 'operator' : 'client')),
    pendingChange: await pendingChange(scope, packageId),
    waitsForPanel: await waitsForPanel(scope, packageId),
    cancelOn: row.cancel_on,
  };
}

function panelOptions(row: PackageRecord): PackageView['panelOptions'] {
  if (row.panel_reference === null) return null;
  return {
    serverGroup: row.panel_server_group ?? '',
    controlPanel: row.panel_control_panel ?? '',
    plan: row.panel_plan ?? '',
    userName: row.panel_user_name ?? '',
  };
}

/** Whether Panel Login is offered (SPEC 5.9). */
export function canSignIn(
  context: EngineContext,
  row: Pick<PackageListRow, 'status' | 'panel_plugin' | 'panel_reference'>,
): boolean {
  if (row.panel_plugin === null || row.panel_reference === null) return false;
  const panel = context.pluginById.get(row.panel_plugin)?.panel;
  return row.status === 'active' && panel?.signIn !== undefined;
}

/** What may be changed of a package that runs (SPEC 5.8, 5.10). */
async function offersOf(
  scope: Scope,
  row: PackageRecord,
  by: ChangeActor,
): Promise<Pick<PackageView, 'upgrade' | 'downgrade'>> {
  const isSold = scope.context.catalog.products.some(
    ({ id, plans }) => id === row.product_id && plans.some((plan) => plan.id === row.plan_id),
  );
  const recurs = row.anchor !== null && parseCycle(row.cycle).unit !== 'one-time';
  if (!isSold || !recurs || row.status !== 'active' || row.cancel_on !== null) {
    return { upgrade: null, downgrade: null };
  }
  return changeOffers(scope.context.catalog, await currentPackage(scope, row), by);
}

async function pendingChange(scope: Scope, packageId: string): Promise<PackageChangeView | null> {
  const change = await scope.handle
    .selectFrom('package_changes')
    .selectAll()
    .where('package_id', '=', packageId)
    .where('state', 'in', ['scheduled', 'awaiting_payment'])
    .executeTakeFirst();
  return change === undefined ? null : changeView(scope, change);
}

/** A change as its client sees it. */
export async function changeView(scope: Scope, change: ChangeRecord): Promise<PackageChangeView> {
  const document = readChange(change.document);
  const ids = [change.invoice_id, change.credit_note_id].filter((id) => id !== null);
  const rows =
    ids.length === 0
      ? []
      : await scope.handle
          .selectFrom('invoices')
          .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
          .select(['invoices.id', 'invoices.number', 'invoice_states.balance'])
          .where('invoices.id', 'in', ids)
          .execute();
  const left = rows.find(({ id }) => id === change.invoice_id)?.balance ?? 0n;
  const reference = (id: string | null): PackageChangeView['invoice'] => {
    const row = rows.find((one) => one.id === id);
    return row === undefined ? null : { invoiceId: row.id, number: row.number };
  };
  return {
    changeId: change.id,
    kind: change.kind,
    state: change.state,
    effectiveOn: change.effective_on,
    planName: document.after.planName,
    cycle: document.after.cycle,
    invoice: reference(change.invoice_id),
    creditNote: reference(change.credit_note_id),
    lapsesOn: change.lapses_on,
    sum: document.sum,
    toPay: money(left, document.sum.currency),
  };
}
