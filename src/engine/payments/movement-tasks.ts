import type { GatewayMovement } from '../../ports/gateway-notice.ts';
import { money } from '../../rules/money.ts';
import { lockClient } from '../agenda.ts';
import { inScope, type Scope } from '../context.ts';
import { bounded, type Next, nextTry, pluginContext, type TaskKind, Unknown } from '../tasks.ts';
import { addTodo } from '../todos.ts';
import { type ChargeRow, gatewayOf, lockCharge } from './charges.ts';
import { disputeMoved } from './disputes.ts';
import { refundMoved } from './refunds-elsewhere.ts';

type Movements = readonly GatewayMovement[] | null;

/** Reads what moved of a charge after it was captured: refunds and disputes (SPEC 8.10, 8.12). */
export const readMovements: TaskKind = {
  async call(context, task): Promise<Movements> {
    const charge = await inScope(context, 'task:charge.movements', (scope) =>
      scope.handle
        .selectFrom('charges')
        .selectAll()
        .where('id', '=', task.subjectId)
        .executeTakeFirstOrThrow(),
    );
    const { movements } = gatewayOf(context, charge.plugin_id);
    const { id: chargeId, reference } = charge;
    if (movements === undefined || reference === null) return null;
    const amount = money(charge.amount, charge.currency);
    const world = pluginContext(context, task.key);
    return bounded(movements({ chargeId, reference, amount }, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    if (result instanceof Unknown) {
      const again = nextTry(scope, task.attempt);
      if (again !== null) return { state: 'unknown', dueAt: again };
      await addTodo(scope, {
        key: `movements.failed:${task.subjectId}`,
        audience: 'operator',
        kind: 'movements_unread',
        title: `${task.pluginId} did not say what moved of a payment`,
        text: `${result.message} Compare the books with its records once it answers.`,
        clientId: task.clientId,
      });
      return { state: 'failed' };
    }
    if (task.clientId !== null) await lockClient(scope, task.clientId);
    const charge = await lockCharge(scope, task.subjectId);
    for (const movement of (result as Movements) ?? []) await apply(scope, charge, movement);
    return { state: 'done' };
  },
};

async function apply(scope: Scope, charge: ChargeRow, movement: GatewayMovement): Promise<void> {
  // Of money that we never booked nothing can go back.
  if (charge.captured === 0n) return;
  if (movement.kind === 'dispute') await disputeMoved(scope, charge, movement);
  if (movement.kind === 'refund') await refundMoved(scope, charge, movement);
}
