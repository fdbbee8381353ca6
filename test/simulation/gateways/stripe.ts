import { stripe as stripePlugin } from '../../../plugins/stripe/index.ts';
import { targetOf } from '../../fakes/stripe/disturb.ts';
import { requestOf } from '../../fakes/stripe/events.ts';
import { createFakeStripe } from '../../fakes/stripe/index.ts';
import { all, part, type Row, text, whole } from '../../fakes/stripe/state.ts';
import { cards } from '../../support/shop.ts';
import { type GatewayWorld, hexOf, type SimulatedGateway } from './gateway.ts';

const origin = 'https://api.stripe.com';
const hour = 3600_000;
/** A debit that settles days later stands for a card that settles late. */
const iban = 'DE89370400440532013000';

/** Stripe's fields in the page, 3-D Secure, kept cards, and debits. */
export function simulatedStripe(world: GatewayWorld, seed: number): SimulatedGateway {
  const settling = new Set<string>();
  const fake = createFakeStripe({
    now: () => new Date(world.now()),
    chance: hexOf(seed),
    publicUrl: 'https://stripe.example',
    deliver: async (request) => {
      const body = await request.text();
      const event = { body, row: JSON.parse(body) };
      const { url } = request;
      const sign = (at: number): Promise<Request> =>
        requestOf(event, url, fake.webhookSecret, Math.floor(at / 1000));
      world.carry({ pluginId: 'stripe', body, sign });
      return new Response(null, { status: 204 });
    },
  });
  const intents = () => all(fake.world, 'payment_intent');
  const chargeOf = (row: Row): string => text(part(row, 'metadata'), 'charge') ?? '';
  const settleLater = (): void => {
    for (const row of intents()) {
      if (row['status'] !== 'processing' || settling.has(row.id)) continue;
      settling.add(row.id);
      world.later(30 * hour, 'a debit settles', async () => {
        fake.settle(chargeOf(row));
        await fake.idle();
      });
    }
  };
  return {
    id: 'stripe',
    plugin: () => {
      const { publishableKey, secretKey, webhookSecret } = fake;
      return stripePlugin({ publishableKey, secretKey, webhookSecret });
    },
    isAt: (address) => address.origin === origin,
    fetch: async (request) => {
      const answer = await fake.fetch(request);
      settleLater();
      await fake.idle();
      return answer;
    },
    targetOf: (method, path) => {
      const target = targetOf(method, path);
      return target === 'lookup' ? 'charge_lookup' : (target ?? 'other');
    },
    trouble: (status) => {
      const type = status === 429 ? 'invalid_request_error' : 'api_error';
      const code = status === 429 ? { code: 'rate_limit' } : {};
      return Response.json({ error: { type, message: 'No.', ...code } }, { status });
    },
    data: (card, save) => ({
      confirmationToken: fake.token(card === cards.late ? iban : card, save),
    }),
    answer: async (action, approve) => {
      if (action.kind !== 'client') return;
      const id = action.data['clientSecret']?.split('_secret_')[0] ?? '';
      if (fake.state.rows.get(id)?.['status'] !== 'requires_action') return;
      fake.authenticate(id, approve);
      settleLater();
      await fake.idle();
    },
    charges: () =>
      intents().map((row) => ({
        chargeId: chargeOf(row),
        amount: BigInt(whole(row, 'amount')),
        captured: row['status'] === 'succeeded' ? BigInt(whole(row, 'amount_received')) : 0n,
        currency: (text(row, 'currency') ?? '').toUpperCase(),
      })),
    refunds: () =>
      all(fake.world, 'refund')
        .filter((row) => row['status'] === 'succeeded')
        .map((row) => ({
          currency: (text(row, 'currency') ?? '').toUpperCase(),
          amount: BigInt(whole(row, 'amount')),
        })),
  };
}
