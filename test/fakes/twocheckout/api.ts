import { createHmac } from 'node:crypto';
import { refuseFor, type TwoCheckoutTarget, type TwoCheckoutTrouble } from './disturb.ts';
import { TwoCheckoutFault } from './faults.ts';
import { linkSignature } from './link.ts';
import { approveRefund, askRefund, viewOf } from './orders.ts';
import { same, signed } from './sign.ts';
import type { Account, Json, Order, World } from './state.ts';

/** Milliseconds that a caller's clock may differ. */
const skew = 5 * 60_000;

/** Why a header is not that of the account, now; or null. */
function refusalOf(world: World, header: string): string | null {
  const { merchantCode, secretKey } = world.account;
  const parts = /^code="([^"]*)" date="([^"]*)" hash="([^"]*)"(?: algo="([^"]*)")?$/.exec(header);
  if (parts === null) return 'Authentication needed for this resource.';
  const [, code = '', date = '', hash = '', algorithm] = parts;
  if (algorithm !== 'sha256' && algorithm !== 'sha3-256') return 'The algorithm is old.';
  if (code !== merchantCode) return 'The merchant is unknown.';
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(date)) return 'The date is not valid.';
  const time = Date.parse(`${date.replace(' ', 'T')}Z`);
  if (!(Math.abs(world.time() - time) <= skew)) return 'The date is too far from now.';
  const isOurs = same(hash, signed(algorithm, secretKey, [code, date]));
  return isOurs ? null : 'The hash is not valid.';
}

function orderOf(world: World, refNo: string): Order {
  const order = world.state.orders.get(refNo);
  if (order === undefined) throw new TwoCheckoutFault(404, 'ORDER_NOT_FOUND', 'No such order.');
  return order;
}

/** 2Checkout looks at refunds in its own time: here, before their order is shown again. */
function show(world: World, order: Order): Json {
  for (const { reference } of order.refunds) {
    if (world.approvesRefunds) approveRefund(world, order, reference);
  }
  return viewOf(world, order);
}

const filters = ['ExternalRefNo', 'StartDate', 'EndDate', 'Page', 'Limit'];

function list(world: World, query: URLSearchParams): Json {
  const strange = [...query.keys()].find((name) => !filters.includes(name));
  if (strange !== undefined) {
    throw new TwoCheckoutFault(400, 'INVALID_PARAMETER', `${strange} is no filter.`);
  }
  const whole = (name: string, otherwise: number, most: number): number => {
    const value = Number(query.get(name) ?? otherwise);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new TwoCheckoutFault(400, 'INVALID_PARAMETER', `${name} is not valid.`);
  };
  const [page, limit] = [whole('Page', 1, 1e6), whole('Limit', 10, 100)];
  const day = (name: string): string | null => {
    const value = query.get(name);
    if (value === null || /^\d{4}-\d\d-\d\d$/.test(value)) return value;
    throw new TwoCheckoutFault(400, 'INVALID_PARAMETER', `${name} is no date.`);
  };
  const [from, until, reference] = [day('StartDate'), day('EndDate'), query.get('ExternalRefNo')];
  const found = [...world.state.orders.values()].filter(({ externalReference, placedAt }) => {
    const on = new Date(placedAt).toISOString().slice(0, 10);
    const isWithin = (from === null || on >= from) && (until === null || on <= until);
    return isWithin && (reference === null || externalReference === reference);
  });
  const rows = found.reverse().slice((page - 1) * limit, page * limit);
  const Items = rows.map((order) => show(world, order));
  return { Items, Pagination: { Page: page, Limit: limit, Count: found.length } };
}

const refundFields = ['amount', 'comment', 'items', 'reason'];

function readRefundInput(text: string): { amount: bigint; comment: string; reason: string } {
  const wrong = (message: string): never => {
    throw new TwoCheckoutFault(400, 'INVALID_PARAMETER', message);
  };
  let body: Readonly<Record<string, unknown>>;
  try {
    body = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return wrong('The body is no JSON.');
  }
  const strange = Object.keys(body).find((name) => !refundFields.includes(name));
  if (strange !== undefined) return wrong(`${strange} is unknown.`);
  const { amount, comment, items, reason } = body;
  const digits = typeof amount === 'number' ? /^(\d+)(?:\.(\d{1,2}))?$/.exec(String(amount)) : null;
  if (digits === null || amount === 0) return wrong('ORDER_AMOUNT missing or format incorrect');
  if (typeof comment !== 'string' || comment === '') return wrong('The comment is missing.');
  if (typeof reason !== 'string') return wrong('The reason is missing.');
  const [item] = Array.isArray(items) ? (items as readonly Record<string, unknown>[]) : [];
  if (item === undefined) return wrong('PRODUCTS_CODES missing or format incorrect');
  if (item['Amount'] !== amount || item['Quantity'] !== 1) return wrong('Invalid PRODUCTS_QTY');
  const hundredths = BigInt(`${digits[1]}${(digits[2] ?? '').padEnd(2, '0')}`);
  return { amount: hundredths, comment, reason };
}

async function answer(world: World, request: Request): Promise<Json> {
  const { pathname, searchParams } = new URL(request.url);
  const refusal = refusalOf(world, request.headers.get('x-avangate-authentication') ?? '');
  if (refusal !== null) throw new TwoCheckoutFault(401, 'AUTHENTICATION_ERROR', refusal);
  const path = pathname.slice('/rest/6.0/'.length);
  const [, refNo, action] = /^orders\/(?:([^/]+)\/(?:(refund)\/)?)?$/.exec(path) ?? [];
  const route = `${request.method} ${action ?? (refNo === undefined ? path : 'order')}`;
  if (route === 'GET orders/') return list(world, searchParams);
  if (route === 'GET order') return show(world, orderOf(world, refNo ?? ''));
  if (route === 'POST refund') {
    const order = orderOf(world, refNo ?? '');
    askRefund(world, order, readRefundInput(await request.text()));
    return true;
  }
  throw new TwoCheckoutFault(404, 'NOT_FOUND', 'There is no such resource.');
}

/** Answers a request of the REST API. */
export async function serveApi(
  world: World,
  request: Request,
  trouble: TwoCheckoutTrouble | null,
  target: TwoCheckoutTarget | null,
): Promise<Response> {
  try {
    refuseFor(trouble, target);
    return Response.json(await answer(world, request));
  } catch (error) {
    if (!(error instanceof TwoCheckoutFault)) throw error;
    const { code, message, status } = error;
    return Response.json({ error_code: code, message }, { status });
  }
}

/** Whether a token is one of a merchant, signed with the secret word and not over. */
export function isMerchantToken(account: Account, token: string, time: number): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  const expected = createHmac('sha512', account.buyLinkSecretWord)
    .update(`${head}.${body}`)
    .digest('base64url');
  if (!same(signature, expected)) return false;
  const read = (part: string): Readonly<Record<string, unknown>> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { exp, sub } = read(body);
  return read(head)['alg'] === 'HS512' && sub === account.merchantCode && Number(exp) * 1000 > time;
}

/** Signs a link for who does not do so itself: `POST /checkout/api/encrypt/generate/signature`. */
export async function serveSignature(world: World, request: Request): Promise<Response> {
  const token = request.headers.get('merchant-token') ?? '';
  if (!isMerchantToken(world.account, token, world.time())) {
    return Response.json({ message: 'The merchant token is not valid.' }, { status: 401 });
  }
  const given = (await request.json()) as Readonly<Record<string, unknown>>;
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)]);
  const parameters = Object.fromEntries(texts) as Readonly<Record<string, string>>;
  return Response.json({ signature: linkSignature(world.account, parameters) });
}
