import { fail } from '../../errors.ts';
import type { Scope } from '../context.ts';
import { secondsAfter } from '../tasks.ts';

/** Declines of one invoice by methods typed anew, in an hour. */
const declinesPerInvoice = 5;
/** Declines by methods typed anew and methods added, of one client in a day. */
const newMethodsPerClient = 10;

const hour = 3600;
const day = 24 * hour;

/**
 * Bars whoever tries stolen cards one after the other (SPEC 4.12): in the database, so that neither
 * many addresses nor many processes help. The client must be locked. Kept accounts stay usable.
 *
 * @throws BillingError `rate_limited`.
 */
export async function refuseTesting(
  scope: Scope,
  clientId: string,
  invoiceIds: readonly string[],
): Promise<void> {
  const declined = await declinesSince(scope, clientId, day);
  const lately = secondsAfter(scope.now, -hour);
  // What adds funds is of no invoice, and counted together.
  for (const invoiceId of invoiceIds.length === 0 ? [null] : invoiceIds) {
    const of = declined.filter((row) => row.invoice_id === invoiceId && row.created_at > lately);
    if (of.length >= declinesPerInvoice) refuse(hour);
  }
  const charges = new Set(declined.map(({ id }) => id)).size;
  const { added } = await scope.handle
    .selectFrom('billing_account_setups')
    .select((row) => row.fn.countAll<bigint>().as('added'))
    .where('client_id', '=', clientId)
    .where('created_at', '>', secondsAfter(scope.now, -day))
    .executeTakeFirstOrThrow();
  if (charges + Number(added) >= newMethodsPerClient) refuse(day);
}

function refuse(retryAfterSeconds: number): never {
  fail('rate_limited', 'Too many tries with new methods. Use one that is kept, or try later.', {
    retryAfterSeconds,
  });
}

/** Charges by a method typed anew that were declined: a row for each invoice, one for funds. */
function declinesSince(
  scope: Scope,
  clientId: string,
  seconds: number,
): Promise<{ id: string; created_at: Date; invoice_id: string | null }[]> {
  return scope.handle
    .selectFrom('charges')
    .leftJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .select(['charges.id', 'charges.created_at', 'charge_allocations.invoice_id'])
    .where('charges.client_id', '=', clientId)
    .where('charges.state', '=', 'failed')
    .where('charges.billing_account_id', 'is', null)
    .where('charges.created_at', '>', secondsAfter(scope.now, -seconds))
    .execute();
}
