import type { Selectable } from 'kysely';
import { fail, invariant } from '../errors.ts';
import type { Panel, PanelState } from '../ports/panel.ts';
import type { Outcome } from '../ports/plugin.ts';
import { parseCycle, periodAt } from '../rules/cycle.ts';
import { changePackageStatus, type PackageActor, type PackageStatus } from '../rules/package.ts';
import type { PackagesTable } from '../storage/tables/packages.ts';
import { type EngineContext, emit, inScope, type Scope } from './context.ts';
import { enqueueMail } from './mails.ts';
import {
  bounded,
  enqueue,
  type Next,
  nextTry,
  pluginContext,
  type Task,
  type TaskKind,
  type TaskKindName,
  Unknown,
} from './tasks.ts';
import { addTodo, finishTodo } from './todos.ts';

/** A package's row. */
export type PackageRecord = Selectable<PackagesTable>;

/** The task that brings a status change to the panel (SPEC 5.4). */
const taskOf = {
  provision: 'panel.create',
  suspend: 'panel.suspend',
  unsuspend: 'panel.unsuspend',
  terminate: 'panel.terminate',
} as const satisfies Record<string, TaskKindName>;

/** Begins to set up the Pending packages of an invoice that is paid (SPEC 4.5). */
export async function startPackages(scope: Scope, invoiceId: string): Promise<void> {
  const rows = await scope.handle
    .selectFrom('packages')
    .selectAll()
    .where('status', '=', 'pending')
    .where('id', 'in', (query) =>
      query
        .selectFrom('invoice_lines')
        .select('package_id')
        .where('invoice_id', '=', invoiceId)
        .where('package_id', 'is not', null)
        .$castTo<{ package_id: string }>(),
    )
    .orderBy('number')
    .execute();
  for (const row of rows) {
    if (row.panel_plugin !== null) await enqueuePanelTask(scope, row, 'provision');
    else await activateByHand(scope, row);
  }
}

/** A package without a plugin is set up by people, who find it among their to-dos. */
async function activateByHand(scope: Scope, row: PackageRecord): Promise<void> {
  await changeStatus(scope, row, { to: 'work_in_progress', by: 'engine', note: null });
  await addTodo(scope, {
    key: `package.work:${row.id}`,
    audience: 'operator',
    kind: 'set_up_by_hand',
    title: `Set up package ${row.number}`,
    text: `${row.plan_name} is paid and has no panel: deliver it, then set its status.`,
    clientId: row.client_id,
    packageId: row.id,
  });
}

async function enqueuePanelTask(
  scope: Scope,
  row: PackageRecord,
  effect: keyof typeof taskOf,
): Promise<string> {
  const kind = taskOf[effect];
  // One creation for ever; the others once per version, since a package is suspended many times.
  const key = effect === 'provision' ? `${kind}:${row.id}` : `${kind}:${row.id}:${row.version}`;
  const password =
    effect === 'provision'
      ? await scope.context.secrets.seal(scope.context.chance.secret(15))
      : null;
  await enqueue(scope, {
    kind,
    key,
    pluginId: row.panel_plugin ?? '',
    clientId: row.client_id,
    subjectId: row.id,
    payload: password === null ? {} : { sealedPassword: password },
  });
  return key;
}

/**
 * Changes a package's status as the state machine allows, with its effect at the panel. There is
 * no other way (SPEC 5.4).
 *
 * @throws BillingError `invalid_transition`.
 */
