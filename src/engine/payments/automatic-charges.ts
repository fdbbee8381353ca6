import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import { declinesBy, payerOf, payersOf } from '../accounts/payers.ts';
import { scheduleWork } from '../agenda.ts';
import type { Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import { addTodo } from '../todos.ts';

/** A charge as far as its automatic retry goes. */
export interface EndedCharge {
  readonly id: string;
  readonly client_id: string;
  readonly billing_account_id: string | null;
  readonly input: unknown;
}

/** Whether a charge was made by the run, with no client at hand. */
export function isAutomatic(charge: EndedCharge): boolean {
  return (charge.input as { readonly onSession?: boolean }).onSession === false;
}

/**
 * What follows when an automatic charge took no money (SPEC 8.8): another try by the provider's
 * schedule; where that is without hope or at its end, the next account of the chain; and a mail
 * and a to-do for the client.
 */
export async function automaticChargeFailed(
  scope: Scope,
  charge: EndedCharge,
  invoiceIds: readonly string[],
): Promise<void> {
  if (!isAutomatic(charge)) return;
  const { client_id: clientId } = charge;
  for (const invoiceId of invoiceIds) {
    const state = await scope.handle
      .selectFrom('invoice_states')
      .select('status')
      .where('invoice_id', '=', invoiceId)
      .executeTakeFirstOrThrow();
    if (state.status !== 'unpaid') continue;
    await scope.handle
      .updateTable('invoice_states')
      .set({ charge_on: await nextChargeOn(scope, charge, invoiceId) })
      .where('invoice_id', '=', invoiceId)
      .execute();
    await tellDeclined(scope, charge, invoiceId);
  }
  await scheduleWork(scope, clientId);
}

/** The day of the next try, or null when no account is left that could be charged. */
async function nextChargeOn(
  scope: Scope,
  { client_id: clientId, billing_account_id: accountId }: EndedCharge,
  invoiceId: string,
): Promise<PlainDate | null> {
  const next = await payerOf(scope, await payersOf(scope, clientId), invoiceId);
  if (next === null) return null;
  // Another account is charged by the next run; the same one after its pause.
  if (next.id !== accountId) return scope.today;
  const { chargeRetryDays } = scope.context.catalog.provider.billing;
  const tried = await declinesBy(scope, invoiceId, next.id);
  return addDays(scope.today, chargeRetryDays[tried - 1] ?? 1);
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
