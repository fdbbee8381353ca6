import { type ApiOptions, serveApi } from './api.ts';
import { serveBrowser } from './browser.ts';
import { type StripeControls, stripeControls } from './controls.ts';
import { type StripeTarget, type StripeTrouble, targetOf } from './disturb.ts';
import { createSender, eventOf, type Outbox, requestOf } from './events.ts';
import { emptyState, type State, type World } from './state.ts';

export type { Exchange } from './api.ts';
export type { StripeTarget, StripeTrouble } from './disturb.ts';

/** What a fake Stripe needs of the world, and the account that it keeps. */
export interface FakeStripeOptions extends Partial<ApiOptions> {
  readonly now: () => Date;
  /** Fresh hex, at least 16 digits. */
  readonly chance: () => string;
  /** Where its pages are, as a browser reaches them, without a slash at its end. */
  readonly publicUrl: string;
  readonly publishableKey?: string;
  readonly webhookSecret?: string;
  /** Where webhooks go; without `deliver` they are read by `sent`. */
  readonly webhookUrl?: string;
  readonly deliver?: (request: Request) => Promise<Response>;
}

/** A Stripe with one account, in memory. */
export interface FakeStripe extends StripeControls {
  /** Every host and path of Stripe: the API, its script and its pages. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly state: State;
  readonly world: World;
  /** Makes the next request of a kind go wrong. */
  readonly disturb: (target: StripeTarget, trouble: StripeTrouble, times?: number) => void;
  /** Webhooks since the last call, signed now, oldest first. */
  readonly sent: () => Promise<readonly Request[]>;
  /** How webhooks are sent: held back, twice, or lost. */
  readonly outbox: Outbox;
  /** Sends what was held back. */
  readonly release: (order?: 'kept' | 'reversed') => Promise<void>;
  /** Resolves when all webhooks are delivered. */
  readonly idle: () => Promise<void>;
}

function createWorld(options: FakeStripeOptions, live: boolean): Omit<World, 'emit'> {
  const state = emptyState();
  return {
    state,
    live,
    publicUrl: options.publicUrl,
    now: options.now,
    seconds: () => Math.floor(options.now().getTime() / 1000),
    id: (prefix) => {
      state.serial += 1;
      return `${prefix}_${state.serial.toString(36)}F${options.chance().slice(0, 16)}`;
    },
  };
}

/**
 * A Stripe that behaves as the real one does: forms, keys, states, limits, signed webhooks, pages
 * for 3-D Secure and Checkout, and a `stripe.js` with fields in a frame. Its methods are those of
 * docs.stripe.com/testing.
 */
export function createFakeStripe(options: FakeStripeOptions): FakeStripe {
  const secretKey = options.secretKey ?? 'sk_test_fake0123456789';
  const publishableKey = options.publishableKey ?? 'pk_test_fake0123456789';
  const webhookSecret = options.webhookSecret ?? 'whsec_fake0123456789abcdef';
  const receiver = options.webhookUrl ?? 'https://shop.example/api/webhooks/stripe';
  const outbox: Outbox = { held: false, copies: 1, drop: 0 };
  const troubles: { target: StripeTarget; trouble: StripeTrouble; times: number }[] = [];
  const parts = createWorld(options, secretKey.includes('_live_'));
  const sender = createSender(outbox, options.deliver, (event) =>
    requestOf(event, receiver, webhookSecret, parts.seconds()),
  );
  const world: World = {
    ...parts,
    emit: (type, row) => {
      const event = eventOf(world, type, row);
      world.state.events.push(event);
      world.state.rows.set(event.row.id, event.row);
      sender.add(event);
    },
  };
  let told = 0;
  const troubleOf = (request: Request): StripeTrouble | null => {
    const target = targetOf(request.method, new URL(request.url).pathname);
    const found = troubles.find((row) => row.target === target && row.times > 0);
    if (found === undefined) return null;
    found.times -= 1;
    return found.trouble;
  };
  return {
    ...stripeControls(world, { publishableKey, webhookSecret, receiver }),
    fetch: async (request) => {
      const page = await serveBrowser(world, request, publishableKey);
      if (page !== null) return page;
      return serveApi(world, request, troubleOf(request), { secretKey, watch: options.watch });
    },
    secretKey,
    publishableKey,
    webhookSecret,
    state: world.state,
    world,
    disturb: (target, trouble, times = 1) => {
      troubles.push({ target, trouble, times });
    },
    sent: async () => {
      const fresh = world.state.events.slice(told);
      told = world.state.events.length;
      const sign = (event: (typeof fresh)[number]): Promise<Request> =>
        requestOf(event, receiver, webhookSecret, world.seconds());
      return Promise.all(fresh.map(sign));
    },
    outbox,
    release: (order = 'kept') => sender.release(order),
    idle: () => sender.idle(),
  };
}
