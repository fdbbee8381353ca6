import type { ChargeName, NotificationFact } from '../ports/gateway-notice.ts';
import { lookAtSetup, methodChanged } from './accounts/method-facts.ts';
import { type EngineContext, inScope, type Scope } from './context.ts';
import { applyRecord } from './payments/charges.ts';
import { noteRefusal } from './payments/notification-refusals.ts';
import { bounded, enqueue, pluginContext, Unknown } from './tasks.ts';

/**
 * Takes a raw notification (Law 9): the plugin verifies the raw bytes, we store what is to be read
 * anew, and answer. What is true is read from the gateway, by a task.
 */
export async function receive(
  context: EngineContext,
  pluginId: string,
  request: Request,
): Promise<Response> {
  const gateway = context.pluginById.get(pluginId)?.gateway;
  if (gateway?.notify === undefined) return new Response(null, { status: 404 });
  const world = pluginContext(context, context.chance.uuid());
  const told = await bounded(gateway.notify(request, world), world.signal).catch(
    (error: unknown) => new Unknown(error),
  );
  if (told instanceof Unknown) {
    // Some ask their vendor before they believe it; who gets no word from us tells it again.
    context.log(`A notification of ${pluginId} could not be read: ${told.message}`);
    return new Response(null, { status: 503, headers: { 'retry-after': '60' } });
  }
  const { facts, reply, refused } = told;
  if (facts.length === 0 && refused === undefined) return reply;
  await inScope(context, `notification:${pluginId}`, async (scope) => {
    if (refused !== undefined) await noteRefusal(scope, pluginId, refused);
    for (const fact of facts) await take(scope, pluginId, fact);
  });
  context.wake?.();
  return reply;
}

/** Stores a fact once, however often its event comes, with the task that reads what is true. */
async function take(scope: Scope, pluginId: string, fact: NotificationFact): Promise<void> {
  if (!canBeKept(fact)) return;
  if (fact.kind === 'setup') return lookAtSetup(scope, pluginId, fact);
  if (fact.kind === 'method') return methodChanged(scope, pluginId, fact);
  const charge = await chargeNamed(scope, pluginId, fact.charge);
  // A genuine event about a charge that is not ours is nothing to us.
  if (charge === undefined) return;
  const fresh = await scope.handle
    .insertInto('notifications')
    .values({
      plugin_id: pluginId,
      event_id: fact.eventId,
      charge_id: charge.id,
      received_at: scope.now,
    })
    .onConflict((conflict) => conflict.columns(['plugin_id', 'event_id']).doNothing())
    .returning('event_id')
    .executeTakeFirst();
  if (fresh === undefined) return;
  if (fact.kind === 'charge-record') return applyRecord(scope, charge.id, fact.record);
  const kind = fact.kind === 'movements' ? 'charge.movements' : 'charge.check';
  await enqueue(scope, {
    kind,
    key: `${kind}:${charge.id}:${fact.eventId}`,
    pluginId,
    clientId: charge.client_id,
    subjectId: charge.id,
  });
}

/** No id of ours or of a gateway has the one letter that the database cannot store. */
function canBeKept(fact: NotificationFact): boolean {
  const names = 'charge' in fact ? Object.values(fact.charge) : Object.values(fact);
  return ![fact.eventId, ...names].some((one) => typeof one === 'string' && one.includes('\0'));
}

/** One of our charges at a gateway, by our id or by the gateway's. */
function chargeNamed(
  scope: Scope,
  pluginId: string,
  name: ChargeName,
): Promise<{ readonly id: string; readonly client_id: string } | undefined> {
  const charges = scope.handle
    .selectFrom('charges')
    .select(['id', 'client_id'])
    .where('plugin_id', '=', pluginId);
  return 'chargeId' in name
    ? charges.where('id', '=', name.chargeId).executeTakeFirst()
    : charges.where('reference', '=', name.reference).executeTakeFirst();
}
