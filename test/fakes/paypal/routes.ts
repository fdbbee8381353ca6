import { listEvents } from './events.ts';
import { missing } from './faults.ts';
import { captureOrder, createOrder, findOrder, patchOrder } from './orders.ts';
import { createRefund, findCapture, findDispute, findRefund, listDisputes } from './refunds.ts';
import { asObject, type Json, type World } from './state.ts';
import { createSetup, createToken, findSetup, findToken, removeToken } from './vault.ts';
import {
  link,
  showCapture,
  showDispute,
  showOrder,
  showRefund,
  showSetup,
  showToken,
} from './views.ts';

/** A request whose form was checked. */
export interface Call {
  readonly id: string;
  readonly body: Json;
  readonly query: URLSearchParams;
}

/** How an answer looks now, and what it is the first time. */
export interface Made {
  readonly status: 200 | 201 | 204;
  readonly view: () => Json;
}

/** An endpoint. */
export interface Endpoint {
  readonly run: (world: World, call: Call) => Made;
  /** Milliseconds for which a request id repeats the answer; without it there are none. */
  readonly keeps?: number;
  /** Whether a request id must be given. */
  readonly needsKey?: (body: Json) => boolean;
}

const hour = 3600_000;
const days = 24 * hour;

const shown = (view: () => Json, status: Made['status'] = 200): Made => ({ status, view });

function getOrder(world: World, id: string): Made {
  if (world.state.forgotten.has(id)) throw missing();
  const order = findOrder(world, id);
  return shown(() => showOrder(world, order));
}

function listTokens(world: World, query: URLSearchParams): Made {
  const customer = query.get('customer_id') ?? '';
  const tokens = [...world.state.tokens.values()].filter(
    (token) => token.customerId === customer && !token.removed,
  );
  const self = link(world, 'self', `/v3/vault/payment-tokens?${query}`);
  return shown(() => ({
    customer: { id: customer },
    payment_tokens: tokens.map((token) => showToken(world, token)),
    links: [self],
  }));
}

/** What the API does, by method and path. */
export const endpoints: { readonly [route: string]: Endpoint } = {
  'POST /v2/checkout/orders': {
    keeps: 6 * hour,
    needsKey: (body) => 'payment_source' in asObject(body),
    run: (world, { body }) => {
      const order = createOrder(world, asObject(body));
      return shown(() => showOrder(world, order), 201);
    },
  },
  'GET /v2/checkout/orders/:id': { run: (world, { id }) => getOrder(world, id) },
  'PATCH /v2/checkout/orders/:id': {
    run: (world, { body, id }) => {
      patchOrder(world, id, body);
      return shown(() => null, 204);
    },
  },
  'POST /v2/checkout/orders/:id/capture': {
    keeps: 45 * days,
    run: (world, { id }) => {
      const order = captureOrder(world, id);
      return shown(() => showOrder(world, order), 201);
    },
  },
  'GET /v2/payments/captures/:id': {
    run: (world, { id }) => {
      const capture = findCapture(world, id);
      return shown(() => showCapture(world, capture));
    },
  },
  'POST /v2/payments/captures/:id/refund': {
    keeps: 45 * days,
    run: (world, { body, id }) => {
      const refund = createRefund(world, id, asObject(body));
      return shown(() => showRefund(world, refund), 201);
    },
  },
  'GET /v2/payments/refunds/:id': {
    run: (world, { id }) => {
      const refund = findRefund(world, id);
      return shown(() => showRefund(world, refund));
    },
  },
  'POST /v3/vault/setup-tokens': {
    keeps: 3 * hour,
    needsKey: () => true,
    run: (world, { body }) => {
      const setup = createSetup(world, asObject(body));
      return shown(() => showSetup(world, setup), 201);
    },
  },
  'GET /v3/vault/setup-tokens/:id': {
    run: (world, { id }) => {
      const setup = findSetup(world, id);
      return shown(() => showSetup(world, setup));
    },
  },
  'POST /v3/vault/payment-tokens': {
    keeps: 3 * hour,
    needsKey: () => true,
    run: (world, { body }) => {
      const token = createToken(world, asObject(body));
      return shown(() => showToken(world, token), 201);
    },
  },
  'GET /v3/vault/payment-tokens': { run: (world, { query }) => listTokens(world, query) },
  'GET /v3/vault/payment-tokens/:id': {
    run: (world, { id }) => {
      const token = findToken(world, id);
      return shown(() => showToken(world, token));
    },
  },
  'DELETE /v3/vault/payment-tokens/:id': {
    run: (world, { id }) => {
      removeToken(world, id);
      return shown(() => null, 204);
    },
  },
  'GET /v1/notifications/webhooks-events': {
    run: (world, { query }) => {
      const list = listEvents(world, query);
      return shown(() => list);
    },
  },
  'GET /v1/customer/disputes': {
    run: (world, { query }) => {
      const items = listDisputes(world, query.get('disputed_transaction_id'));
      return shown(() => ({ items, links: [link(world, 'self', '/v1/customer/disputes')] }));
    },
  },
  'GET /v1/customer/disputes/:id': {
    run: (world, { id }) => {
      const dispute = findDispute(world, id);
      return shown(() => showDispute(world, dispute, true));
    },
  },
};

/** The route of a path, and the id in it. */
export function routeOf(
  method: string,
  path: string,
): { readonly route: string; readonly id: string } | null {
  const exact = `${method} ${path}`;
  if (exact in endpoints) return { route: exact, id: '' };
  const match = /^(\/v[123]\/[a-z]+\/[a-z-]+)\/([A-Za-z0-9_-]+)(\/[a-z]+)?$/.exec(path);
  if (match === null) return null;
  const route = `${method} ${match[1]}/:id${match[3] ?? ''}`;
  return route in endpoints ? { route, id: match[2] ?? '' } : null;
}
