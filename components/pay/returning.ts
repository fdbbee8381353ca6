import type { Billing } from '../../src/billing.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import { noteInTab, takeFromTab } from '../internal/tab-note.ts';

/** Charges are noted by what is paid. */
const keyOf = (about: string): string => `paying:${about}`;

/** Notes for which charge the client goes to a gateway's page. */
export function noteLeaving(about: string, chargeId: string): void {
  noteInTab(keyOf(about), chargeId);
}

/**
 * What came of a payment at a gateway's page from which the client is back, read from the gateway;
 * null where there is none, or it cannot be read now.
 */
export async function comeBack(
  billing: Billing | null,
  about: string,
  open: ChargeView | null,
): Promise<ChargeView | null> {
  const waiting = open?.action?.kind === 'redirect' ? open.chargeId : null;
  const chargeId = takeFromTab(keyOf(about)) ?? waiting;
  if (chargeId === null || billing === null) return null;
  const command = { commandId: crypto.randomUUID(), chargeId };
  return billing.payments.resume(command).catch(() => null);
}
