import type { ChargeQuery } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { find, type PayPalAccess } from './api.ts';
import { linkIn, listIn, type Obj, objectIn, textIn } from './json.ts';
import { ownerOf, unitOf } from './order.ts';

const day = 24 * 3600_000;

/** PayPal reads instants without milliseconds. */
const written = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/**
 * What PayPal has told its webhooks, newest first: the one list that knows our ids. PayPal keeps it
 * for 30 days.
 *
 * @throws Error where PayPal does not give it.
 */
export async function* eventsOf(
  access: PayPalAccess,
  context: PluginContext,
  span: { readonly from: Date; readonly until: Date },
): AsyncGenerator<Obj> {
  const query = new URLSearchParams({
    page_size: '100',
    start_time: written(span.from),
    // PayPal's clock says what is the newest, not ours.
    ...(span.until < context.now() ? { end_time: written(span.until) } : {}),
  });
  let path: string | null = `/v1/notifications/webhooks-events?${query}`;
  while (path !== null) {
    const page: Obj | null = await find(access, context, path);
    if (page === null) return;
    yield* listIn(page, 'events');
    const next = linkIn(page, 'next');
    // Only the path is taken: whatever host is named, the token goes to PayPal.
    path = next === null ? null : new URL(next).pathname + new URL(next).search;
  }
}

/** The span in which a record of ours without a known reference is looked for. */
export function searchSpan(
  access: PayPalAccess,
  context: PluginContext,
): { readonly from: Date; readonly until: Date } {
  const now = context.now().getTime();
  return { from: new Date(now - access.lookbackDays * day), until: new Date(now) };
}

/** What PayPal holds of a charge: its order, or the capture where the order is kept no more. */
export type Held =
  | { readonly kind: 'order'; readonly order: Obj }
  | { readonly kind: 'capture'; readonly capture: Obj };

/** The order of a capture, by what the capture says. */
export function orderIdOf(capture: Obj): string | null {
  return textIn(objectIn(capture, 'supplementary_data', 'related_ids'), 'order_id');
}

const orderPath = (id: string): string => `/v2/checkout/orders/${encodeURIComponent(id)}`;

/** A capture by its id, or null. */
export function findCapture(
  access: PayPalAccess,
  context: PluginContext,
  id: string,
): Promise<Obj | null> {
  return find(access, context, `/v2/payments/captures/${encodeURIComponent(id)}`);
}

/** An order by its id, or null: PayPal forgets orders that nobody approved. */
export function findOrder(
  access: PayPalAccess,
  context: PluginContext,
  id: string,
): Promise<Obj | null> {
  return find(access, context, orderPath(id));
}

/** An order or a capture by the id of either, or null. */
export async function findByReference(
  access: PayPalAccess,
  context: PluginContext,
  reference: string,
): Promise<Held | null> {
  const order = await findOrder(access, context, reference);
  if (order !== null) return { kind: 'order', order };
  const capture = await findCapture(access, context, reference);
  if (capture === null) return null;
  const orderId = orderIdOf(capture);
  const own = orderId === null ? null : await findOrder(access, context, orderId);
  return own === null ? { kind: 'capture', capture } : { kind: 'order', order: own };
}

/** Ids of the order and the capture that an event is about, if it is about a charge of ours. */
function namedBy(event: Obj, chargeId: string): readonly string[] {
  const resource = objectIn(event, 'resource');
  const isCapture = event['resource_type'] === 'capture';
  const customId = textIn(isCapture ? resource : unitOf(resource), 'custom_id');
  if (customId === null || ownerOf(customId).chargeId !== chargeId) return [];
  const ids = [isCapture ? orderIdOf(resource) : null, textIn(resource, 'id')];
  return ids.filter((id) => id !== null);
}

/** What PayPal holds of a charge whose reference we do not know, or null. */
export async function findByCharge(
  access: PayPalAccess,
  context: PluginContext,
  chargeId: string,
): Promise<Held | null> {
  for await (const event of eventsOf(access, context, searchSpan(access, context))) {
    for (const id of namedBy(event, chargeId)) {
      const held = await findByReference(access, context, id);
      if (held !== null) return held;
    }
  }
  return null;
}

/** What PayPal holds of a charge, by its reference or by our id; `gone` where it is forgotten. */
export async function findHeld(
  access: PayPalAccess,
  context: PluginContext,
  { chargeId, reference }: Pick<ChargeQuery, 'chargeId' | 'reference'>,
): Promise<Held | 'gone' | null> {
  if (reference === undefined) return findByCharge(access, context, chargeId);
  const held = await findByReference(access, context, reference);
  return held ?? (await findByCharge(access, context, chargeId)) ?? 'gone';
}
