import { listen } from '../listen.ts';
import { createFakePayPal, type FakePayPal, type FakePayPalOptions } from './index.ts';

/** A fake PayPal on a port, for browsers and examples. */
export interface ListeningPayPal {
  readonly paypal: FakePayPal;
  /** Base of the API and the pages. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a fake PayPal; its clock is the machine's and its webhooks go over the network. */
export async function listenPayPal(
  options: Partial<FakePayPalOptions> & { readonly port?: number } = {},
): Promise<ListeningPayPal> {
  let paypal: FakePayPal | null = null;
  const listening = await listen(
    async (request) => paypal?.fetch(request) ?? new Response(null, { status: 503 }),
    options.port === undefined ? {} : { port: options.port },
  );
  paypal = createFakePayPal({
    now: () => new Date(),
    chance: () => globalThis.crypto.randomUUID().replaceAll('-', ''),
    publicUrl: listening.url,
    ...(options.webhookUrl === undefined ? {} : { deliver: (request) => fetch(request) }),
    ...options,
  });
  return { paypal, url: listening.url, close: () => listening.close() };
}
