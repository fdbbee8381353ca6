import type { Billing } from '../../src/billing.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import { noteInTab, takeFromTab } from '../internal/tab-note.ts';

/** Charges are noted by the invoices that are paid. */
const keyOf = (invoiceIds: string): string => `paying:${invoiceIds}`;

/** Notes for which charge the client goes to a gateway's page. */
export function noteLeaving(invoiceIds: string, chargeId: string): void {
  noteInTab(keyOf(invoiceIds), chargeId);
}

/**
 * What came of a payment at a gateway's page from which the client is back, read from the gateway;
 * null where there is none, or it cannot be read now.
 */
export async function comeBack(
  billing: Billing | null,
  invoiceIds: string,
  open: ChargeView | null,
): Promise<ChargeView | null> {
  const waiting = open?.action?.kind === 'redirect' ? open.chargeId : null;
  const chargeId = takeFromTab(keyOf(invoiceIds)) ?? waiting;
  if (chargeId === null || billing === null) return null;
  const command = { commandId: crypto.randomUUID(), chargeId };
  return billing.payments.resume(command).catch(() => null);
}
