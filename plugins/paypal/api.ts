import type { Failure, FailureCode, PluginContext } from '../../src/ports/plugin.ts';
import { declineOf, isDecline } from './declines.ts';
import { asObject, listIn, type Obj, textIn } from './json.ts';

/** How the plugin reaches PayPal, and what its records must fit. */
export interface PayPalAccess {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without a path. */
  readonly apiUrl: string;
  /** Where PayPal's pages are, without a path. */
  readonly pageUrl: string;
  readonly live: boolean;
  /** The receiver's account, where it is to be checked. */
  readonly merchantId: string | undefined;
  /** What the payer reads as the shop's name. */
  readonly brandName: string | undefined;
  /** How many days back a charge without a known reference is looked for. */
  readonly lookbackDays: number;
  /** The access token of this instance, renewed as it ends. */
  readonly session: Session;
}

/** An access token, until an instant in milliseconds. */
export interface Session {
  token: string | null;
  until: number;
}

/** A request of the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  /** `PayPal-Request-Id`: the same one a second time is the same request. */
  readonly key?: string;
  readonly body?: unknown;
}

/** PayPal's no. */
export interface ApiError {
  readonly status: number;
  /** Such as `UNPROCESSABLE_ENTITY`. */
  readonly name: string;
  /** What decides: the first detail's issue, else the name. */
  readonly issue: string;
  readonly message: string;
  readonly body: Obj;
}

/** What came of a request. */
export type Answer =
  | { readonly ok: true; readonly status: number; readonly body: Obj }
  | { readonly ok: false; readonly error: ApiError };

/** Seconds before its end at which a token is no longer used. */
const spare = 60;

function errorOf(status: number, body: Obj): ApiError {
  const [detail = {}] = listIn(body, 'details');
  const name = textIn(body, 'name') ?? textIn(body, 'error') ?? 'UNKNOWN';
  const message = textIn(body, 'message') ?? textIn(body, 'error_description') ?? name;
  return {
    status,
    name,
    issue: textIn(detail, 'issue') ?? name,
    message: textIn(detail, 'description') ?? message,
    body,
  };
}

/** @throws Error for an answer that says nothing of what was done. */
async function read(response: Response, context: PluginContext): Promise<Answer> {
  const { ok, status } = response;
  const text = await response.text();
  if (ok) return { ok, status, body: text === '' ? {} : asObject(JSON.parse(text)) };
  const debugId = response.headers.get('paypal-debug-id') ?? 'none';
  let body: Obj;
  try {
    body = asObject(JSON.parse(text));
  } catch {
    throw new Error(`PayPal answered ${status} without a reason (debug id ${debugId}).`);
  }
  const error = errorOf(status, body);
  context.log(`PayPal answered ${status} ${error.issue}.`, { debugId });
  // Of its own 503 PayPal says that nothing was done; of any other 5xx nothing is known.
  const unknown = status >= 500 && error.name !== 'SERVICE_UNAVAILABLE';
  const underWay = status === 409 || error.issue === 'PREVIOUS_REQUEST_IN_PROGRESS';
  if (unknown || underWay) throw new Error(`PayPal answered ${status} ${error.issue}.`);
  return { ok: false, error };
}

function send(
  access: PayPalAccess,
  context: PluginContext,
  path: string,
  init: RequestInit,
): Promise<Response> {
  return context.fetch(`${access.apiUrl}${path}`, {
    ...init,
    redirect: 'error',
    signal: context.signal,
  });
}

/** A token that is good for now, or PayPal's no to our keys. */
async function authorize(access: PayPalAccess, context: PluginContext): Promise<Answer | string> {
  const { clientId, clientSecret, session } = access;
  const now = context.now().getTime();
  if (session.token !== null && session.until > now) return session.token;
  const response = await send(access, context, '/v1/oauth2/token', {
    method: 'POST',
    body: 'grant_type=client_credentials',
    headers: {
      authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  const answer = await read(response, context);
  if (!answer.ok) return answer;
  const token = textIn(answer.body, 'access_token');
  const seconds = answer.body['expires_in'];
  if (token === null || typeof seconds !== 'number') throw new Error('PayPal gave no token.');
  session.token = token;
  session.until = now + (seconds - spare) * 1000;
  return token;
}

function once(
  access: PayPalAccess,
  context: PluginContext,
  request: ApiRequest,
  token: string,
): Promise<Response> {
  const { body, key, method, path } = request;
  return send(access, context, path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      prefer: 'return=representation',
      ...(key === undefined ? {} : { 'paypal-request-id': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/**
 * Asks PayPal. A token that ended early is renewed once.
 *
 * @throws Error when it cannot be known what PayPal did: a broken connection, a 5xx, or a request
 *   of the same key that is still under way.
 */
export async function ask(
  access: PayPalAccess,
  context: PluginContext,
  request: ApiRequest,
): Promise<Answer> {
  const token = await authorize(access, context);
  if (typeof token !== 'string') return token;
  const response = await once(access, context, request, token);
  if (response.status !== 401) return read(response, context);
  // Another call may have renewed it meanwhile.
  if (access.session.token === token) access.session.token = null;
  const renewed = await authorize(access, context);
  if (typeof renewed !== 'string') return renewed;
  return read(await once(access, context, request, renewed), context);
}

/**
 * Reads something.
 *
 * @returns null where PayPal does not hold it.
 * @throws Error for any other no: a lookup without an answer knows nothing.
 */
export async function find(
  access: PayPalAccess,
  context: PluginContext,
  path: string,
): Promise<Obj | null> {
  const answer = await ask(access, context, { method: 'GET', path });
  if (answer.ok) return answer.body;
  if (answer.error.status === 404) return null;
  throw new Error(`PayPal answered ${answer.error.status} ${answer.error.issue}.`);
}

const codes: Readonly<Record<number, FailureCode>> = {
  400: 'invalid_input',
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not_found',
  422: 'invalid_input',
  429: 'rate_limited',
  503: 'unavailable',
};

/** PayPal's no in our words. */
export function failureOf(error: ApiError): Failure {
  const { issue, message, status } = error;
  if (isDecline(issue) && (status === 422 || status === 403)) return declineOf(issue);
  const code = codes[status] ?? 'invalid_input';
  return { status: 'failed', code, message, vendorCode: issue };
}
