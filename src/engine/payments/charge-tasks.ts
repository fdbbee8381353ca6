import { invariant } from '../../errors.ts';
import type { ChargeRecord, GatewayCharge } from '../../ports/gateway.ts';
import type { MismatchError } from '../../ports/mismatch.ts';
import { money } from '../../rules/money.ts';
import { type ChargeState, isOpen } from '../../rules/payment.ts';
import { type EngineContext, inScope, type Scope } from '../context.ts';
import {
  bounded,
  enqueue,
  type Next,
  nextTry,
  pluginContext,
  secondsAfter,
  type Task,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { addTodo } from '../todos.ts';
import {
  applyRecord,
  type ChargeRow,
  gatewayOf,
  givenUp,
  lockCharge,
  markUnknown,
  voidCharge,
} from './charges.ts';

/** What a charge's row keeps of how it is to be made. */
export interface ChargeInput {
  readonly data: Readonly<Record<string, string>>;
  readonly methodReference: string | null;
  /** The gateway's reference of the client, where it has one. */
  readonly customerReference?: string | null;
  readonly save: boolean;
  /** False when the run charges and no client is at hand; else true. */
  readonly onSession?: boolean;
  readonly returnUrl: string;
  readonly description: string;
  readonly email: string;
  readonly name: string;
}

type Settled =
  | { readonly record: ChargeRecord }
  | { readonly neverHeardOf: true }
  /** Of a gateway where a second call would be a second charge. */
  | { readonly unheard: true };

/** After so many hours a charge that its gateway does not know never began there. */
const hoursUntilUnheard = 24;

/** Asks the gateway for the money; after an unknown end it asks first what happened. */
export const startCharge: TaskKind = {
  async call(context, task): Promise<Settled | null> {
    const charge = await inScope(context, 'task:charge.start', async (scope) => {
      const row = await lockCharge(scope, task.subjectId);
      if (row.state === 'created') {
        await scope.handle
          .updateTable('charges')
          .set({ state: 'sent', version: row.version + 1 })
          .where('id', '=', row.id)
          .execute();
      }
      return row;
    });
    if (!isOpen(charge.state as ChargeState)) return null;
    const gateway = gatewayOf(context, charge.plugin_id);
    const world = pluginContext(context, charge.id);
    // Who pays by hand is told how once more: no gateway holds anything that could be asked for.
    if (task.settle && gateway.kind !== 'manual') {
      const held = await bounded(gateway.lookup(query(charge), world), world.signal);
      if (held !== null) return { record: held };
      if (gateway.idempotency === 'none') return { unheard: true };
    }
    // The key is the charge's for ever, so even a late first call is the same charge (SPEC 8.5).
    return { record: await bounded(gateway.start(request(context, charge), world), world.signal) };
  },
  async record(scope, task, result): Promise<Next> {
    if (result instanceof Unknown) {
      await markUnknown(scope, task.subjectId);
      return unknownAgain(scope, task, result);
    }
    const settled = result as Settled | null;
    if (settled !== null && 'unheard' in settled) return awaitOrGiveUp(scope, task);
    if (task.settle && settled !== null && 'record' in settled && isRefusal(settled.record)) {
      return awaitEarlierTry(scope, task, settled.record);
    }
    return applySettled(scope, task, settled);
  },
};

/** Without a key nothing is repeated: the gateway is read until it must have heard (SPEC 8.5). */
async function awaitOrGiveUp(scope: Scope, task: Task): Promise<Next> {
  const charge = await lockCharge(scope, task.subjectId);
  if (!isOpen(charge.state as ChargeState)) return { state: 'done' };
  if (secondsAfter(charge.created_at, hoursUntilUnheard * 3600) > scope.now) {
    await markUnknown(scope, charge.id);
    return unknownAgain(scope, task);
  }
  // Money that still comes is booked all the same (SPEC 8.6).
  await voidCharge(scope, charge, await givenUp(scope, charge.id));
  return { state: 'done', outcome: 'unheard' };
}

type Refusal = Extract<ChargeRecord, { status: 'failed' }>;

/** A failure of the request: the gateway holds no charge that it could be about. */
function isRefusal(record: ChargeRecord): record is Refusal {
  return record.status === 'failed' && record.reference === undefined;
}

/**
 * An earlier try may still be on its way to the gateway. A refusal of this one is no end then: it
 * is made again, or the charge is barred at the gateway before it is given up (SPEC 8.5).
 */
async function awaitEarlierTry(scope: Scope, task: Task, { code }: Refusal): Promise<Next> {
  await markUnknown(scope, task.subjectId);
  if (code === 'unavailable' || code === 'rate_limited') return unknownAgain(scope, task);
  const charge = await lockCharge(scope, task.subjectId);
  if (isOpen(charge.state as ChargeState)) await enqueueVoid(scope, charge, 'canceled');
  return { state: 'done', outcome: code };
}

/** Reads the gateway's own record: after a webhook, a challenge, or a while (Law 9). */
export const checkCharge: TaskKind = {
  async call(context, task): Promise<Settled | null> {
    const charge = await chargeOf(context, task.subjectId);
    const gateway = gatewayOf(context, charge.plugin_id);
    const world = pluginContext(context, charge.id);
    const resume = gateway.resume;
    const ask =
      charge.state === 'action_required' && resume !== undefined
        ? resume(query(charge), world)
        : gateway.lookup(query(charge), world);
    const held = await bounded(ask, world.signal);
    return held === null ? { neverHeardOf: true } : { record: held };
  },
  async record(scope, task, result): Promise<Next> {
    if (result instanceof Unknown) return unknownAgain(scope, task, result);
    const settled = result as Settled | null;
    if (settled !== null && 'record' in settled && settled.record.status === 'pending') {
      const charge = await lockCharge(scope, task.subjectId);
      const expired = charge.expires_at !== null && charge.expires_at <= scope.now;
      if (expired) {
        await enqueueVoid(scope, charge, 'expired');
        return { state: 'done' };
      }
    }
    return applySettled(scope, task, settled);
  },
};

/** Gives up a charge at the gateway, so that it can take no money later. */
export const voidAtGateway: TaskKind = {
  async call(context, task): Promise<Settled | 'voided' | null> {
    const charge = await chargeOf(context, task.subjectId);
    if (!isOpen(charge.state as ChargeState)) return null;
    const gateway = gatewayOf(context, charge.plugin_id);
    const world = pluginContext(context, `${charge.id}:void`);
    if (gateway.void !== undefined) {
      const outcome = await bounded(gateway.void(query(charge), world), world.signal);
      if (outcome.status === 'done') return 'voided';
    }
    const held = await bounded(gateway.lookup(query(charge), world), world.signal);
    return held === null ? 'voided' : { record: held };
  },
  async record(scope, task, result): Promise<Next> {
    if (result instanceof Unknown) return unknownAgain(scope, task, result);
    const settled = result === 'voided' ? null : (result as Settled | null);
    // Not voided and still waiting: to be voided again, or it would stay open for ever.
    const charge = await lockCharge(scope, task.subjectId);
    if (settled !== null && 'record' in settled && settled.record.status === 'pending') {
      return supersede(scope, task, charge);
    }
    if (result !== 'voided') return applySettled(scope, task, settled);
    await voidCharge(scope, charge, await givenUp(scope, charge.id));
    return { state: 'done' };
  },
};

/**
 * A charge that its gateway cannot void is superseded once nothing was paid and its page has ended
 * (SPEC 8.6): money that still comes is booked all the same. One that it can is voided again.
 */
async function supersede(scope: Scope, task: Task, charge: ChargeRow): Promise<Next> {
  const { void: giveUp } = gatewayOf(scope.context, charge.plugin_id);
  if (giveUp !== undefined || charge.expires_at === null) return unknownAgain(scope, task);
  if (charge.expires_at > scope.now) return { state: 'unknown', dueAt: charge.expires_at };
  await voidCharge(scope, charge, await givenUp(scope, charge.id));
  return { state: 'done', outcome: 'superseded' };
}

/** Enqueues the voiding of a charge. */
export async function enqueueVoid(
  scope: Scope,
  charge: ChargeRow,
  reason: 'canceled' | 'expired',
): Promise<string> {
  const key = `charge.void:${charge.id}`;
  await enqueue(scope, {
    kind: 'charge.void',
    key,
    pluginId: charge.plugin_id,
    clientId: charge.client_id,
    subjectId: charge.id,
    payload: { reason },
  });
  return key;
}

async function applySettled(scope: Scope, task: Task, settled: Settled | null): Promise<Next> {
  if (settled === null || !('record' in settled)) return { state: 'done' };
  const { record } = settled;
  await applyRecord(scope, task.subjectId, record);
  return { state: 'done', outcome: record.status };
}

/** Nothing is given up while money may have moved: it is asked for ever, ever more slowly. */
async function unknownAgain(scope: Scope, task: Task, unknown?: Unknown): Promise<Next> {
  const mismatch = unknown?.mismatch ?? null;
  if (mismatch !== null) await tellMismatch(scope, task, mismatch);
  const again = nextTry(scope, task.attempt);
  if (again === null) {
    await addTodo(scope, {
      key: `charge.unknown:${task.subjectId}`,
      audience: 'operator',
      kind: 'charge_unknown',
      title: 'A payment has no known end',
      text: 'The gateway does not say what became of this charge. Look it up in its dashboard.',
      clientId: task.clientId,
    });
  }
  return { state: 'unknown', dueAt: again ?? secondsAfter(scope.now, 6 * 3600) };
}

/** Nothing is booked on a record that is not that of our charge; a person looks (SPEC 8.5). */
async function tellMismatch(scope: Scope, task: Task, mismatch: MismatchError): Promise<void> {
  await addTodo(scope, {
    key: `charge.mismatch:${task.subjectId}`,
    audience: 'operator',
    kind: 'charge_mismatch',
    title: 'A payment is not what was asked for',
    text: `${mismatch.message} Nothing is booked. Look up ${mismatch.reference} at the gateway.`,
    clientId: task.clientId,
  });
}

function chargeOf(context: EngineContext, chargeId: string): Promise<ChargeRow> {
  return inScope(context, 'task', (scope) =>
    scope.handle
      .selectFrom('charges')
      .selectAll()
      .where('id', '=', chargeId)
      .executeTakeFirstOrThrow(),
  );
}

function query(charge: ChargeRow): Parameters<ReturnType<typeof gatewayOf>['lookup']>[0] {
  return {
    chargeId: charge.id,
    amount: money(charge.amount, charge.currency),
    ...(charge.reference === null ? {} : { reference: charge.reference }),
  };
}

function request(context: EngineContext, charge: ChargeRow): GatewayCharge {
  const input = charge.input as ChargeInput;
  invariant(typeof input.description === 'string', `The charge ${charge.id} has no description.`);
  return {
    chargeId: charge.id,
    amount: money(charge.amount, charge.currency),
    description: input.description,
    client: { clientId: charge.client_id, email: input.email, name: input.name },
    data: input.data,
    ...(input.methodReference === null ? {} : { methodReference: input.methodReference }),
    ...(input.customerReference == null ? {} : { customerReference: input.customerReference }),
    save: input.save,
    onSession: input.onSession ?? true,
    returnUrl: input.returnUrl,
    notifyUrl: `${context.settings.apiUrl}/webhooks/${charge.plugin_id}`,
  };
}
