import { twoCheckout as twoCheckoutPlugin } from '../../../plugins/twocheckout/index.ts';
import { createFakeTwoCheckout, type Payer } from '../../fakes/twocheckout/index.ts';
import { requestOf } from '../../fakes/twocheckout/ipn.ts';
import { compactOf } from '../../fakes/twocheckout/sign.ts';
import { type GatewayWorld, hexOf, type SimulatedGateway } from './gateway.ts';

const api = 'https://api.2checkout.com';
const hour = 3600_000;

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^POST \/rest\/6\.0\/orders\/[^/]+\/refund\/$/, 'refund'],
  [/^GET \/rest\/6\.0\/orders\//, 'charge_lookup'],
];

/** 2Checkout keeps hundredths, of yen too. */
const minorUnits = (hundredths: bigint, currency: string): bigint =>
  currency === 'JPY' ? hundredths / 100n : hundredths;

/**
 * 2Checkout's page by signed links. It knows no idempotency keys: what became of a charge is only
 * ever read, and paying happens at its page.
 */
export function simulatedTwoCheckout(world: GatewayWorld, seed: number): SimulatedGateway {
  const fake = createFakeTwoCheckout({
    now: () => new Date(world.now()),
    chance: hexOf(seed),
    publicUrl: 'https://secure.2checkout.com',
    deliver: async (request) => {
      const { url } = request;
      const body = await request.text();
      const sign = async (at: number): Promise<Request> => {
        const sent = [...new URLSearchParams(body)].filter(
          ([name]) => name !== 'HASH' && !name.startsWith('SIGNATURE_'),
        );
        const fields = sent.map(([name, value]): [string, string] => [
          name,
          name === 'IPN_DATE' ? compactOf(at) : value,
        ]);
        return requestOf({ externalReference: '', fields }, fake, url, at);
      };
      world.carry({ pluginId: 'twocheckout', body, sign, untilHeard: true });
      return new Response(null, { status: 204 });
    },
  });
  const orders = () => [...fake.state.orders.values()];
  /** Who pays at the page; by turns, as dice would. */
  const payers: readonly Payer[] = ['approved', 'wire', 'approved', 'fraud', 'approved'];
  let turn = 0;
  return {
    id: 'twocheckout',
    plugin: () => {
      const { buyLinkSecretWord, merchantCode, secretKey } = fake;
      return twoCheckoutPlugin({ mode: 'test', buyLinkSecretWord, merchantCode, secretKey });
    },
    isAt: (address) => address.origin === api,
    fetch: async (request) => {
      const answer = await fake.fetch(request);
      await fake.idle();
      return answer;
    },
    targetOf: (method, path) =>
      kinds.find(([kind]) => kind.test(`${method} ${path}`))?.[1] ?? 'other',
    trouble: (status) => Response.json({ error_code: 'UNAVAILABLE', message: 'No.' }, { status }),
    data: () => ({}),
    answer: async (action, approve) => {
      if (action.kind !== 'redirect' || !approve) return;
      const chargeId = new URL(action.url).searchParams.get('order-ext-ref') ?? '';
      if (fake.orders(chargeId).length > 0) return;
      turn += 1;
      const payer = payers[turn % payers.length] ?? 'approved';
      try {
        fake.pay(action.url, payer);
      } catch {
        // The page has ended: the client sees that, and nothing comes of it.
        return;
      }
      if (payer === 'wire') {
        world.later(30 * hour, 'a transfer comes', async () => {
          fake.settle(chargeId);
          await fake.idle();
        });
      }
      await fake.idle();
    },
    charges: () =>
      orders().map(({ amount, currency, externalReference, status }) => {
        const whole = minorUnits(amount, currency);
        const isTaken = status === 'COMPLETE' || status === 'REFUND';
        const captured = isTaken ? whole : 0n;
        return { chargeId: externalReference, amount: whole, captured, currency };
      }),
    refunds: () =>
      orders().flatMap(({ currency, refunds }) =>
        refunds
          .filter(({ status }) => status === 'APPROVED')
          .map(({ amount }) => ({ currency, amount: minorUnits(amount, currency) })),
      ),
  };
}
