import { InvariantError, isBillingError } from '../../errors.ts';
import { databaseCode, isConnectionLost } from '../../storage/store.ts';
import { emit, type Scope } from '../context.ts';
import { addTodo } from '../todos.ts';
import { BoundPassed } from './client.ts';

/** What a run does about a client that it could not bring to an end. */
export interface Fault {
  /** Whether nobody may bill the client before an operator has looked (Law 14, SPEC 16.8). */
  readonly parks: boolean;
  readonly reason: string;
}

/**
 * What became of a client. A fault of its data or of ours parks it; one of the world, such as a
 * lost connection or a row that changed meanwhile, is only noted: the next run tries again.
 */
export function faultOf(error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof BoundPassed || error instanceof InvariantError) {
    return { parks: true, reason };
  }
  if (isBillingError(error)) return { parks: !error.mayRetry, reason };
  return { parks: databaseCode(error) === '' && !isConnectionLost(error), reason };
}

/** Parks a client: no run looks at it before an operator has, who is told why. */
export async function parkClient(scope: Scope, clientId: string, reason: string): Promise<void> {
  await scope.handle
    .updateTable('clients')
    .set({ parked_at: scope.now, parked_reason: reason })
    .where('id', '=', clientId)
    .execute();
  await addTodo(scope, {
    key: `client.parked:${clientId}`,
    audience: 'operator',
    kind: 'client_parked',
    title: 'A client was left out of the billing run',
    text: `${reason} Mend the cause, then unpark the client.`,
    clientId,
  });
  await emit(scope, 'client.parked', clientId, clientId);
}
