import type {
  ChargeQuery,
  ChargeRecord,
  Gateway,
  GatewayCharge,
  Notification,
  NotificationFact,
  NotificationRefusal,
} from '../../src/ports/gateway.ts';
import type { Outcome, PluginContext } from '../../src/ports/plugin.ts';
import { readCharge } from './charge.ts';
import { sameSecret, signBody } from './crypto.ts';
import { askVendor, asObject, type VendorAccess } from './http.ts';
import { movements } from './movements.ts';
import { lookupRefund, refund } from './refund.ts';
import { lookupSetup, removeMethod, setUp } from './setup.ts';

/** What the sandbox's gateway needs to know. */
export interface SandboxGatewayOptions extends VendorAccess {
  /** The vendor's base as a browser reaches it, without a slash at its end. */
  readonly publicUrl: string;
  readonly account: string;
  readonly webhookSecret: string;
}

const tolerance = 300;

async function start(
  options: SandboxGatewayOptions,
  input: GatewayCharge,
  context: PluginContext,
): Promise<ChargeRecord> {
  const { amount, currency } = input.amount;
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { status: 'failed', code: 'invalid_input', message: 'The amount is too large.' };
  }
  const source =
    input.methodReference === undefined
      ? { token: input.data['token'] ?? '' }
      : { method: input.methodReference };
  const answer = await askVendor(options, context, 'POST', '/v1/charges', {
    chargeId: input.chargeId,
    amount: Number(amount),
    currency,
    description: input.description,
    save: input.save,
    onSession: input.onSession,
    returnUrl: input.returnUrl,
    ...source,
  });
  if (answer.ok) return readCharge(answer.body, { ...options, ...input });
  if (answer.code === 'charge_exists') {
    return readCharge(asObject(answer.body)?.['charge'], { ...options, ...input });
  }
  return answer.failure;
}

async function lookup(
  options: SandboxGatewayOptions,
  input: ChargeQuery,
  context: PluginContext,
): Promise<ChargeRecord | null> {
  const path = `/v1/charges?chargeId=${encodeURIComponent(input.chargeId)}`;
  const answer = await askVendor(options, context, 'GET', path);
  if (!answer.ok) throw new Error(`The sandbox did not look: ${answer.failure.message}`);
  const charges: unknown = asObject(answer.body)?.['charges'];
  if (!Array.isArray(charges)) throw new Error('The sandbox answered without charges.');
  if (charges.length > 1) throw new Error(`The sandbox holds ${input.chargeId} more than once.`);
  const found: unknown = charges[0];
  return found === undefined ? null : readCharge(found, { ...options, ...input });
}

async function giveUp(
  options: SandboxGatewayOptions,
  input: ChargeQuery,
  context: PluginContext,
): Promise<Outcome<null>> {
  const { chargeId, amount } = input;
  const body = { chargeId, currency: amount.currency };
  const answer = await askVendor(options, context, 'POST', '/v1/voids', body);
  if (!answer.ok) return answer.failure;
  const id = asObject(answer.body)?.['id'];
  if (typeof id !== 'string') throw new Error('The sandbox answered without a record.');
  return { status: 'done', reference: id, value: null };
}

async function isGenuine(
  secret: string,
  header: string,
  body: Uint8Array,
  now: Date,
): Promise<boolean> {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (match?.[1] === undefined || match[2] === undefined) return false;
  const timestamp = Number(match[1]);
  if (Math.abs(now.getTime() / 1000 - timestamp) > tolerance) return false;
  return sameSecret(await signBody(secret, timestamp, body), match[2]);
}

const factKinds: Readonly<Record<string, 'charge' | 'movements'>> = {
  'charge.updated': 'charge',
  'charge.moved': 'movements',
};

function readFact(event: Readonly<Record<string, unknown>>): NotificationFact | null {
  const { id: eventId, chargeId } = event;
  if (typeof eventId !== 'string' || typeof chargeId !== 'string') return null;
  // A card is kept by a charge of nothing, which has the setup's name.
  const [, setupId] = /^setup:(.+)$/.exec(chargeId) ?? [];
  if (setupId !== undefined) return { kind: 'setup', eventId, setupId };
  const kind = factKinds[String(event['type'])];
  return kind === undefined ? null : { kind, eventId, charge: { chargeId } };
}

/** A signed event as an object; null when it is none. */
function readEvent(body: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    return asObject(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}

function refuse(refused: NotificationRefusal): Notification {
  const reply = Response.json({ error: refused }, { status: 400 });
  return { reply, facts: [], refused };
}

async function notify(
  options: SandboxGatewayOptions,
  request: Request,
  context: PluginContext,
): Promise<Notification> {
  const body = new Uint8Array(await request.arrayBuffer());
  const header = request.headers.get('sandbox-signature') ?? '';
  if (!(await isGenuine(options.webhookSecret, header, body, context.now()))) {
    context.log('A sandbox webhook was refused: its signature does not fit.');
    return refuse('bad_signature');
  }
  const event = readEvent(body);
  if (event === null) return refuse('unreadable');
  if (event['account'] !== options.account) return refuse('wrong_account');
  if (event['mode'] !== 'test') return refuse('wrong_mode');
  const fact = readFact(event);
  return { reply: Response.json({ received: true }), facts: fact === null ? [] : [fact] };
}

/** The sandbox's gateway: cards that move no money. */
export function sandboxGateway(options: SandboxGatewayOptions): Gateway {
  return {
    kind: 'embedded',
    publicConfig: { publishableKey: `pk_${options.account}`, vendorUrl: options.publicUrl },
    clientModule: '/plugins/sandbox/client.js',
    canSave: true,
    live: false,
    start: (input, context) => start(options, input, context),
    resume: async (input, context) => {
      const record = await lookup(options, input, context);
      if (record !== null) return record;
      return { status: 'failed', code: 'not_found', message: 'The payment was never started.' };
    },
    lookup: (input, context) => lookup(options, input, context),
    void: (input, context) => giveUp(options, input, context),
    refund: (input, context) => refund(options, input, context),
    lookupRefund: (input, context) => lookupRefund(options, input, context),
    setup: (input, context) => setUp(options, input, context),
    lookupSetup: (input, context) => lookupSetup(options, input, context),
    movements: (query, context) => movements(options, query, context),
    removeMethod: ({ methodReference }, context) => removeMethod(options, methodReference, context),
    notify: (request, context) => notify(options, request, context),
  };
}
