import type { Output } from '../contract/operations.ts';
import type { PackageRow, PackageView } from '../contract/packages.ts';
import { fail } from '../errors.ts';
import { money } from '../rules/money.ts';
import type { PackageStatus } from '../rules/package.ts';
import { countPackages, listPackageRows, type PackageListRow } from '../storage/packages.ts';
import { type EngineContext, inScope, type Scope } from './context.ts';
import { listedClient } from './invoices.ts';
import { changeStatus, lockPackage, type PackageRecord, panelOf } from './provisioning.ts';
import { bounded, pluginContext } from './tasks.ts';
import { type Command, ownerOf, type Query } from './use-case.ts';

/** `packages.list` (SPEC 5.1). */
export const listPackages: Query<'packages.list'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<Output<'packages.list'>> {
    const clientId = listedClient(caller, input.clientId);
    const search = input.search === undefined || input.search === '' ? null : input.search;
    const filter = input.filter ?? 'all';
    const page = await listPackageRows(scope.handle, {
      clientId,
      sort: input.sort ?? 'number',
      direction: input.direction ?? 'descending',
      filter,
      search,
      cursor: input.cursor,
    });
    const counts = await countPackages(scope.handle, clientId, search);
    return {
      rows: page.rows.map(packageRow),
      next: page.next,
      previous: page.previous,
      from: page.from,
      matching: counts[filter],
      counts,
    };
  },
};

function packageRow(row: PackageListRow): PackageRow {
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
  };
}

/** `packages.get` (SPEC 5.8). */
export const getPackage: Query<'packages.get'> = {
  kind: 'query',
  run: (scope, caller, input) => packageView(scope, input.packageId, ownerOf(caller.principal)),
};

async function ownPackage(
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

async function packageView(
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
    ...packageRow(row),
    clientId: row.client_id,
    productName: row.product_name,
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
    canSignIn: canSignIn(scope.context, row),
    statusNote: row.status_note,
    openInvoice:
      openInvoice === undefined ? null : { invoiceId: openInvoice.id, number: openInvoice.number },
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

function canSignIn(context: EngineContext, row: PackageRecord): boolean {
  if (row.panel_plugin === null || row.panel_reference === null) return false;
  const panel = context.pluginById.get(row.panel_plugin)?.panel;
  return row.status === 'active' && panel?.signIn !== undefined;
}

interface SignedIn {
  readonly packageId: string;
}

/** `packages.signIn` (SPEC 5.9). The address is asked for anew each time and kept nowhere. */
export const signInToPanel: Command<'packages.signIn', SignedIn> = {
  kind: 'command',
  async run(scope, caller, input): Promise<SignedIn> {
    const row = await ownPackage(scope, input.packageId, ownerOf(caller.principal));
    if (!canSignIn(scope.context, row)) {
      fail('not_supported', 'There is no panel to sign in to for this package now.', {
        field: 'packageId',
      });
    }
    return { packageId: row.id };
  },
  async answer(context, { packageId }): Promise<Output<'packages.signIn'>> {
    return { url: await panelSignInUrl(context, packageId) };
  },
};

/** Asks the panel for an address that signs in once; called outside any transaction (Law 7). */
async function panelSignInUrl(context: EngineContext, packageId: string): Promise<string> {
  const row = await inScope(context, 'panel.signIn', (scope) => ownPackage(scope, packageId, null));
  const panel = panelOf(context, row.panel_plugin ?? '');
  if (panel.signIn === undefined || row.panel_reference === null) {
    fail('not_supported', 'This panel has no sign-in.', { field: 'packageId' });
  }
  const world = pluginContext(context, context.chance.uuid());
  const account = { packageId: row.id, reference: row.panel_reference };
  try {
    const outcome = await bounded(panel.signIn(account, world), world.signal);
    if (outcome.status === 'done') return outcome.value.url;
  } catch (error) {
    context.log(`The panel did not sign in: ${String(error)}`, { package: row.number });
  }
  fail('unavailable', 'The hosting panel does not answer. Try again in a minute.');
}

interface Changed {
  readonly packageId: string;
}

/** `packages.changeStatus` (SPEC 5.4), by the operator. */
export const changePackage: Command<'packages.changeStatus', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    await ownPackage(scope, input.packageId, null);
    const row = await lockPackage(scope, input.packageId);
    await changeStatus(scope, row, { to: input.status, by: 'operator', note: input.reason });
    return { packageId: row.id };
  },
  view: (scope, _caller, { packageId }) => packageView(scope, packageId, null),
};

/** `packages.retry` (SPEC 4.7): the same intent again. */
export const retryPackage: Command<'packages.retry', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    await ownPackage(scope, input.packageId, null);
    const row = await lockPackage(scope, input.packageId);
    if (row.status !== 'failed') {
      fail('invalid_transition', `Package ${row.number} is ${row.status}, not failed.`, {
        field: 'packageId',
      });
    }
    await changeStatus(scope, row, { to: 'pending', by: 'operator', note: null });
    return { packageId: row.id };
  },
  view: (scope, _caller, { packageId }) => packageView(scope, packageId, null),
};
