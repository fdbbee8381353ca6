import type {
  ChargeName,
  Notification,
  NotificationFact,
  NotificationRefusal,
} from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { refusalOf } from './signature.ts';

/** What a notification must fit. */
export interface NotificationAccess {
  readonly webhookSecret: string;
  readonly live: boolean;
  /** The account, where events of connected accounts may come too. */
  readonly account: string | undefined;
  /** Finds our charge by an intent that no field of the event names ours by. */
  readonly chargeOf: (intent: string, context: PluginContext) => Promise<ChargeName | null>;
}

type Obj = Readonly<Record<string, unknown>>;

function objectIn(value: unknown, field: string): Obj | null {
  if (typeof value !== 'object' || value === null) return null;
  const part = (value as Obj)[field];
  return typeof part === 'object' && part !== null ? (part as Obj) : null;
}

function textIn(value: Obj | null, field: string): string | null {
  const part = value?.[field];
  return typeof part === 'string' && part !== '' ? part : null;
}

function methodFact(eventId: string, type: string, method: Obj): NotificationFact | null {
  const methodReference = textIn(method, 'id');
  if (methodReference === null) return null;
  const base = { kind: 'method', eventId, methodReference } as const;
  if (type === 'payment_method.detached') return { ...base, change: { to: 'removed' } };
  const card = objectIn(method, 'card');
  const last4 = textIn(card, 'last4');
  if (card === null || last4 === null) return null;
  const number = (field: string): number | null => {
    const value = card[field];
    return typeof value === 'number' ? value : null;
  };
  const expiry = { expiryMonth: number('exp_month'), expiryYear: number('exp_year') };
  return { ...base, change: { to: 'renewed', last4, ...expiry } };
}

function mandateFact(eventId: string, mandate: Obj): NotificationFact | null {
  const methodReference = textIn(mandate, 'payment_method');
  if (methodReference === null || mandate['status'] !== 'inactive') return null;
  return { kind: 'method', eventId, methodReference, change: { to: 'removed' } };
}

const methodEvents = [
  'payment_method.detached',
  'payment_method.updated',
  'payment_method.automatically_updated',
];

async function factOf(
  access: NotificationAccess,
  event: Obj,
  context: PluginContext,
): Promise<NotificationFact | null> {
  const eventId = textIn(event, 'id');
  const type = textIn(event, 'type');
  const thing = objectIn(objectIn(event, 'data'), 'object');
  if (eventId === null || type === null || thing === null) return null;
  if (methodEvents.includes(type)) return methodFact(eventId, type, thing);
  if (type === 'mandate.updated') return mandateFact(eventId, thing);
  const metadata = objectIn(thing, 'metadata');
  const setupId = textIn(metadata, 'setup');
  if (setupId !== null) return { kind: 'setup', eventId, setupId };
  const chargeId = textIn(metadata, 'charge');
  if (/^(payment_intent|checkout\.session)\./.test(type)) {
    return chargeId === null ? null : { kind: 'charge', eventId, charge: { chargeId } };
  }
  if (!/^(refund\.|charge\.(refund|dispute))/.test(type)) return null;
  if (chargeId !== null) return { kind: 'movements', eventId, charge: { chargeId } };
  const intent = textIn(thing, 'payment_intent');
  const charge = intent === null ? null : await access.chargeOf(intent, context);
  return charge === null ? null : { kind: 'movements', eventId, charge };
}

function refuse(refused: NotificationRefusal, context: PluginContext): Notification {
  context.log(`A Stripe webhook was refused: ${refused}.`);
  return { reply: Response.json({ error: refused }, { status: 400 }), facts: [], refused };
}

function readEvent(body: Uint8Array): Obj | null {
  try {
    const event: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof event === 'object' && event !== null ? (event as Obj) : null;
  } catch {
    return null;
  }
}

/** Verifies a webhook over its raw bytes and says what to read anew (SPEC 8.7). */
export async function notify(
  access: NotificationAccess,
  request: Request,
  context: PluginContext,
): Promise<Notification> {
  const body = new Uint8Array(await request.arrayBuffer());
  const header = request.headers.get('stripe-signature') ?? '';
  const refused = await refusalOf(access.webhookSecret, header, body, context.now());
  if (refused !== null) return refuse(refused, context);
  const event = readEvent(body);
  if (event === null) return refuse('unreadable', context);
  const { account, livemode } = event;
  if (typeof livemode === 'boolean' && livemode !== access.live) {
    return refuse('wrong_mode', context);
  }
  // Only events of connected accounts name theirs.
  if (account !== undefined && account !== access.account) return refuse('wrong_account', context);
  const fact = typeof livemode === 'boolean' ? await factOf(access, event, context) : null;
  return { reply: Response.json({ received: true }), facts: fact === null ? [] : [fact] };
}
