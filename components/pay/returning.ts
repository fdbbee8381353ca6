import type { Billing } from '../../src/billing.ts';
import type { ChargeView } from '../../src/contract/payments.ts';

/** What is noted in this tab, by the invoices that are paid; gone when the tab is. */
const keyOf = (invoiceIds: string): string => `rackrate.paying:${invoiceIds}`;

/** Notes for which charge the client goes to a gateway's page. */
export function noteLeaving(invoiceIds: string, chargeId: string): void {
  try {
    sessionStorage.setItem(keyOf(invoiceIds), chargeId);
  } catch {
    // Storage is switched off: the server still knows what is open.
  }
}

function takeNote(invoiceIds: string): string | null {
  try {
    const id = sessionStorage.getItem(keyOf(invoiceIds));
    sessionStorage.removeItem(keyOf(invoiceIds));
    return id;
  } catch {
    return null;
  }
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
  const chargeId = takeNote(invoiceIds) ?? waiting;
  if (chargeId === null || billing === null) return null;
  const command = { commandId: crypto.randomUUID(), chargeId };
  return billing.payments.resume(command).catch(() => null);
}
