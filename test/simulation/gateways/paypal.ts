import { paypal as payPalPlugin } from '../../../plugins/paypal/index.ts';
import { fromPayPal } from '../../../plugins/paypal/money.ts';
import type { Money } from '../../../src/rules/money.ts';
import { createFakePayPal, type Funding } from '../../fakes/paypal/index.ts';
import type { Amount } from '../../fakes/paypal/state.ts';
import { type GatewayWorld, hexOf, type SimulatedGateway } from './gateway.ts';

const origin = 'https://paypal.example';
const hour = 3600_000;

const moneyOf = ({ currency_code, value }: Amount): Money => fromPayPal({ currency_code, value });

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^POST \/v2\/checkout\/orders(\/[^/]+\/capture)?$/, 'charge'],
  [/^PATCH \/v2\/checkout\/orders\//, 'void'],
  [/^POST \/v2\/payments\/captures\/[^/]+\/refund$/, 'refund'],
  [/^GET \/v2\/payments\/refunds\//, 'refund_lookup'],
  [/^GET \/v(1\/notifications\/webhooks-events|2\/)/, 'charge_lookup'],
];

/** PayPal's page, kept accounts, and payments that are reviewed for days. */
export function simulatedPayPal(world: GatewayWorld, seed: number): SimulatedGateway {
  const settling = new Set<string>();
  const fake = createFakePayPal({
    now: () => new Date(world.now()),
    chance: hexOf(seed),
    publicUrl: origin,
    deliver: async (request) => {
      const body = await request.text();
      world.carry({ pluginId: 'paypal', body, sign: () => fake.signed(body) });
      return new Response(null, { status: 204 });
    },
  });
  const captures = () => [...fake.state.captures.values()];
  const orders = () => [...fake.state.orders.values()];
  const settleLater = (): void => {
    for (const { id, status } of captures()) {
      const order = orders().find(({ captureId }) => captureId === id);
      if (status !== 'PENDING' || order === undefined || settling.has(id)) continue;
      settling.add(id);
      world.later(30 * hour, 'a payment is let go', async () => {
        fake.settle(order.invoiceId ?? '');
        await fake.idle();
      });
    }
  };
  /** What the payer chooses on the page stands for a test card; by turns, as dice would. */
  const fundings: readonly Funding[] = ['balance', 'balance', 'review', 'balance', 'declined'];
  let turn = 0;
  return {
    id: 'paypal',
    plugin: () => {
      const { clientId, clientSecret, merchantId, webhookId } = fake;
      const keys = { clientId, clientSecret, merchantId, webhookId };
      return payPalPlugin({ mode: 'sandbox', apiUrl: origin, ...keys });
    },
    isAt: (address) => address.origin === origin,
    fetch: async (request) => {
      const answer = await fake.fetch(request);
      settleLater();
      await fake.idle();
      return answer;
    },
    targetOf: (method, path) =>
      kinds.find(([kind]) => kind.test(`${method} ${path}`))?.[1] ?? 'other',
    trouble: (status) => {
      const name = {
        429: 'RATE_LIMIT_REACHED',
        500: 'INTERNAL_SERVER_ERROR',
        503: 'SERVICE_UNAVAILABLE',
      };
      return Response.json({ name: name[status], message: 'No.', debug_id: 'x' }, { status });
    },
    data: () => ({}),
    answer: async (action, approve) => {
      if (action.kind !== 'redirect' || !approve) return;
      const id = new URL(action.url).searchParams.get('token') ?? '';
      const status = fake.state.orders.get(id)?.status;
      if (status !== 'CREATED' && status !== 'PAYER_ACTION_REQUIRED') return;
      turn += 1;
      fake.approve(action.url, fundings[turn % fundings.length]);
      await fake.idle();
    },
    charges: () =>
      orders().map(({ amount, captureId, customId, invoiceId }) => {
        const whole = moneyOf(amount);
        const capture = captures().find(({ id }) => id === captureId);
        const captured = capture?.status === 'COMPLETED' ? whole.amount : 0n;
        const chargeId = invoiceId ?? customId?.split(':').at(-1) ?? '';
        return { chargeId, amount: whole.amount, captured, currency: whole.currency };
      }),
    refunds: () =>
      [...fake.state.refunds.values()]
        .filter(({ status }) => status === 'COMPLETED')
        .map(({ amount }) => moneyOf(amount)),
  };
}
