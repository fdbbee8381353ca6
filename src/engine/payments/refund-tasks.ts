import { invariant } from '../../errors.ts';
import type { Gateway, GatewayRefund, RefundRecord } from '../../ports/gateway.ts';
import { money } from '../../rules/money.ts';
import { entryForRefundFailed, entryForRefundPaid } from '../../rules/refund.ts';
import { lockClient } from '../agenda.ts';
import { post } from '../books/books.ts';
import { type EngineContext, emit, inScope, type Scope } from '../context.ts';
import { lockInvoices } from '../invoices/invoice-states.ts';
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
import { addTodo } from '../todos.ts';
import { gatewayOf } from './charges.ts';
import { closeRefunded, type RefundRow } from './refunds.ts';

/** Sends money back to its source; after an unknown end it asks first what happened. */
export const refundCharge: TaskKind = {
  async call(context, task): Promise<RefundRecord | null> {
    const { refund, reference } = await inScope(context, 'task:charge.refund', (scope) =>
      load(scope, task.subjectId),
    );
    if (!isOpen(refund)) return null;
    const gateway = refundingGateway(context, refund.plugin_id);
    const world = pluginContext(context, `refund:${refund.id}`);
    const input: GatewayRefund = {
      refundId: refund.id,
      chargeId: refund.charge_id ?? '',
      reference,
      amount: money(refund.amount, refund.currency),
    };
    if (task.settle) {
      const held = await bounded(gateway.lookupRefund(input, world), world.signal);
      if (held !== null) return held;
    }
    return bounded(gateway.refund(input, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    if (task.clientId !== null) await lockClient(scope, task.clientId);
    const { refund } = await load(scope, task.subjectId);
    if (result === null || !isOpen(refund)) return { state: 'done' };
    if (result instanceof Unknown) return unknownAgain(scope, task, refund);
    const record = result as RefundRecord;
    if (record.status === 'done') {
      await paidOut(scope, refund, record);
      return { state: 'done', outcome: record.status };
    }
    if (record.status === 'pending') {
      await setRefund(scope, refund, { state: 'pending', reference: record.reference });
      const later = secondsAfter(scope.now, 3600);
      const asked = record.checkAfter ?? later;
      return { state: 'unknown', dueAt: asked > scope.now ? asked : later };
    }
    const passing = record.code === 'unavailable' || record.code === 'rate_limited';
    const again = passing ? nextTry(scope, task.attempt) : null;
    if (again !== null) return { state: 'due', dueAt: again, outcome: record.message };
    await refused(scope, refund, record.message);
    return { state: 'failed', outcome: record.message };
  },
};

type RefundingGateway = Required<Pick<Gateway, 'refund' | 'lookupRefund'>>;

function refundingGateway(context: EngineContext, pluginId: string): RefundingGateway {
  const { refund, lookupRefund } = gatewayOf(context, pluginId);
  invariant(
    refund !== undefined && lookupRefund !== undefined,
    `The gateway "${pluginId}" does not send money back.`,
  );
  return { refund, lookupRefund };
}

function isOpen({ state }: RefundRow): boolean {
  return state === 'created' || state === 'unknown' || state === 'pending';
}

async function load(
  scope: Scope,
  refundId: string,
): Promise<{ readonly refund: RefundRow; readonly reference: string }> {
  const refund = await scope.handle
    .selectFrom('refunds')
    .selectAll()
    .where('id', '=', refundId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const charge = await scope.handle
    .selectFrom('charges')
    .select('reference')
    .where('id', '=', refund.charge_id)
    .executeTakeFirst();
  return { refund, reference: charge?.reference ?? '' };
}

/** Writes a refund's own columns. */
export async function setRefund(
  scope: Scope,
  refund: RefundRow,
  values: Partial<Pick<RefundRow, 'state' | 'reference' | 'failure_message' | 'settled_at'>>,
): Promise<void> {
  await scope.handle.updateTable('refunds').set(values).where('id', '=', refund.id).execute();
}

/** Writes how its transaction is shown. */
export async function setTransaction(
  scope: Scope,
  refund: RefundRow,
  values: { readonly status: 'settled' | 'declined'; readonly status_code: string },
): Promise<void> {
  await scope.handle
    .updateTable('transactions')
    .set(values)
    .where('kind', '=', 'refund')
    .where('plugin_id', '=', refund.plugin_id)
    .where('reference', '=', refund.id)
    .execute();
}

/** The gateway has paid it out; booked once, however often that is said. */
export async function paidOut(
  scope: Scope,
  refund: RefundRow,
  { reference, value }: Extract<RefundRecord, { status: 'done' }>,
): Promise<void> {
  const amount = money(refund.amount, refund.currency);
  const { refunded } = value;
  invariant(
    refunded.amount === amount.amount && refunded.currency === amount.currency,
    `The gateway sent back another sum than that of the refund ${refund.id}.`,
  );
  const { client_id: clientId, plugin_id: gatewayId } = refund;
  const paid = { key: `refund_paid:${refund.id}`, clientId, amount, gatewayId };
  // The key is the guard: an answer and a lookup may both bring the same end.
  if (!(await post(scope, entryForRefundPaid(paid), clientId))) return;
  await setRefund(scope, refund, { state: 'done', reference, settled_at: scope.now });
  await setTransaction(scope, refund, { status: 'settled', status_code: reference });
  await emit(scope, 'refund.done', refund.id, clientId);
  const [invoice] = await lockInvoices(scope, [refund.invoice_id]);
  if (invoice !== undefined) await closeRefunded(scope, invoice);
}

/** The gateway will not: what was set aside is free again, and an operator hears of it. */
export async function refused(scope: Scope, refund: RefundRow, message: string): Promise<void> {
  const { client_id: clientId, reason } = refund;
  const amount = money(refund.amount, refund.currency);
  const key = `refund_failed:${refund.id}`;
  await post(scope, entryForRefundFailed({ key, clientId, reason, amount }), clientId);
  await setRefund(scope, refund, {
    state: 'failed',
    failure_message: message,
    settled_at: scope.now,
  });
  await setTransaction(scope, refund, { status: 'declined', status_code: 'failed' });
  await emit(scope, 'refund.failed', refund.id, clientId);
  await addTodo(scope, {
    key: `refund.failed:${refund.id}`,
    audience: 'operator',
    kind: 'refund_failed',
    title: 'A refund was refused',
    text: `The gateway said: ${message} Send the money by hand, or try another way.`,
    clientId,
    invoiceId: refund.invoice_id,
  });
}

/** Nothing is given up while money may have moved: it is asked for ever, ever more slowly. */
async function unknownAgain(scope: Scope, task: Task, refund: RefundRow): Promise<Next> {
  if (refund.state === 'created') await setRefund(scope, refund, { state: 'unknown' });
  const again = nextTry(scope, task.attempt);
  if (again === null) {
    await addTodo(scope, {
      key: `refund.unknown:${refund.id}`,
      audience: 'operator',
      kind: 'refund_unknown',
      title: 'A refund has no known end',
      text: 'The gateway does not say what became of this refund. Look it up in its dashboard.',
      clientId: refund.client_id,
      invoiceId: refund.invoice_id,
    });
  }
  return { state: 'unknown', dueAt: again ?? secondsAfter(scope.now, 6 * 3600) };
}
