import type { Failure, FailureCode, PluginContext } from '../../src/ports/plugin.ts';
import { type HashName, signValues } from './hash.ts';
import { asObject, listIn, type Obj, objectIn, textIn } from './json.ts';

/** How the plugin reaches 2Checkout, and what its records must fit. */
export interface TwoCheckoutAccess {
  readonly merchantCode: string;
  /** Signs requests of the API and notifications. */
  readonly secretKey: string;
  /** Signs buy links, and is another one. */
  readonly buyLinkSecretWord: string;
  /** Without a path. */
  readonly apiUrl: string;
  /** Where the payment page is, without a path. */
  readonly pageUrl: string;
  readonly live: boolean;
  readonly algorithm: Exclude<HashName, 'md5'>;
  /** Minutes for which a payment page can be opened. */
  readonly linkMinutes: number;
  /** One of the account's reasons of refunds. */
  readonly refundReason: string;
  /** Whether notifications may be signed with MD5 alone. */
  readonly allowMd5: boolean;
}

/** 2Checkout's no. */
export interface ApiError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What came of a request. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly error: ApiError };

/** An instant as 2Checkout writes it, by UTC. */
export function stamp(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}

/** The header that authenticates a request of the API at an instant. */
export async function authentication(
  keys: Pick<TwoCheckoutAccess, 'merchantCode' | 'secretKey'> & { readonly algorithm: HashName },
  now: Date,
): Promise<string> {
  const { algorithm, merchantCode, secretKey } = keys;
  const date = stamp(now);
  const hash = await signValues(algorithm, secretKey, [merchantCode, date]);
  // Up to version 5.0 there was only MD5, and no word for it.
  const named = algorithm === 'md5' ? '' : ` algo="${algorithm}"`;
  return `code="${merchantCode}" date="${date}" hash="${hash}"${named}`;
}

/** @throws Error for an answer that says nothing of what was done. */
async function read(response: Response, context: PluginContext): Promise<Answer> {
  const { ok, status } = response;
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Error(`2Checkout answered ${status} with what is no JSON.`);
  }
  const code = textIn(asObject(body), 'error_code');
  if (ok && code === null) return { ok, body };
  const message = textIn(asObject(body), 'message') ?? code ?? 'no reason';
  context.log(`2Checkout answered ${status} ${code ?? message}.`);
  if (status >= 500 || status === 408 || (code === null && status !== 401 && status !== 429)) {
    throw new Error(`2Checkout answered ${status}: ${message}`);
  }
  return { ok: false, error: { status, code: code ?? String(status), message } };
}

/**
 * Asks 2Checkout.
 *
 * @throws Error when it cannot be known what it did: a broken connection, a 5xx, no JSON.
 */
export async function ask(
  access: TwoCheckoutAccess,
  context: PluginContext,
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown },
): Promise<Answer> {
  const { body, method, path } = request;
  const response = await context.fetch(`${access.apiUrl}/rest/6.0/${path}`, {
    method,
    redirect: 'error',
    signal: context.signal,
    headers: {
      accept: 'application/json',
      'x-avangate-authentication': await authentication(access, context.now()),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return read(response, context);
}

/** The most orders that a page of a list has. */
const pageSize = 100;
/** No shop has more orders in a span that is asked for; a filter was not understood. */
const mostPages = 200;

/** @throws Error where a list is none: no word is not the word that there is nothing. */
function itemsOf(body: unknown, count: unknown): readonly Obj[] {
  if (Array.isArray(body)) return body.map(asObject);
  const items = asObject(body)['Items'];
  if (!Array.isArray(items) && count !== 0) throw new Error('2Checkout lists no orders.');
  return listIn(asObject(body), 'Items');
}

/**
 * All orders of a search.
 *
 * @throws Error for any no, and for a list without an end: what was not read is not unheard of.
 */
export async function listOrders(
  access: TwoCheckoutAccess,
  context: PluginContext,
  filter: Readonly<Record<string, string>>,
): Promise<readonly Obj[]> {
  const found: Obj[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const query = new URLSearchParams({ ...filter, Page: String(page), Limit: String(pageSize) });
    const answer = await ask(access, context, { method: 'GET', path: `orders/?${query}` });
    if (!answer.ok) throw new Error(`2Checkout answered ${answer.error.message}.`);
    const count = objectIn(answer.body, 'Pagination')['Count'];
    const items = itemsOf(answer.body, count);
    found.push(...items);
    if (typeof count === 'number' ? found.length >= count : items.length < pageSize) return found;
    if (items.length === 0) throw new Error('2Checkout lists fewer orders than it counts.');
  }
  throw new Error('2Checkout lists more orders than can be read.');
}

/**
 * One order.
 *
 * @returns null where 2Checkout does not hold it.
 * @throws Error for any other no: a look-up without an answer knows nothing.
 */
export async function readOrder(
  access: TwoCheckoutAccess,
  context: PluginContext,
  refNo: string,
): Promise<Obj | null> {
  const answer = await ask(access, context, { method: 'GET', path: `orders/${refNo}/` });
  if (answer.ok) return asObject(answer.body);
  const { code, message, status } = answer.error;
  if (status === 404 || /NOT_FOUND|INVALID_REFERENCE/.test(code)) return null;
  throw new Error(`2Checkout answered ${status}: ${message}`);
}

const codes: Readonly<Record<number, FailureCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not_found',
  429: 'rate_limited',
};

/** 2Checkout's no in our words. */
export function failureOf({ code, message, status }: ApiError): Failure {
  return { status: 'failed', code: codes[status] ?? 'invalid_input', message, vendorCode: code };
}
