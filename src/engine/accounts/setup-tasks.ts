import type { SavedMethod } from '../../ports/gateway-setup.ts';
import type { Outcome } from '../../ports/plugin.ts';
import { lockClient } from '../agenda.ts';
import { type EngineContext, emit, inScope, type Scope } from '../context.ts';
import { gatewayOf } from '../payments/charges.ts';
import {
  bounded,
  type Next,
  nextTry,
  pluginContext,
  secondsAfter,
  type Task,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { customerAt } from './account-rows.ts';
import { keepAccount } from './setup-end.ts';
import { readSetup, type SetupInput, type SetupRow, withoutData } from './setup-row.ts';

type Settled = Outcome<SavedMethod> | null;

/** States in which a setup may still come to an account. */
const open: ReadonlySet<string> = new Set([
  'created',
  'sent',
  'action_required',
  'pending',
  'unknown',
]);

/** Has the gateway keep a method; after an unknown end it asks first what happened. */
export const setUpAccount: TaskKind = {
  async call(context, task): Promise<Settled> {
    const { setup, client, customerReference } = await inScope(
      context,
      'task:account.setup',
      (scope) => load(scope, task.subjectId),
    );
    if (!open.has(setup.state)) return null;
    const gateway = gatewayOf(context, setup.plugin_id);
    const world = pluginContext(context, `setup:${setup.id}`);
    const looks = task.settle || (task.payload as { readonly look?: boolean }).look === true;
    if (looks && gateway.lookupSetup !== undefined) {
      const query = {
        setupId: setup.id,
        ...(setup.reference === null ? {} : { reference: setup.reference }),
      };
      const held = await bounded(gateway.lookupSetup(query, world), world.signal);
      if (held !== null) return held;
    }
    if (gateway.setup === undefined) throw new Error('The gateway keeps no methods.');
    const { data, returnUrl } = setup.input as unknown as SetupInput;
    const request = {
      setupId: setup.id,
      client,
      data,
      returnUrl,
      ...(customerReference === null ? {} : { customerReference }),
    };
    return bounded(gateway.setup(request, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    if (task.clientId !== null) await lockClient(scope, task.clientId);
    const setup = await readSetup(scope, task.subjectId);
    if (!open.has(setup.state)) return { state: 'done' };
    if (result instanceof Unknown) return unknownAgain(scope, task, setup);
    const outcome = result as Settled;
    if (outcome === null) return { state: 'done' };
    if (outcome.status === 'done') {
      await keepAccount(scope, setup, outcome.value);
      return { state: 'done' };
    }
    if (outcome.status === 'pending') return wait(scope, setup, outcome);
    const passing = outcome.code === 'unavailable' || outcome.code === 'rate_limited';
    const again = passing ? nextTry(scope, task.attempt) : null;
    if (again !== null) return { state: 'due', dueAt: again };
    await setState(scope, setup, {
      state: 'failed',
      action: null,
      input: withoutData(setup),
      failure_code: outcome.code,
      failure_message: outcome.message,
      failure_group: outcome.group ?? null,
      settled_at: scope.now,
    });
    await emit(scope, 'billing_account.refused', setup.id, setup.client_id);
    return { state: 'done', outcome: outcome.code };
  },
};

async function load(
  scope: Scope,
  setupId: string,
): Promise<{
  readonly setup: SetupRow;
  readonly client: { readonly clientId: string; readonly email: string; readonly name: string };
  readonly customerReference: string | null;
}> {
  const setup = await readSetup(scope, setupId);
  if (setup.state === 'created') {
    await setState(scope, setup, { state: 'sent' });
  }
  const contact = await scope.handle
    .selectFrom('contacts')
    .select(['email', 'first_name', 'last_name'])
    .where('id', '=', setup.contact_id)
    .executeTakeFirstOrThrow();
  return {
    setup: setup.state === 'created' ? { ...setup, state: 'sent' } : setup,
    client: {
      clientId: setup.client_id,
      email: contact.email,
      name: `${contact.first_name} ${contact.last_name}`,
    },
    customerReference: await customerAt(scope, setup.client_id, setup.plugin_id),
  };
}

async function setState(
  scope: Scope,
  setup: SetupRow,
  values: Partial<Omit<SetupRow, 'action' | 'input'>> & {
    readonly action?: string | null;
    readonly input?: string;
  },
): Promise<void> {
  await scope.handle
    .updateTable('billing_account_setups')
    .set({ ...values, version: setup.version + 1 })
    .where('id', '=', setup.id)
    .execute();
}

async function wait(
  scope: Scope,
  setup: SetupRow,
  { reference, action, checkAfter }: Extract<Outcome<SavedMethod>, { status: 'pending' }>,
): Promise<Next> {
  // A client who never answers is asked about for a day, then the setup is left as it is.
  const tooOld = secondsAfter(setup.created_at, 24 * 3600) <= scope.now;
  await setState(scope, setup, {
    state: action === undefined ? 'pending' : 'action_required',
    reference,
    action: action === undefined ? null : JSON.stringify(action),
    ...(tooOld ? { input: withoutData(setup) } : {}),
  });
  if (tooOld) return { state: 'done' };
  const later = secondsAfter(scope.now, 3600);
  const due = checkAfter !== undefined && checkAfter > scope.now ? checkAfter : later;
  return { state: 'unknown', dueAt: due };
}

async function unknownAgain(scope: Scope, task: Task, setup: SetupRow): Promise<Next> {
  if (setup.state === 'created' || setup.state === 'sent') {
    await setState(scope, setup, { state: 'unknown' });
  }
  const again = nextTry(scope, task.attempt);
  return { state: 'unknown', dueAt: again ?? secondsAfter(scope.now, 6 * 3600) };
}

/** Has the gateway forget a method that was removed. */
export const forgetMethod: TaskKind = {
  async call(context: EngineContext, task): Promise<Outcome<null> | null> {
    const account = await inScope(context, 'task:account.remove', (scope) =>
      scope.handle
        .selectFrom('billing_accounts')
        .select(['plugin_id', 'method_reference', 'customer_reference', 'removed_at'])
        .where('id', '=', task.subjectId)
        .executeTakeFirstOrThrow(),
    );
    const gateway = gatewayOf(context, account.plugin_id);
    const { method_reference: methodReference, customer_reference: customerReference } = account;
    // It may have been added anew meanwhile.
    const keeps = account.removed_at === null || methodReference === null;
    if (keeps || gateway.removeMethod === undefined) return null;
    const world = pluginContext(context, task.key);
    const method = {
      methodReference,
      ...(customerReference === null ? {} : { customerReference }),
    };
    return bounded(gateway.removeMethod(method, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    const done =
      result === null || (!(result instanceof Unknown) && isDone(result as Outcome<null>));
    if (done) return { state: 'done' };
    const again = nextTry(scope, task.attempt);
    return again === null ? { state: 'failed' } : { state: 'unknown', dueAt: again };
  },
};

function isDone({ status }: Outcome<null>): boolean {
  return status === 'done';
}
