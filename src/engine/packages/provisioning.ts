import { fail, invariant } from '../../errors.ts';
import type { Panel, PanelRequest, PanelState } from '../../ports/panel.ts';
import type { Outcome } from '../../ports/plugin.ts';
import {
  changePackageStatus,
  type PackageActor,
  type PackageStatus,
  packageMachine,
} from '../../rules/package.ts';
import type { PackageRecord } from '../../storage/tables/packages.ts';
import { lockClient, scheduleIssue, scheduleWork } from '../agenda.ts';
import { type EngineContext, emit, inScope, type Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import { countStock, giveStockBack, leavesStock, stockOf } from '../stock.ts';
import {
  bounded,
  doAgain,
  enqueue,
  isRepeat,
  type Next,
  nextTry,
  pluginContext,
  secondsAfter,
  type Task,
  type TaskKind,
  type TaskKindName,
  Unknown,
} from '../tasks.ts';
import { addTodo, finishTodo } from '../todos.ts';
import { beginPeriods } from './activation.ts';
import { resumeBilling } from './resuming.ts';

export type { PackageRecord } from '../../storage/tables/packages.ts';

/** Statuses in which a package is not billed, and from which it may come back (SPEC 6.9). */
const pausing: ReadonlySet<PackageStatus> = new Set<PackageStatus>([
  'suspended',
  'stopped',
  'collections',
  'expired',
]);

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
    // What is held for review waits for the operator (SPEC 4.10).
    .where('order_id', 'not in', (query) =>
      query.selectFrom('orders').select('id').where('status', '=', 'held'),
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
 * no other way (SPEC 5.4). Its periods begin when it becomes Active for the first time.
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
  const isFirst = change.to === 'active' && row.activated_on === null;
  const begun = isFirst ? await beginPeriods(scope, row) : {};
  const updated = await scope.handle
    .updateTable('packages')
    .set({
      ...begun,
      ...suspension(scope, change.to),
      ...ending(change.to),
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
  if (pausing.has(from) && change.to === 'active') await resumeBilling(scope, row);
  await scheduleIssue(scope, row.id);
  await scheduleWork(scope, row.client_id);
  if (leavesStock(row, change.to)) await giveStockBack(scope, ...stockOf(row));
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

/** Since when and why a package is suspended; by the operator, unless its change says more. */
function suspension(scope: Scope, to: PackageStatus): Partial<PackageRecord> {
  if (to === 'suspended') return { suspended_on: scope.today, suspended_for: 'operator' };
  return to === 'active' ? { suspended_on: null, suspended_for: null } : {};
}

/** What is over has no day any more on which it ends; its use of the last month stays due. */
function ending(to: PackageStatus): Partial<PackageRecord> {
  return packageMachine.final.includes(to) ? { cancel_on: null, trial_ends_on: null } : {};
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

/** Between looks for an account that may stand behind a package that has ended. */
const hoursBetweenLooks = 6;

function isOver({ status }: PackageRecord): boolean {
  return status === 'canceled' || status === 'fraudulent';
}

/** Creates the account behind a package; after an unknown end it asks the panel first. */
export const createAccount: TaskKind = {
  async call(context, task): Promise<Created | null> {
    const { request, mayStand } = await inScope(context, 'task:panel.create', (scope) =>
      creation(scope, task),
    );
    const panel = panelOf(context, task.pluginId);
    const world = pluginContext(context, `panel.create:${task.subjectId}`);
    // Asked even when the package no longer waits: an account that stands must not be left behind.
    if (mayStand) {
      const held = await bounded(panel.lookup({ packageId: task.subjectId }, world), world.signal);
      if (held !== null) return { status: 'done', reference: held.reference, value: held };
    }
    if (request === null) return null;
    return bounded(panel.create(request, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    if (task.clientId !== null) await lockClient(scope, task.clientId);
    const row = await lockPackage(scope, task.subjectId);
    if (result === null) {
      await finishTodo(scope, lookTodo(row));
      return { state: 'done' };
    }
    const outcome = result instanceof Unknown ? null : (result as Created);
    if (outcome?.status === 'done') {
      await activate(scope, row, outcome.value, task);
      return { state: 'done' };
    }
    if (outcome?.status === 'pending') {
      return {
        state: 'unknown',
        dueAt: outcome.checkAfter ?? secondsAfter(scope.now, 60),
      };
    }
    const message = outcome === null ? (result as Unknown).message : outcome.message;
    const again = nextTry(scope, task.attempt);
    // A refusal had no effect; only an unknown end is asked about first.
    if (again !== null) {
      return { state: outcome === null ? 'unknown' : 'due', dueAt: again, outcome: message };
    }
    // Of a package that has ended nobody looks any more: only the panel knows what still stands.
    if (outcome === null && isOver(row)) {
      await tellOfAccount(scope, row, message);
      return { state: 'unknown', dueAt: secondsAfter(scope.now, hoursBetweenLooks * 3600) };
    }
    if (!isRepeat(task)) await giveUp(scope, row, message);
    return { state: 'failed', outcome: message };
  },
  async outlived(scope, task): Promise<void> {
    const row = await lockPackage(scope, task.subjectId);
    if (isOver(row)) await doAgain(scope, task.id);
  },
};

/** What a try of a creation asks of the panel. */
interface Creation {
  /** The account to make; null where none is wanted any more. */
  readonly request: PanelRequest | null;
  /** An earlier call may have made one, which is looked for first (Law 8). */
  readonly mayStand: boolean;
}

async function creation(scope: Scope, task: Task): Promise<Creation> {
  const row = await lockPackage(scope, task.subjectId);
  // A repeat makes nothing: it finds what a late call made behind a package that ended.
  if (isRepeat(task)) return { request: null, mayStand: isOver(row) };
  const request = row.status === 'pending' ? await requestFor(scope, row, task) : null;
  return { request, mayStand: task.settle };
}

async function requestFor(scope: Scope, row: PackageRecord, task: Task): Promise<PanelRequest> {
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

async function activate(
  scope: Scope,
  row: PackageRecord,
  account: PanelState,
  task: Task,
): Promise<void> {
  if (row.status === 'canceled') return takeBack(scope, row, account, 'terminate');
  // The data are evidence: the account stands, and nobody may use it.
  if (row.status === 'fraudulent') return takeBack(scope, row, account, 'suspend');
  if (row.status !== 'pending') return;
  await changeStatus(scope, row, {
    to: 'active',
    by: 'engine',
    note: null,
    values: {
      panel_reference: account.reference,
      panel_user_name: account.userName,
      panel_server_group: account.serverGroup,
      panel_control_panel: account.controlPanel,
      panel_plan: account.plan,
    },
  });
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

/** The package ended before this account was made, or was found: the account ends after it. */
async function takeBack(
  scope: Scope,
  row: PackageRecord,
  account: PanelState,
  effect: 'suspend' | 'terminate',
): Promise<void> {
  const version = row.version + 1;
  await scope.handle
    .updateTable('packages')
    .set({ panel_reference: account.reference, panel_user_name: account.userName, version })
    .where('id', '=', row.id)
    .execute();
  if (effect === 'suspend' && row.panel_reference === null) {
    await countStock(scope, ...stockOf(row));
  }
  await finishTodo(scope, lookTodo(row));
  await enqueuePanelTask(scope, { ...row, version }, effect);
}

/** The key of the to-do of an account that may stand behind a package that ended. */
function lookTodo({ id }: PackageRecord): string {
  return `panel.create:${id}:unknown`;
}

/** A panel is asked on (SPEC 8.5 for charges); until it answers a person knows what may stand. */
async function tellOfAccount(scope: Scope, row: PackageRecord, message: string): Promise<void> {
  await addTodo(scope, {
    key: lookTodo(row),
    audience: 'operator',
    kind: 'panel_out_of_step',
    title: `An account of package ${row.number} may stand, though it has ended`,
    text: `The panel said: ${message} It is asked on; if it stays silent, look there by hand.`,
    clientId: row.client_id,
    packageId: row.id,
  });
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
