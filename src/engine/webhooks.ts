import { type EngineContext, inScope } from './context.ts';
import { bounded, enqueue, pluginContext } from './tasks.ts';

/**
 * Takes a raw notification (Law 9): the plugin verifies the raw bytes, we store which charge is
 * to be looked up, and answer. What is true is read from the gateway, by a task.
 */
export async function receive(
  context: EngineContext,
  pluginId: string,
  request: Request,
): Promise<Response> {
  const gateway = context.pluginById.get(pluginId)?.gateway;
  if (gateway?.notify === undefined) return new Response(null, { status: 404 });
  const world = pluginContext(context, context.chance.uuid());
  const { facts, reply } = await bounded(gateway.notify(request, world), world.signal);
  if (facts.length === 0) return reply;
  await inScope(context, `notification:${pluginId}`, async (scope) => {
    for (const fact of facts) {
      const charge = await scope.handle
        .selectFrom('charges')
        .select(['id', 'client_id'])
        .where('id', '=', fact.chargeId)
        .where('plugin_id', '=', pluginId)
        .executeTakeFirst();
      // A genuine event about a charge that is not ours is nothing to us.
      if (charge === undefined) continue;
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
      if (fresh === undefined) continue;
      await enqueue(scope, {
        kind: 'charge.check',
        key: `charge.check:${charge.id}:${fact.eventId}`,
        pluginId,
        clientId: charge.client_id,
        subjectId: charge.id,
      });
    }
  });
  context.wake?.();
  return reply;
}
