import {
  createSandboxVendor,
  memoryStore,
  type SandboxVendor,
  type SandboxVendorOptions,
} from '../../plugins/sandbox/vendor/index.ts';
import { listenSandboxVendor } from '../../plugins/sandbox/vendor/node.ts';
import { signEvent } from '../../plugins/sandbox/vendor/webhooks.ts';

/** The key of the vendor's API in tests. */
export const vendorSecret = 'sk_sandbox_for_tests';
/** What signs the vendor's webhooks in tests. */
export const vendorWebhookSecret = 'whsec_0123456789abcdef0123456789abcdef';

/** A vendor that listens on a port of its own, with what a test wants to do to it. */
export interface ListeningVendor {
  readonly vendor: SandboxVendor;
  readonly url: string;
  /** Asks as the merchant would, with JSON and the right key. */
  ask(method: string, path: string, body?: unknown): Promise<Response>;
  /** A token of a test card, made as a browser makes it. */
  token(number: string): Promise<string>;
  switch(target: string, mode: string, times?: number): Promise<void>;
  /** Charges a token of a card that asks for 3-D Secure; the address of its challenge. */
  challenge(token: string, returnUrl: string): Promise<string>;
  /** The last webhook about a charge, signed now. */
  webhook(chargeId: string): Promise<{
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }>;
  close(): Promise<void>;
}

async function mustBe(response: Response, status: number): Promise<Response> {
  if (response.status !== status) throw new Error(`The vendor answered ${await response.text()}`);
  return response;
}

/** Starts a vendor on a free port. */
export async function startSandboxVendor(
  change: Partial<SandboxVendorOptions> = {},
): Promise<ListeningVendor> {
  const vendor = createSandboxVendor({
    store: memoryStore(),
    secret: vendorSecret,
    webhookSecret: vendorWebhookSecret,
    now: () => new Date(),
    notify: async () => new Response(null, { status: 204 }),
    ...change,
  });
  const listener = await listenSandboxVendor(vendor);
  const send = (key: string, method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${listener.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    vendor,
    url: listener.url,
    ask: (method, path, body) => send(vendorSecret, method, path, body),
    token: async (number) => {
      const card = { number, expiry: '12/39', cvc: '123' };
      const response = await mustBe(await send('pk_sandbox', 'POST', '/v1/tokens', card), 201);
      return ((await response.json()) as { token: string }).token;
    },
    switch: async (target, mode, times = 1) => {
      const body = { target, mode, times };
      await mustBe(await send(vendorSecret, 'POST', '/admin/switches', body), 201);
    },
    challenge: async (token, returnUrl) => {
      const response = await fetch(`${listener.url}/v1/charges`, {
        method: 'POST',
        headers: { authorization: `Bearer ${vendorSecret}`, 'idempotency-key': token },
        body: JSON.stringify({
          chargeId: `charge-${token}`,
          amount: 1250,
          currency: 'EUR',
          description: 'HL-2026-000001',
          token,
          save: false,
          onSession: true,
          returnUrl,
        }),
      });
      const charge = (await (await mustBe(response, 201)).json()) as { challenge: string };
      return `${listener.url}${charge.challenge}`;
    },
    webhook: async (chargeId) => {
      const event = vendor.state().events.findLast((row) => row.chargeId === chargeId);
      if (event === undefined) throw new Error(`There is no webhook about ${chargeId}.`);
      return signEvent(vendorWebhookSecret, event.body, Date.now());
    },
    close: () => listener.close(),
  };
}
