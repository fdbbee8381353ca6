import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import type { Scope } from '../context.ts';
import { enqueue } from '../tasks.ts';
import { type Caller, type Command, ownerOf, type Query } from '../use-case.ts';
import { enqueueVoid } from './charge-tasks.ts';
import { chargeView } from './charge-view.ts';
import { gatewayOf, lockCharge } from './charges.ts';
import { withdrawCollection } from './collections.ts';

/** `payments.get`. */
export const getCharge: Query<'payments.get'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<Output<'payments.get'>> {
    await ownCharge(scope, caller, input.chargeId);
    return chargeView(scope, input.chargeId);
  },
};

interface Going {
  readonly chargeId: string;
  readonly taskKey: string;
}

/** `payments.resume`: reads what the gateway holds after the client's step. */
export const resumeCharge: Command<'payments.resume', Going> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Going> {
    await ownCharge(scope, caller, input.chargeId);
    const charge = await lockCharge(scope, input.chargeId);
    const taskKey = `charge.check:${charge.id}:${input.commandId}`;
    await enqueue(scope, {
      kind: 'charge.check',
      key: taskKey,
      pluginId: charge.plugin_id,
      clientId: charge.client_id,
      subjectId: charge.id,
    });
    return { chargeId: charge.id, taskKey };
  },
  after: (context, { taskKey }) => context.performKey(taskKey),
  view: (scope, _caller, { chargeId }) => chargeView(scope, chargeId),
};

/** `payments.cancel`: gives up a charge that waits for the client. */
export const cancelCharge: Command<'payments.cancel', Going> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Going> {
    await ownCharge(scope, caller, input.chargeId);
    const charge = await lockCharge(scope, input.chargeId);
    if (await withdrawCollection(scope, charge)) return { chargeId: charge.id, taskKey: 'none' };
    const isManual = gatewayOf(scope.context, charge.plugin_id).kind === 'manual';
    if (charge.state !== 'action_required' && !(isManual && charge.state === 'pending')) {
      fail('invalid_transition', 'This payment no longer waits for you.', {
        field: 'chargeId',
        reason: 'payment_over',
      });
    }
    return { chargeId: charge.id, taskKey: await enqueueVoid(scope, charge, 'canceled') };
  },
  after: (context, { taskKey }) => context.performKey(taskKey),
  view: (scope, _caller, { chargeId }) => chargeView(scope, chargeId),
};

async function ownCharge(scope: Scope, caller: Caller, chargeId: string): Promise<void> {
  const owner = ownerOf(caller.principal);
  const row = await scope.handle
    .selectFrom('charges')
    .select('id')
    .where('id', '=', chargeId)
    .$if(owner !== null, (query) => query.where('client_id', '=', owner ?? ''))
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such payment.', { field: 'chargeId' });
}
