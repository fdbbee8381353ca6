import { malformed, missing, refused } from './faults.ts';
import {
  type Funding,
  instant,
  type JsonObject,
  type Order,
  type PaymentToken,
  part,
  type SetupToken,
  text,
  type World,
} from './state.ts';
import { showToken } from './views.ts';

const newCustomer = (world: World): string => `c${world.id().toLowerCase()}`;

/** Keeps an account. */
export function keepToken(
  world: World,
  token: Pick<PaymentToken, 'customerId' | 'description' | 'orderId' | 'funding'>,
): PaymentToken {
  const kept = { id: world.id().toLowerCase(), removed: false, ...token };
  world.state.tokens.set(kept.id, kept);
  const metadata = kept.orderId === null ? {} : { metadata: { order_id: kept.orderId } };
  const time_created = instant(world.time());
  const resource = { time_created, ...showToken(world, kept), ...metadata };
  world.emit('VAULT.PAYMENT-TOKEN.CREATED', 'payment_token', resource);
  return kept;
}

/** An order that was paid keeps the account, as it was asked to. */
export function keepAfterOrder(world: World, order: Order, funding: Funding): void {
  const customerId = order.customerId ?? newCustomer(world);
  order.tokenId = keepToken(world, {
    customerId,
    description: null,
    orderId: order.id,
    funding,
  }).id;
}

/** The account that an order is to be paid with. @throws PayPalFault where it is gone. */
export function tokenToCharge(world: World, id: string): PaymentToken {
  const token = world.state.tokens.get(id);
  if (token === undefined) throw refused('BILLING_AGREEMENT_NOT_FOUND');
  if (token.removed) throw refused('AGREEMENT_ALREADY_CANCELLED');
  return token;
}

function needText(object: JsonObject, field: string, at: string): string {
  const value = text(object, field);
  if (value === null) throw malformed('MISSING_REQUIRED_PARAMETER', `${at}/${field}`);
  return value;
}

/** `POST /v3/vault/setup-tokens`. */
export function createSetup(world: World, body: JsonObject): SetupToken {
  const wallet = part(body, 'payment_source', 'paypal');
  const at = '/payment_source/paypal';
  needText(wallet, 'usage_type', at);
  const context = part(wallet, 'experience_context');
  const description = text(wallet, 'description');
  if (description !== null && !/^[a-zA-Z0-9_'\-., :;!?"]{1,128}$/.test(description)) {
    throw malformed('INVALID_PARAMETER_SYNTAX', `${at}/description`);
  }
  const setup: SetupToken = {
    id: world.id(),
    status: 'PAYER_ACTION_REQUIRED',
    description,
    returnUrl: needText(context, 'return_url', `${at}/experience_context`),
    cancelUrl: needText(context, 'cancel_url', `${at}/experience_context`),
    customerId: text(part(body, 'customer'), 'id') ?? newCustomer(world),
    funding: 'balance',
    tokenId: null,
    created: world.time(),
  };
  world.state.setups.set(setup.id, setup);
  return setup;
}

/** A setup, for three hours. @throws PayPalFault where there is none. */
export function findSetup(world: World, id: string): SetupToken {
  const setup = world.state.setups.get(id);
  if (setup === undefined || setup.created + 3 * 3600_000 <= world.time()) throw missing();
  return setup;
}

/** The payer agrees on PayPal's page. */
export function approveSetup(world: World, id: string, funding: Funding): SetupToken {
  const setup = findSetup(world, id);
  if (setup.status !== 'PAYER_ACTION_REQUIRED') return setup;
  setup.status = 'APPROVED';
  setup.funding = funding;
  return setup;
}

/** `POST /v3/vault/payment-tokens`. */
export function createToken(world: World, body: JsonObject): PaymentToken {
  const token = part(body, 'payment_source', 'token');
  const at = '/payment_source/token';
  if (needText(token, 'type', at) !== 'SETUP_TOKEN') {
    throw malformed('INVALID_PARAMETER_VALUE', `${at}/type`);
  }
  const setup = findSetup(world, needText(token, 'id', at));
  if (setup.status === 'PAYER_ACTION_REQUIRED') throw refused('TOKEN_NOT_APPROVED');
  if (setup.status === 'VAULTED') throw refused('TOKEN_ALREADY_USED');
  const { customerId, description, funding } = setup;
  const kept = keepToken(world, { customerId, description, orderId: null, funding });
  setup.status = 'VAULTED';
  setup.tokenId = kept.id;
  return kept;
}

/** `GET /v3/vault/payment-tokens/{id}`. @throws PayPalFault where it is gone. */
export function findToken(world: World, id: string): PaymentToken {
  const token = world.state.tokens.get(id);
  if (token === undefined || token.removed) throw missing();
  return token;
}

/** `DELETE /v3/vault/payment-tokens/{id}`, or its owner does so at PayPal. */
export function removeToken(world: World, id: string): void {
  const token = world.state.tokens.get(id);
  if (token === undefined || token.removed) return;
  token.removed = true;
  world.emit('VAULT.PAYMENT-TOKEN.DELETED', 'payment_token', showToken(world, token));
}
