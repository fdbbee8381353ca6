import type {
  ChargeName,
  Notification,
  NotificationFact,
  NotificationRefusal,
} from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import type { TwoCheckoutAccess } from './api.ts';
import { type Field, type Genuine, readForm, receiptOf, valueIn, verify } from './signature.ts';

/**
 * Milliseconds that a notification may be old or early. 2Checkout repeats for days, and does not
 * say of which zone its time is; a replay is no more than a hint to read the order (Law 9).
 */
const tolerance = 7 * 24 * 3600_000;

function refuse(refused: NotificationRefusal, context: PluginContext): Notification {
  context.log(`An IPN of 2Checkout was refused: ${refused}.`);
  return { reply: new Response(refused, { status: 400 }), facts: [], refused };
}

function refusalOf(
  access: TwoCheckoutAccess,
  form: readonly Field[],
  now: Date,
): NotificationRefusal | null {
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(valueIn(form, 'IPN_DATE') ?? '');
  if (digits === null) return 'unreadable';
  const [, year, month, date, hour, minute, second] = digits;
  const sent = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  // A date that is none is not within the tolerance either.
  if (!(Math.abs(now.getTime() - sent) <= tolerance)) return 'too_old';
  const test = valueIn(form, 'TEST_ORDER');
  return test !== null && (test === '1') === access.live ? 'wrong_mode' : null;
}

/** What is to be read anew: the order, what moved of it, or both. */
function factsOf(form: readonly Field[], { signature }: Genuine): readonly NotificationFact[] {
  const refNo = valueIn(form, 'REFNO');
  if (refNo === null) return [];
  const chargeId = valueIn(form, 'REFNOEXT');
  const charge: ChargeName = chargeId === null ? { reference: refNo } : { chargeId };
  // The signature is of all that it says: another event has another one.
  const eventId = `${refNo}:${signature.slice(0, 32)}`;
  const status = valueIn(form, 'ORDERSTATUS');
  const chargeback = valueIn(form, 'CHARGEBACK_RESOLUTION') ?? 'NONE';
  const moved = status === 'REFUND' || status === 'REVERSED' || chargeback !== 'NONE';
  const movements = { kind: 'movements', eventId: `${eventId}:m`, charge } as const;
  if (status === 'REFUND') return [movements];
  return [{ kind: 'charge', eventId, charge }, ...(moved ? [movements] : [])];
}

/**
 * Verifies an IPN over its raw bytes and says what to read anew (SPEC 8.7); it is answered with the
 * signed receipt without which 2Checkout sends it again.
 */
export async function notify(
  access: TwoCheckoutAccess,
  request: Request,
  context: PluginContext,
): Promise<Notification> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  const form = readForm(new Uint8Array(await request.arrayBuffer()));
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return refuse('unreadable', context);
  }
  const genuine = await verify(form, access.secretKey, access.allowMd5);
  if (genuine === null) return refuse('bad_signature', context);
  const now = context.now();
  const refused = refusalOf(access, form, now);
  if (refused !== null) return refuse(refused, context);
  const receipt = await receiptOf(form, access.secretKey, genuine.hash, now);
  const reply = new Response(receipt, { headers: { 'content-type': 'text/plain' } });
  return { reply, facts: factsOf(form, genuine) };
}
