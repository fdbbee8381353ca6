import { listen } from '../listen.ts';
import { createFakeStripe, type FakeStripe, type FakeStripeOptions } from './index.ts';

/** A fake Stripe on a port, for browsers and examples. */
export interface ListeningStripe {
  readonly stripe: FakeStripe;
  /** Base of the API, the pages and `/endive/stripe.js`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a fake Stripe; its clock is the machine's and its webhooks go over the network. */
export async function listenStripe(
  options: Partial<FakeStripeOptions> & { readonly port?: number } = {},
): Promise<ListeningStripe> {
  let stripe: FakeStripe | null = null;
  const listening = await listen(
    async (request) => stripe?.fetch(request) ?? new Response(null, { status: 503 }),
    options.port === undefined ? {} : { port: options.port },
  );
  stripe = createFakeStripe({
    now: () => new Date(),
    chance: () => globalThis.crypto.randomUUID().replaceAll('-', ''),
    publicUrl: listening.url,
    ...(options.webhookUrl === undefined ? {} : { deliver: (request) => fetch(request) }),
    ...options,
  });
  return { stripe, url: listening.url, close: () => listening.close() };
}
