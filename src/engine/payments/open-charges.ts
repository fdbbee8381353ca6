import type { Scope } from '../context.ts';
import { type ChargeRow, gatewayOf } from './charges.ts';

/** The open charge of an invoice; there is at most one (SPEC 8.5). */
export function openChargeOf({ handle }: Scope, invoiceId: string): Promise<ChargeRow | undefined> {
  return handle
    .selectFrom('charges')
    .innerJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .selectAll('charges')
    .where('charge_allocations.invoice_id', '=', invoiceId)
    .where('charge_allocations.open', '=', true)
    .executeTakeFirst();
}

/** Whether money of a charge may be on its way: a manual gateway only shows how to pay. */
export function takesMoney({ context }: Scope, charge: ChargeRow): boolean {
  const { kind, collectsFrom } = gatewayOf(context, charge.plugin_id);
  return kind !== 'manual' || collectsFrom !== undefined;
}

/** Whether an open charge may bring money for an invoice. */
export async function isBeingPaid(scope: Scope, invoiceId: string): Promise<boolean> {
  const charge = await openChargeOf(scope, invoiceId);
  return charge !== undefined && takesMoney(scope, charge);
}
