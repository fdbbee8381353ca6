import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { countPackages, listPackageRows } from '../../storage/packages.ts';
import { lockClient } from '../agenda.ts';
import { type EngineContext, inScope, type Scope } from '../context.ts';
import { listedClient } from '../invoices/invoices.ts';
import { bounded, pluginContext } from '../tasks.ts';
import { type Command, ownerOf, type Query } from '../use-case.ts';
import { canSignIn, ownPackage, packageRow, packageView } from './package-view.ts';
import { changeStatus, lockPackage, type PackageRecord, panelOf } from './provisioning.ts';

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
      rows: page.rows.map((row) => packageRow(scope.context, row)),
      next: page.next,
      previous: page.previous,
      from: page.from,
      matching: counts[filter],
      counts,
    };
  },
};

/** `packages.get` (SPEC 5.8). */
export const getPackage: Query<'packages.get'> = {
  kind: 'query',
  run: (scope, caller, input) => packageView(scope, input.packageId, ownerOf(caller.principal)),
};

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
        reason: 'no_panel',
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
    fail('not_supported', 'This panel has no sign-in.', { field: 'packageId', reason: 'no_panel' });
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

/** A package, its client locked before it, as everywhere. @throws BillingError `not_found`. */
async function lockAfterClient(scope: Scope, packageId: string): Promise<PackageRecord> {
  const found = await ownPackage(scope, packageId, null);
  await lockClient(scope, found.client_id);
  return lockPackage(scope, packageId);
}

/** `packages.changeStatus` (SPEC 5.4), by the operator. */
export const changePackage: Command<'packages.changeStatus', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    const row = await lockAfterClient(scope, input.packageId);
    await changeStatus(scope, row, { to: input.status, by: 'operator', note: input.reason });
    return { packageId: row.id };
  },
  view: (scope, _caller, { packageId }) => packageView(scope, packageId, null),
};

/** `packages.retry` (SPEC 4.7): the same intent again. */
export const retryPackage: Command<'packages.retry', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    const row = await lockAfterClient(scope, input.packageId);
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
