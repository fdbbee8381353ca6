import type { Outcome } from '../../ports/plugin.ts';
import type { PackageStatus } from '../../rules/package.ts';
import { emit, inScope, type Scope } from '../context.ts';
import {
  bounded,
  doAgain,
  type Next,
  nextTry,
  pluginContext,
  type Task,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { addTodo } from '../todos.ts';
import { lockHolder } from './account-holder.ts';
import { panelOf } from './provisioning.ts';

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

/** What the panel was told; null where there was nothing to say. */
type Said = { readonly verb: PanelVerb; readonly outcome: Outcome<null> } | null;

/**
 * Suspends, unsuspends or terminates an account; each may be repeated without harm.
 *
 * A task says what the status means *now*, of the package that has the account now: its own verb
 * may be outdated, and an earlier try that had no answer may have undone a newer one.
 */
export function switchAccount(own: PanelVerb): TaskKind {
  return {
    async call(context, task): Promise<Said> {
      const row = await inScope(context, `task:panel.${own}`, (scope) =>
        lockHolder(scope, task.subjectId),
      );
      const verb = wanted[row.status as PackageStatus];
      if (verb === undefined || row.panel_reference === null) return null;
      const account = { packageId: task.subjectId, reference: row.panel_reference };
      const panel = panelOf(context, task.pluginId);
      const world = pluginContext(context, task.key);
      const call =
        verb === 'suspend'
          ? panel.suspend({ ...account, reason: row.status_note ?? 'Suspended' }, world)
          : panel[verb](account, world);
      return { verb, outcome: await bounded(call, world.signal) };
    },
    async record(scope, task, result): Promise<Next> {
      if (result instanceof Unknown) return tryAgain(scope, task, own);
      const said = result as Said;
      if (said !== null && said.outcome.status !== 'done') {
        return tryAgain(scope, task, said.verb);
      }
      if (said !== null) {
        const name = `panel.${said.verb.replace(/e?$/, 'ed')}`;
        await emit(scope, name, task.subjectId, task.clientId);
      }
      const holder = await lockHolder(scope, task.subjectId);
      const hasAccount = holder.panel_reference !== null;
      const now = hasAccount ? wanted[holder.status as PackageStatus] : undefined;
      // The status changed while the panel was told: our word may have come after the newer one.
      const isRight = now === undefined || now === said?.verb;
      return isRight ? { state: 'done' } : { state: 'due', dueAt: scope.now };
    },
    outlived: (scope, task) => doAgain(scope, task.id),
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
