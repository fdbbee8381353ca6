import { addDays } from '../../rules/plain-date.ts';
import { scheduleWork } from '../agenda.ts';
import type { Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import { addTodo } from '../todos.ts';

/** A charge as far as its automatic retry goes. */
export interface EndedCharge {
  readonly id: string;
  readonly client_id: string;
  readonly input: unknown;
}

/** Groups of declines after which the same account has no chance (SPEC 8.8). */
const hopeless: ReadonlySet<string> = new Set(['expired_card', 'stolen', 'do_not_try_again']);

/** Whether a charge was made by the run, with no client at hand. */
export function isAutomatic(charge: EndedCharge): boolean {
  return (charge.input as { readonly onSession?: boolean }).onSession === false;
}

/**
 * What follows when an automatic charge took no money (SPEC 8.8): another try by the provider's
 * schedule, unless it is without hope or needs the client, and a mail and a to-do for the client.
 */
export async function automaticChargeFailed(
  scope: Scope,
  charge: EndedCharge,
  { invoiceIds, group }: { readonly invoiceIds: readonly string[]; readonly group: string | null },
): Promise<void> {
  if (!isAutomatic(charge)) return;
  const { client_id: clientId } = charge;
  const days = scope.context.catalog.provider.billing.chargeRetryDays;
  for (const invoiceId of invoiceIds) {
    const state = await scope.handle
      .selectFrom('invoice_states')
      .select(['status', 'charge_attempts'])
      .where('invoice_id', '=', invoiceId)
      .executeTakeFirstOrThrow();
    if (state.status !== 'unpaid') continue;
    const pause = hopeless.has(group ?? '') ? undefined : days[state.charge_attempts - 1];
    await scope.handle
      .updateTable('invoice_states')
      .set({ charge_on: pause === undefined ? null : addDays(scope.today, pause) })
      .where('invoice_id', '=', invoiceId)
      .execute();
    await tellDeclined(scope, charge, invoiceId);
  }
  await scheduleWork(scope, clientId);
}

/** Asks the client to pay by hand what the account did not; once per charge and invoice. */
export async function tellDeclined(
  scope: Scope,
  { id, client_id: clientId }: EndedCharge,
  invoiceId: string,
): Promise<void> {
  await enqueueMail(scope, {
    event: 'declined',
    key: `mail:declined:${id}:${invoiceId}`,
    clientId,
    data: { invoiceId },
  });
  await addTodo(scope, {
    key: `charge.declined:${invoiceId}`,
    audience: 'client',
    kind: 'payment_declined',
    title: 'Your automatic payment did not go through',
    text: 'Pay the invoice yourself, or save another way to pay.',
    clientId,
    invoiceId,
  });
}
