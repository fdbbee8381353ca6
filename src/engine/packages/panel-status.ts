import type { Outcome } from '../../ports/plugin.ts';
import type { PackageStatus } from '../../rules/package.ts';
import { emit, inScope, type Scope } from '../context.ts';
import {
  bounded,
  type Next,
  nextTry,
  pluginContext,
  type Task,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { addTodo } from '../todos.ts';
import { lockPackage, panelOf } from './provisioning.ts';

/** What can be done to an account that stands. */
export type PanelVerb = 'suspend' | 'unsuspend' | 'terminate';

/** What a status means at the panel; the others say nothing about the account (SPEC 5.4). */
const wanted: { readonly [Status in PackageStatus]?: PanelVerb } = {
  active: 'unsuspend',
  pending_renewal: 'unsuspend',
  suspended: 'suspend',
  stopped: 'suspend',
  expired: 'suspend',
  collections: 'suspend',
  fraudulent: 'suspend',
  canceled: 'terminate',
};

interface Said {
  readonly verb: PanelVerb;
  readonly outcome: Outcome<null> | null;
}

/**
 * Suspends, unsuspends or terminates an account; each may be repeated without harm.
 *
 * A task that is tried again says what the package's status means *now*: its own verb may be
 * outdated, and an earlier try that had no answer may have undone a newer one.
 */
export function switchAccount(own: PanelVerb): TaskKind {
  return {
    async call(context, task): Promise<Said> {
      const row = await inScope(context, `task:panel.${own}`, (scope) =>
        lockPackage(scope, task.subjectId),
      );
      const verb = wanted[row.status as PackageStatus] ?? own;
      if (row.panel_reference === null) return { verb, outcome: null };
      const account = { packageId: row.id, reference: row.panel_reference };
      const panel = panelOf(context, task.pluginId);
      const world = pluginContext(context, task.key);
      const call =
        verb === 'suspend'
          ? panel.suspend({ ...account, reason: row.status_note ?? 'Suspended' }, world)
          : panel[verb](account, world);
      return { verb, outcome: await bounded(call, world.signal) };
    },
    async record(scope, task, result): Promise<Next> {
      const said = result instanceof Unknown ? null : (result as Said);
      if (said === null) return tryAgain(scope, task, own);
      if (said.outcome !== null && said.outcome.status !== 'done') {
        return tryAgain(scope, task, said.verb);
      }
      await emit(scope, `panel.${said.verb.replace(/e?$/, 'ed')}`, task.subjectId, task.clientId);
      const { status } = await lockPackage(scope, task.subjectId);
      const now = wanted[status as PackageStatus] ?? said.verb;
      // The status changed while the panel was told: our word may have come after the newer one.
      return now === said.verb ? { state: 'done' } : { state: 'due', dueAt: scope.now };
    },
    outlived: sayAgain,
  };
}

async function tryAgain(scope: Scope, task: Task, verb: PanelVerb): Promise<Next> {
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
}

/** A worker that slept may have told the panel last: what is right is said once more. */
async function sayAgain(scope: Scope, task: Task): Promise<void> {
  await scope.handle
    .updateTable('tasks')
    .set((row) => ({
      state: 'unknown',
      due_at: scope.now,
      lease_until: null,
      finished_at: null,
      attempts: row('attempts', '+', 1),
    }))
    .where('id', '=', task.id)
    .execute();
}
