import type Stripe from 'stripe';
import type { GatewayClientData } from '../../src/ports/gateway.ts';
import type { Failure } from '../../src/ports/plugin.ts';
import { ask, failureOf } from './api.ts';

/** For whom a method is kept or charged. */
export interface CustomerNeed {
  readonly client: GatewayClientData;
  readonly customerReference?: string;
  readonly methodReference?: string;
  readonly save: boolean;
}

function addressOf(client: GatewayClientData): { address?: Stripe.AddressParam } {
  const { address } = client;
  if (address === undefined) return {};
  const [line1 = '', line2 = ''] = address.lines;
  const { city, country, postalCode, region } = address;
  return { address: { line1, line2, city, country, postal_code: postalCode, state: region } };
}

/**
 * The customer at Stripe: the known one, the owner of a kept method, or a new one where a method is
 * to be kept; null where none is needed. `id` is ours, and makes one customer of it at most.
 */
export async function customerFor(
  stripe: Stripe,
  need: CustomerNeed,
  id: string,
): Promise<string | Failure | null> {
  if (need.customerReference !== undefined) return need.customerReference;
  if (need.methodReference !== undefined) {
    const answer = await ask(stripe.paymentMethods.retrieve(need.methodReference));
    if (!answer.ok) return failureOf(answer.error);
    const { customer } = answer.value;
    return typeof customer === 'string' ? customer : (customer?.id ?? null);
  }
  if (!need.save) return null;
  const { clientId, email, name } = need.client;
  const answer = await ask(
    stripe.customers.create(
      { email, name, metadata: { client: clientId }, ...addressOf(need.client) },
      { idempotencyKey: `${id}:customer` },
    ),
  );
  return answer.ok ? answer.value.id : failureOf(answer.error);
}
