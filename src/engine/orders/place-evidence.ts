import type { RequestFacts } from '../../contract/backend.ts';
import { conflictsOfPlace } from '../../rules/vat-evidence.ts';
import type { Scope } from '../context.ts';
import { addTodo } from '../todos.ts';

/** A conflict of what tells where a client is goes to the operator (SPEC 7.12). */
export async function checkPlace(
  scope: Scope,
  order: {
    readonly orderId: string;
    readonly clientId: string;
    readonly country: string;
    readonly request: RequestFacts | undefined;
  },
): Promise<void> {
  const { orderId, clientId, country: billing } = order;
  const network = order.request?.country ?? null;
  if (!conflictsOfPlace({ billing, network, payment: null })) return;
  await addTodo(scope, {
    key: `place.conflict:${orderId}`,
    audience: 'operator',
    kind: 'place_conflict',
    title: 'The evidence of a client’s country conflicts',
    text: `The billing address is in ${billing}, the order came from ${network}. Ask the client.`,
    clientId,
  });
}
