import { findPlan } from '../../rules/catalog.ts';
import { type EngineContext, emit, inScope, type Scope } from '../context.ts';
import { lockHolder } from '../packages/account-holder.ts';
import { lockPackage, type PackageRecord, panelOf } from '../packages/provisioning.ts';
import {
  bounded,
  doAgain,
  enqueue,
  keysOfRepeats,
  type Next,
  nextTry,
  pluginContext,
  type Task,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { addTodo, finishTodo } from '../todos.ts';

/** Brings plan and add-ons of a package to its panel, where it has an account (SPEC 5.22). */
export async function enqueuePlanChange(scope: Scope, packageId: string): Promise<void> {
  const row = await lockPackage(scope, packageId);
  if (row.panel_plugin === null || row.panel_reference === null) return;
  await enqueue(scope, {
    kind: 'panel.changePlan',
    key: `panel.changePlan:${row.id}:${row.version}`,
    pluginId: row.panel_plugin,
    clientId: row.client_id,
    subjectId: row.id,
  });
}

/** Whether a change of a package has not reached its panel yet. */
export async function waitsForPanel(scope: Scope, packageId: string): Promise<boolean> {
  const task = await scope.handle
    .selectFrom('tasks')
    .select('id')
    .where('subject_id', '=', packageId)
    .where('kind', '=', 'panel.changePlan')
    .where('key', 'not like', keysOfRepeats)
    .where('state', 'in', ['due', 'running', 'unknown'])
    .executeTakeFirst();
  return task !== undefined;
}

interface Wanted {
  readonly reference: string;
  readonly plan: string;
  readonly addOns: readonly { readonly addOnId: string; readonly quantity: number }[];
}

/**
 * Sets an account to what its package is now, not to what it was when the task was written: two
 * tasks in any order then end the same. It may be repeated without harm.
 */
export const changePlanAtPanel: TaskKind = {
  async call(context, task): Promise<string | null> {
    const wanted = await inScope(context, 'task:panel.changePlan', (scope) =>
      wantedAt(scope, task),
    );
    if (wanted === null) return null;
    const panel = panelOf(context, task.pluginId);
    const world = pluginContext(context, task.key);
    const account = { packageId: task.subjectId, reference: wanted.reference };
    // After an unknown end the panel says whether it holds the plan; add-ons it does not tell.
    if (task.settle && wanted.addOns.length === 0) {
      const held = await bounded(panel.lookup(account, world), world.signal);
      if (held?.plan === wanted.plan) return wanted.plan;
    }
    const { plan, addOns } = wanted;
    const call = panel.changePlan({ ...account, plan, addOns }, world);
    const outcome = await bounded(call, world.signal);
    if (outcome.status === 'done') return plan;
    throw new Error(outcome.status === 'failed' ? outcome.message : 'It is not done yet.');
  },
  async record(scope, task, result): Promise<Next> {
    if (!(result instanceof Unknown)) {
      if (typeof result === 'string') await reached(scope, task, result);
      return { state: 'done' };
    }
    const again = nextTry(scope, task.attempt);
    if (again !== null) return { state: 'unknown', dueAt: again, outcome: result.message };
    await addTodo(scope, {
      key: `panel.changePlan:${task.subjectId}`,
      audience: 'operator',
      kind: 'panel_out_of_step',
      title: 'A package could not be changed at the panel (plan)',
      text: `The panel said: ${result.message} Set its plan and add-ons by hand.`,
      clientId: task.clientId,
      packageId: task.subjectId,
    });
    return { state: 'failed', outcome: result.message };
  },
  outlived: (scope, task) => doAgain(scope, task.id),
};

async function reached(scope: Scope, task: Task, plan: string): Promise<void> {
  const { id } = await lockHolder(scope, task.subjectId);
  await scope.handle
    .updateTable('packages')
    .set({ panel_plan: plan })
    .where('id', '=', id)
    .execute();
  await finishTodo(scope, `panel.changePlan:${task.subjectId}`);
  await emit(scope, 'panel.plan_changed', task.subjectId, task.clientId);
}

async function wantedAt(scope: Scope, task: Task): Promise<Wanted | null> {
  const row = await lockHolder(scope, task.subjectId);
  if (row.panel_reference === null || row.status === 'canceled') return null;
  const addOns = await scope.handle
    .selectFrom('package_items')
    .select(['add_on_id', 'quantity'])
    .where('package_id', '=', row.id)
    .where('add_on_id', 'is not', null)
    .where('since', '<=', scope.today)
    .where((check) => check.or([check('ends_on', 'is', null), check('ends_on', '>', scope.today)]))
    .orderBy('add_on_id')
    .execute();
  return {
    reference: row.panel_reference,
    plan: panelPlanOf(scope.context, row),
    addOns: addOns.map((item) => ({ addOnId: item.add_on_id ?? '', quantity: item.quantity })),
  };
}

/** The name of a package's plan at its panel. */
function panelPlanOf({ catalog }: EngineContext, row: PackageRecord): string {
  const { plan } = findPlan(catalog, row.product_id, row.plan_id);
  return plan.panelPlan ?? plan.id;
}