export async function changeStatus(
  scope: Scope,
  row: PackageRecord,
  change: {
    readonly to: PackageStatus;
    readonly by: PackageActor;
    readonly note: string | null;
    readonly values?: Partial<PackageRecord>;
  },
): Promise<void> {
  const from = row.status as PackageStatus;
  const step = changePackageStatus({ from, to: change.to, by: change.by });
  if (!step.changed) return;
  const updated = await scope.handle
    .updateTable('packages')
    .set({
      ...change.values,
      status: change.to,
      status_note: change.note,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) fail('stale_version', 'The package changed meanwhile. Try again.');
  await emit(scope, `package.${change.to}`, row.id, row.client_id);
  const effect = step.effect;
  if (row.panel_plugin === null) return;
  // A creation that was given up may have had its effect after all: it is looked for once more.
  if (from === 'failed' && change.to === 'canceled') return restartCreation(scope, row);
  if (effect === null) return;
  if (effect === 'provision') await restartCreation(scope, row);
  else if (row.panel_reference !== null) {
    await enqueuePanelTask(scope, { ...row, version: row.version + 1 }, effect);
  }
}

/** Tries a creation again: the same task, so that the panel hears the same intent. */
async function restartCreation(scope: Scope, row: PackageRecord): Promise<void> {
  await finishTodo(scope, `package.failed:${row.id}`);
  await scope.handle
    .updateTable('tasks')
    .set({ state: 'unknown', due_at: scope.now, attempts: 0, finished_at: null, lease_until: null })
    .where('key', '=', `panel.create:${row.id}`)
    .execute();
}

type Created = Outcome<PanelState>;

/** Creates the account behind a package; after an unknown end it asks the panel first. */
export const createAccount: TaskKind = {
  async call(context, task): Promise<Created | null> {
    const request = await inScope(context, 'task:panel.create', (scope) => creation(scope, task));
    const panel = panelOf(context, task.pluginId);
    const world = pluginContext(context, `panel.create:${task.subjectId}`);
    // Asked even when the package no longer waits: an account that stands must not be left behind.
    if (task.settle) {
      const held = await bounded(panel.lookup({ packageId: task.subjectId }, world), world.signal);
      if (held !== null) return { status: 'done', reference: held.reference, value: held };
    }
    if (request === null) return null;
    return bounded(panel.create(request, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    const row = await lockPackage(scope, task.subjectId);
    if (result === null) return { state: 'done' };
    const outcome = result instanceof Unknown ? null : (result as Created);
    if (outcome?.status === 'done') {
      await activate(scope, row, outcome.value, task);
      return { state: 'done' };
    }
    if (outcome?.status === 'pending') {
      return {
        state: 'unknown',
        dueAt: outcome.checkAfter ?? new Date(scope.now.getTime() + 60_000),
      };
    }
    const message = outcome === null ? (result as Unknown).message : outcome.message;
    const again = nextTry(scope, task.attempt);
    // A refusal had no effect; only an unknown end is asked about first.
    if (again !== null) {
      return { state: outcome === null ? 'unknown' : 'due', dueAt: again, outcome: message };
    }
    await giveUp(scope, row, message);
    return { state: 'failed', outcome: message };
  },
};

async function creation(scope: Scope, task: Task): Promise<Parameters<Panel['create']>[0] | null> {
  const row = await lockPackage(scope, task.subjectId);
  if (row.status !== 'pending') return null;
  const contact = await scope.handle
    .selectFrom('contacts')
    .selectAll()
    .where('client_id', '=', row.client_id)
    .where('is_primary', '=', true)
    .executeTakeFirstOrThrow();
  const items = await scope.handle
    .selectFrom('package_items')
    .select(['add_on_id', 'quantity'])
    .where('package_id', '=', row.id)
    .where('add_on_id', 'is not', null)
    .orderBy('add_on_id')
    .execute();
  const { sealedPassword } = task.payload as { sealedPassword: string };
  return {
    packageId: row.id,
    plan: row.panel_plan ?? row.plan_id,
    domainName: row.domain_name,
    email: contact.email,
    name: `${contact.first_name} ${contact.last_name}`,
    userName: `h${row.number}`,
    password: await scope.context.secrets.open(sealedPassword),
    addOns: items.map((item) => ({ addOnId: item.add_on_id ?? '', quantity: item.quantity })),
  };
}

/** The day of activation is the anchor of the package's periods (SPEC 6.2). */
async function activate(
  scope: Scope,
  row: PackageRecord,
  account: PanelState,
  task: Task,
): Promise<void> {
  if (row.status === 'canceled') return takeBack(scope, row, account);
  if (row.status !== 'pending') return;
  const cycle = parseCycle(row.cycle);
  const period = cycle.unit === 'one-time' ? null : periodAt(scope.today, cycle, 0);
  await changeStatus(scope, row, {
    to: 'active',
    by: 'engine',
    note: null,
    values: {
      anchor: scope.today,
      activated_on: scope.today,
      period_start: period?.start ?? null,
      period_end: period?.end ?? null,
      panel_reference: account.reference,
      panel_user_name: account.userName,
      panel_server_group: account.serverGroup,
      panel_control_panel: account.controlPanel,
      panel_plan: account.plan,
    },
  });
  if (period !== null) {
    await scope.handle
      .updateTable('package_items')
      .set({ billed_through: period.end })
      .where('package_id', '=', row.id)
      .where('one_time', '=', false)
      .execute();
  }
  await enqueueMail(scope, {
    event: 'welcome',
    key: `mail:welcome:${row.id}`,
    clientId: row.client_id,
    data: {
      packageId: row.id,
      sealedPassword: (task.payload as { sealedPassword: string }).sealedPassword,
    },
  });
}

/** The package was canceled while its account was made: the account is terminated. */
async function takeBack(scope: Scope, row: PackageRecord, account: PanelState): Promise<void> {
  if (row.panel_reference !== null) return;
  const version = row.version + 1;
  await scope.handle
    .updateTable('packages')
    .set({ panel_reference: account.reference, panel_user_name: account.userName, version })
    .where('id', '=', row.id)
    .execute();
  await enqueuePanelTask(scope, { ...row, version }, 'terminate');
}

async function giveUp(scope: Scope, row: PackageRecord, message: string): Promise<void> {
  if (row.status !== 'pending') return;
  await changeStatus(scope, row, {
    to: 'failed',
    by: 'engine',
    note: 'Your package could not be set up yet. We are looking into it; your payment is kept.',
  });
  await addTodo(scope, {
    key: `package.failed:${row.id}`,
    audience: 'operator',
    kind: 'provisioning_failed',
    title: `Package ${row.number} could not be set up`,
    text: `The panel said: ${message} Mend the cause, then try again.`,
    clientId: row.client_id,
    packageId: row.id,
  });
}

type Switch = 'suspend' | 'unsuspend' | 'terminate';

/** Suspends, unsuspends or terminates an account; each may be repeated without harm. */
export function switchAccount(verb: Switch): TaskKind {
  return {
    async call(context, task): Promise<Outcome<null> | null> {
      const row = await inScope(context, `task:panel.${verb}`, (scope) =>
        lockPackage(scope, task.subjectId),
      );
      if (row.panel_reference === null) return null;
      const account = { packageId: row.id, reference: row.panel_reference };
      const panel = panelOf(context, task.pluginId);
      const world = pluginContext(context, task.key);
      const call =
        verb === 'suspend'
          ? panel.suspend({ ...account, reason: row.status_note ?? 'Suspended' }, world)
          : panel[verb](account, world);
      return bounded(call, world.signal);
    },
    async record(scope, task, result): Promise<Next> {
      const outcome = result instanceof Unknown ? null : (result as Outcome<null> | null);
      if (!(result instanceof Unknown) && (outcome === null || outcome.status === 'done')) {
        await emit(scope, `panel.${verb.replace(/e?$/, 'ed')}`, task.subjectId, task.clientId);
        return { state: 'done' };
      }
      const again = nextTry(scope, task.attempt);
      if (again !== null) return { state: 'unknown', dueAt: again };
      await addTodo(scope, {
        key: `${task.key}:failed`,
        audience: 'operator',
        kind: 'panel_out_of_step',
        title: `A package could not be changed at the panel (${verb})`,
        text: 'The panel does not do what the status says. Mend it by hand.',
        clientId: task.clientId,
        packageId: task.subjectId,
      });
      return { state: 'failed' };
    },
  };
}

/** The panel plugin of a package. */
export function panelOf(context: EngineContext, pluginId: string): Panel {
  const panel = context.pluginById.get(pluginId)?.panel;
  invariant(panel !== undefined, `There is no panel "${pluginId}".`);
  return panel;
}

/** A package's row, locked. */
export function lockPackage(scope: Scope, packageId: string): Promise<PackageRecord> {
  return scope.handle
    .selectFrom('packages')
    .selectAll()
    .where('id', '=', packageId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
