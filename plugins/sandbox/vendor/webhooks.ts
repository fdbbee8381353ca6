import { signBody } from '../crypto.ts';
import type { VendorCore } from './core.ts';
import type { ChargeRow, EventRow, EventType } from './state.ts';

/** A webhook as it goes out. */
export interface SandboxDelivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Brings a webhook to the merchant; 2xx ends its retries. */
export type SandboxNotify = (delivery: SandboxDelivery) => Promise<Response>;

const pauses: readonly number[] = [1, 5, 30, 120, 600, 3600, 7200];

/** The event of a charge's new state. It is a hint and names no amount. */
export function newEvent(
  vendor: VendorCore,
  charge: ChargeRow,
  type: EventType = 'charge.updated',
): EventRow {
  const id = vendor.nextId('evt');
  const body = JSON.stringify({
    id,
    type,
    account: vendor.account,
    mode: 'test',
    createdAt: new Date(vendor.now()).toISOString(),
    chargeId: charge.chargeId,
    charge: charge.id,
  });
  return { id, chargeId: charge.chargeId, body, attempts: 0, nextAt: vendor.now() };
}

/** Signs an event's body for a moment; each try is signed anew. */
export async function signEvent(
  webhookSecret: string,
  body: string,
  now: number,
): Promise<SandboxDelivery> {
  const timestamp = Math.floor(now / 1000);
  const signature = await signBody(webhookSecret, timestamp, new TextEncoder().encode(body));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'sandbox-signature': `t=${timestamp},v1=${signature}`,
    },
  };
}

async function deliver(
  vendor: VendorCore,
  event: EventRow,
  webhookSecret: string,
  notify: SandboxNotify,
): Promise<void> {
  event.attempts += 1;
  let taken = false;
  try {
    taken = (await notify(await signEvent(webhookSecret, event.body, vendor.now()))).ok;
  } catch {
    // A merchant that cannot be reached is asked again, as one that answers with an error.
  }
  const pause = pauses[event.attempts - 1];
  event.nextAt = taken || pause === undefined ? null : vendor.now() + pause * 1000;
  vendor.save();
}

/** Sends the webhooks that are due, one after the other. */
export async function deliverDue(
  vendor: VendorCore,
  webhookSecret: string,
  notify: SandboxNotify,
): Promise<void> {
  const now = vendor.now();
  const due = vendor.state.events.filter((row) => row.nextAt !== null && row.nextAt <= now);
  for (const event of due) await deliver(vendor, event, webhookSecret, notify);
}
