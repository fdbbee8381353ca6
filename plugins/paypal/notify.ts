import type {
  Notification,
  NotificationFact,
  NotificationRefusal,
} from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import type { PayPalAccess } from './api.ts';
import { addressRefusal, type FindKey } from './certificate.ts';
import { findOrder } from './find.ts';
import { asObject, listIn, type Obj, objectIn, textIn } from './json.ts';
import { refundedCapture } from './movements.ts';
import { ownerOf, unitOf } from './order.ts';
import { setupIdIn } from './setup.ts';
import { refusalOf, transmissionOf } from './signature.ts';

/** What a notification must fit. */
export interface NotificationAccess extends PayPalAccess {
  readonly webhookId: string;
  readonly keyOf: FindKey;
}

function chargeFact(eventId: string, customId: string | null): NotificationFact | null {
  if (customId === null) return null;
  return { kind: 'charge', eventId, charge: { chargeId: ownerOf(customId).chargeId } };
}

function movementsFact(eventId: string, reference: string | null): NotificationFact | null {
  return reference === null ? null : { kind: 'movements', eventId, charge: { reference } };
}

/** An account that came of a setup, or of an order that kept it late. */
async function tokenFact(
  access: PayPalAccess,
  eventId: string,
  token: Obj,
  context: PluginContext,
): Promise<NotificationFact | null> {
  const setupId = setupIdIn(token);
  if (setupId !== null) return { kind: 'setup', eventId, setupId };
  const orderId = textIn(objectIn(token, 'metadata'), 'order_id');
  const order = orderId === null ? null : await findOrder(access, context, orderId);
  return order === null ? null : chargeFact(eventId, textIn(unitOf(order), 'custom_id'));
}

async function factOf(
  access: PayPalAccess,
  event: Obj,
  context: PluginContext,
): Promise<NotificationFact | null> {
  const eventId = textIn(event, 'id');
  const type = textIn(event, 'event_type');
  const resource = objectIn(event, 'resource');
  if (eventId === null || type === null) return null;
  if (type.startsWith('CHECKOUT.')) {
    return chargeFact(eventId, textIn(unitOf(resource), 'custom_id'));
  }
  if (type.startsWith('CUSTOMER.DISPUTE.')) {
    const [disputed = {}] = listIn(resource, 'disputed_transactions');
    return movementsFact(eventId, textIn(disputed, 'seller_transaction_id'));
  }
  if (type === 'PAYMENT.CAPTURE.REFUNDED' || type === 'PAYMENT.CAPTURE.REVERSED') {
    return movementsFact(eventId, refundedCapture(resource));
  }
  if (type.startsWith('PAYMENT.REFUND.')) return movementsFact(eventId, refundedCapture(resource));
  if (type.startsWith('PAYMENT.CAPTURE.')) {
    return chargeFact(eventId, textIn(resource, 'custom_id'));
  }
  if (type === 'VAULT.PAYMENT-TOKEN.CREATED') return tokenFact(access, eventId, resource, context);
  if (!type.startsWith('VAULT.PAYMENT-TOKEN.DELET')) return null;
  const methodReference = textIn(resource, 'id');
  if (methodReference === null) return null;
  return { kind: 'method', eventId, methodReference, change: { to: 'removed' } };
}

function refuse(refused: NotificationRefusal, context: PluginContext): Notification {
  context.log(`A PayPal webhook was refused: ${refused}.`);
  return { reply: Response.json({ error: refused }, { status: 400 }), facts: [], refused };
}

function readEvent(body: Uint8Array): Obj | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const event = asObject(JSON.parse(text));
    return Object.keys(event).length === 0 ? null : event;
  } catch {
    return null;
  }
}

/** The account that is paid, where an event says so. */
function payeeIn(event: Obj): string | null {
  const resource = objectIn(event, 'resource');
  const payee = textIn(objectIn(resource, 'payee'), 'merchant_id');
  return payee ?? textIn(objectIn(unitOf(resource), 'payee'), 'merchant_id');
}

async function refusal(
  access: NotificationAccess,
  request: Request,
  body: Uint8Array,
  context: PluginContext,
): Promise<NotificationRefusal | null> {
  const transmission = transmissionOf(request.headers);
  if (transmission === null) return 'bad_signature';
  const foreign = addressRefusal(access, transmission.address);
  if (foreign !== null) return foreign;
  const key = await access.keyOf(transmission.address, context);
  if (key === null) return 'bad_signature';
  return refusalOf(key, access.webhookId, transmission, body, context.now());
}

/** Verifies a webhook over its raw bytes and says what to read anew (SPEC 8.7). */
export async function notify(
  access: NotificationAccess,
  request: Request,
  context: PluginContext,
): Promise<Notification> {
  const body = new Uint8Array(await request.arrayBuffer());
  const refused = await refusal(access, request, body, context);
  if (refused !== null) return refuse(refused, context);
  const event = readEvent(body);
  if (event === null) return refuse('unreadable', context);
  const payee = payeeIn(event);
  if (access.merchantId !== undefined && payee !== null && payee !== access.merchantId) {
    return refuse('wrong_account', context);
  }
  const fact = await factOf(access, event, context);
  return { reply: Response.json({ received: true }), facts: fact === null ? [] : [fact] };
}
