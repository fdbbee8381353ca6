import { type ApiOptions, serveApi } from './api.ts';
import { certificateFor, sign } from './certificate.ts';
import { type PayPalControls, payPalControls } from './controls.ts';
import { type PayPalTarget, type PayPalTrouble, targetOf } from './disturb.ts';
import { createSender, eventOf, type Outbox } from './events.ts';
import { servePages } from './pages.ts';
import { emptyState, type State, type StoredEvent, text, type World } from './state.ts';

export type { Exchange } from './api.ts';
export type { PayPalTarget, PayPalTrouble } from './disturb.ts';
export type { Funding } from './state.ts';

/** What a fake PayPal needs of the world, and the account that it keeps. */
export interface FakePayPalOptions extends Partial<ApiOptions> {
  readonly now: () => Date;
  /** Fresh hex, at least 16 digits. */
  readonly chance: () => string;
  /** Where the API and the pages are, without a slash at its end. */
  readonly publicUrl: string;
  readonly webhookId?: string;
  readonly merchantId?: string;
  /** Where webhooks go; without `deliver` they are read by `sent`. */
  readonly webhookUrl?: string;
  readonly deliver?: (request: Request) => Promise<Response>;
}

/** What is wrong with a webhook. */
export type WebhookFlaw = 'signature' | 'age' | 'future' | 'mode' | 'account' | 'algorithm';

