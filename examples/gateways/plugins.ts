/** The gateways that a provider takes along, each at the address that its stand-in listens at. */
import type { Plugin } from 'rackrate/plugin';
import { paypal } from 'rackrate/plugins/paypal';
import { stripe, stripeCheckout } from 'rackrate/plugins/stripe';
import { twoCheckout } from 'rackrate/plugins/twocheckout';

/** A gateway as the example offers it. */
interface Offered {
  readonly plugin: Plugin;
  readonly label: string;
  /** Its browser half, as the package ships it. */
  readonly client?: string;
}

/** Where stand-ins listen, by the gateway's name. */
export type GatewayAddresses = Readonly<Record<string, string>>;

/** The keys that the stand-ins know; a real account has its own. */
const stripeKeys = {
  secretKey: 'sk_test_fake0123456789',
  publishableKey: 'pk_test_fake0123456789',
  webhookSecret: 'whsec_fake0123456789abcdef',
};

const payPalKeys = {
  mode: 'sandbox',
  clientId: 'fake-client-id-0123456789',
  clientSecret: 'fake-client-secret-0123456789',
  webhookId: '1JE4291016473214C',
} as const;

const twoCheckoutKeys = {
  mode: 'test',
  merchantCode: 'FAKEMERCHANT',
  secretKey: 'fake-secret-key-0123456789',
  buyLinkSecretWord: 'fake-buy-link-secret-word',
} as const;

const gateways: Readonly<Record<string, (url: string) => readonly Offered[]>> = {
  stripe: (url) => [
    {
      plugin: stripe({ ...stripeKeys, apiUrl: url, scriptUrl: `${url}/endive/stripe.js` }),
      label: 'Card by Stripe',
      client: 'rackrate/plugins/stripe/client',
    },
  ],
  'stripe-checkout': (url) => [
    { plugin: stripeCheckout({ ...stripeKeys, apiUrl: url }), label: 'Stripe Checkout' },
  ],
  twocheckout: (url) => [
    {
      plugin: twoCheckout({ ...twoCheckoutKeys, apiUrl: url, pageUrl: url }),
      label: '2Checkout',
    },
  ],
  paypal: (url) => [{ plugin: paypal({ ...payPalKeys, apiUrl: url }), label: 'PayPal' }],
};

/** What the provider takes of them. */
export interface OfferedGateways {
  readonly plugins: readonly Plugin[];
  readonly methods: readonly { id: string; plugin: string; label: string }[];
  /** Subpaths of the package by the path at which they are served. */
  readonly clients: Readonly<Record<string, string>>;
  /** What a page's policy must allow. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** The gateways at some addresses. @throws Error for a name that is none. */
export function offeredGateways(addresses: GatewayAddresses): OfferedGateways {
  const offered = Object.entries(addresses).flatMap(([name, url]) => {
    const make = gateways[name];
    if (make === undefined) throw new Error(`There is no gateway ${name}.`);
    return make(url);
  });
  const sources: Record<string, string[]> = {};
  for (const { plugin } of offered) {
    for (const [directive, list] of Object.entries(plugin.gateway?.page?.sources ?? {})) {
      sources[directive] = [...(sources[directive] ?? []), ...list];
    }
  }
  return {
    plugins: offered.map(({ plugin }) => plugin),
    methods: offered.map(({ plugin, label }) => ({ id: plugin.id, plugin: plugin.id, label })),
    clients: Object.fromEntries(
      offered.flatMap(({ plugin, client }) => {
        const path = plugin.gateway?.clientModule;
        return client === undefined || path === undefined ? [] : [[path, client]];
      }),
    ),
    sources,
  };
}
