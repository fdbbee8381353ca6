import { listen } from '../listen.ts';
import {
  createFakeTwoCheckout,
  type FakeTwoCheckout,
  type FakeTwoCheckoutOptions,
} from './index.ts';

/** A fake 2Checkout on a port, for browsers and examples. */
export interface ListeningTwoCheckout {
  readonly twoCheckout: FakeTwoCheckout;
  /** Base of the API and the pages. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a fake 2Checkout; its clock is the machine's and its IPNs go over the network. */
export async function listenTwoCheckout(
  options: Partial<FakeTwoCheckoutOptions> & { readonly port?: number } = {},
): Promise<ListeningTwoCheckout> {
  let twoCheckout: FakeTwoCheckout | null = null;
  const listening = await listen(
    async (request) => twoCheckout?.fetch(request) ?? new Response(null, { status: 503 }),
    options.port === undefined ? {} : { port: options.port },
  );
  twoCheckout = createFakeTwoCheckout({
    now: () => new Date(),
    chance: () => globalThis.crypto.randomUUID().replaceAll('-', ''),
    publicUrl: listening.url,
    ...(options.webhookUrl === undefined ? {} : { deliver: (request) => fetch(request) }),
    ...options,
  });
  return { twoCheckout, url: listening.url, close: () => listening.close() };
}