/** A PayPal with one account, in memory. */
export interface FakePayPal extends PayPalControls {
  /** Every path of PayPal: the API, its certificates and its pages. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookId: string;
  readonly merchantId: string;
  readonly state: State;
  readonly world: World;
  /** Makes the next request of a kind go wrong. */
  readonly disturb: (target: PayPalTarget, trouble: PayPalTrouble, times?: number) => void;
  /** How often each route was asked for. */
  readonly asked: Map<PayPalTarget, number>;
  /** Webhooks since the last call, signed now, oldest first. */
  readonly sent: () => Promise<readonly Request[]>;
  /** The newest webhook that names a charge of ours, with something wrong or nothing. */
  readonly webhook: (chargeId: string, flaw?: WebhookFlaw) => Promise<Request>;
  /** A webhook of any body, signed. */
  readonly signed: (body: string) => Promise<Request>;
  readonly outbox: Outbox;
  /** Sends what was held back. */
  readonly release: (order?: 'kept' | 'reversed') => Promise<void>;
  /** Resolves when all webhooks are delivered. */
  readonly idle: () => Promise<void>;
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const day = 24 * 3600_000;

function createWorld(options: FakePayPalOptions, merchantId: string): Omit<World, 'emit'> {
  const state = emptyState();
  return {
    state,
    merchantId,
    publicUrl: options.publicUrl,
    chance: options.chance,
    time: () => options.now().getTime(),
    id: () => {
      state.serial += 1;
      const bits = BigInt(`0x${options.chance().slice(0, 16)}`) * 100_000n + BigInt(state.serial);
      let [left, id] = [bits, ''];
      for (let index = 0; index < 17; index += 1) {
        id = (letters[Number(left % 32n)] ?? '2') + id;
        left /= 32n;
      }
      return id;
    },
  };
}

interface Sending {
  readonly receiver: string;
  readonly webhookId: string;
}

/** A transmission of an event: each has an id and a time of its own. */
async function transmit(
  world: Omit<World, 'emit'>,
  sending: Sending,
  body: string,
  flaw?: WebhookFlaw,
): Promise<Request> {
  const hex = world.chance().padStart(32, '0');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}`;
  const shift = flaw === 'age' ? -4 * day : flaw === 'future' ? 3600_000 : 0;
  const time = new Date(world.time() + shift).toISOString().replace(/\.\d+Z$/, 'Z');
  const webhookId = flaw === 'signature' ? 'ANOTHERWEBHOOK' : sending.webhookId;
  const host = flaw === 'mode' ? 'https://api.paypal.com' : world.publicUrl;
  return new Request(sending.receiver, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': await sign({ id, time, webhookId, body }),
      'paypal-cert-url': `${host}/v1/notifications/certs/CERT-360caa42-fca2a594`,
      'paypal-auth-algo': flaw === 'algorithm' ? 'MD5withRSA' : 'SHA256withRSA',
    },
  });
}

function createDisturbances(): {
  readonly asked: Map<PayPalTarget, number>;
  readonly disturb: FakePayPal['disturb'];
  readonly next: (request: Request) => PayPalTrouble | null;
} {
  const asked = new Map<PayPalTarget, number>();
  const troubles: { target: PayPalTarget; trouble: PayPalTrouble; times: number }[] = [];
  return {
    asked,
    disturb: (target, trouble, times = 1) => {
      troubles.push({ target, trouble, times });
    },
    next: (request) => {
      const target = targetOf(request.method, new URL(request.url).pathname);
      if (target !== null) asked.set(target, (asked.get(target) ?? 0) + 1);
      const found = troubles.find((row) => row.target === target && row.times > 0);
      if (found === undefined) return null;
      found.times -= 1;
      return found.trouble;
    },
  };
}

async function serveCertificate(
  request: Request,
  options: FakePayPalOptions,
  trouble: PayPalTrouble | null,
): Promise<Response | null> {
  const { hostname, pathname } = new URL(request.url);
  if (!pathname.startsWith('/v1/notifications/certs/')) return null;
  if (trouble !== null) return new Response(null, { status: 503 });
  if (!pathname.endsWith('/CERT-360caa42-fca2a594')) return new Response(null, { status: 404 });
  return new Response(await certificateFor(hostname, options.now()));
}

/**
 * A PayPal that behaves as the real one does: access tokens, request ids, states, limits, webhooks
 * that are signed by a certificate, and pages on which a payer approves.
 */
export function createFakePayPal(options: FakePayPalOptions): FakePayPal {
  const clientId = options.clientId ?? 'fake-client-id-0123456789';
  const clientSecret = options.clientSecret ?? 'fake-client-secret-0123456789';
  const webhookId = options.webhookId ?? '1JE4291016473214C';
  const merchantId = options.merchantId ?? 'FAKESEMSHANT2';
  const receiver = options.webhookUrl ?? 'https://shop.example/api/webhooks/paypal';
  const sending = { receiver, webhookId };
  const outbox: Outbox = { held: false, copies: 1, drop: 0 };
  const parts = createWorld(options, merchantId);
  const send = ({ body }: StoredEvent): Promise<Request> => transmit(parts, sending, body);
  const sender = createSender(outbox, options.deliver, send);
  const world: World = {
    ...parts,
    emit: (type, resourceType, resource) => {
      const event = eventOf(world, type, resourceType, resource);
      world.state.events.push(event);
      sender.add(event);
    },
  };
  const disturbances = createDisturbances();
  const { disputes = true, watch } = options;
  let told = 0;
  return {
    ...payPalControls(world),
    fetch: async (request) => {
      const trouble = disturbances.next(request);
      const page = await servePages(world, request);
      if (page !== null) return page;
      const certificate = await serveCertificate(request, options, trouble);
      if (certificate !== null) return certificate;
      return serveApi(world, request, trouble, { clientId, clientSecret, disputes, watch });
    },
    clientId,
    clientSecret,
    webhookId,
    merchantId,
    state: world.state,
    world,
    disturb: disturbances.disturb,
    asked: disturbances.asked,
    sent: async () => {
      const fresh = world.state.events.slice(told);
      told = world.state.events.length;
      return Promise.all(fresh.map(send));
    },
    webhook: (chargeId, flaw) => {
      const named = world.state.events.filter(({ body, row }) => {
        const isCharge = /^(CHECKOUT|PAYMENT\.CAPTURE)\./.test(text(row, 'event_type') ?? '');
        return isCharge && body.includes(`"custom_id":"${chargeId}"`);
      });
      const body = named.at(-1)?.body;
      if (body === undefined) throw new Error(`Nothing was told of ${chargeId}.`);
      const other = body.replaceAll(merchantId, 'ANQTHERSELLER');
      return transmit(parts, sending, flaw === 'account' ? other : body, flaw);
    },
    signed: (body) => transmit(parts, sending, body),
    outbox,
    release: (order = 'kept') => sender.release(order),
    idle: () => sender.idle(),
  };
}
