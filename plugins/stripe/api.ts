import Stripe from 'stripe';
import type { Failure, PluginContext } from '../../src/ports/plugin.ts';
import { declineOf } from './declines.ts';

/** How the plugin reaches Stripe, and which mode its key is of. */
export interface StripeAccess {
  readonly secretKey: string;
  /** Without a path. */
  readonly apiUrl: string;
  readonly live: boolean;
  /** How many days back a charge without a known reference is looked for. */
  readonly lookbackDays: number;
}

/** What came of a call: its answer, or an error that Stripe itself gave. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly replayed: boolean }
  | { readonly ok: false; readonly error: StripeError; readonly replayed: boolean };

/** An error of the SDK. */
export type StripeError = InstanceType<typeof Stripe.errors.StripeError>;

/** The SDK for one call of the plugin: one try of each request, over the context's fetch. */
export function openStripe(access: StripeAccess, context: PluginContext): Stripe {
  const url = new URL(access.apiUrl);
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  const send: typeof fetch = (input, init) => {
    const signals = init?.signal ? [context.signal, init.signal] : [context.signal];
    return context.fetch(input, { ...init, redirect: 'error', signal: AbortSignal.any(signals) });
  };
  return new Stripe(access.secretKey, {
    httpClient: Stripe.createFetchHttpClient(send),
    maxNetworkRetries: 0,
    telemetry: false,
    host: url.hostname,
    port: url.port === '' ? (protocol === 'http' ? 80 : 443) : Number(url.port),
    protocol,
  });
}

/** Whether Stripe repeats its answer to an earlier request of the same key: it may be outdated. */
function isReplay(headers: unknown): boolean {
  const name = 'idempotent-replayed';
  // Over fetch the SDK gives answers with `Headers`, and errors with a record.
  if (headers instanceof Headers) return headers.get(name) === 'true';
  return (headers as Readonly<Record<string, unknown>> | undefined)?.[name] === 'true';
}

/**
 * Waits for a call.
 *
 * @throws Error when it cannot be known what Stripe did: a broken connection, a 5xx, or a request
 *   of the same key that is still under way. A repeated 5xx is an answer: it says nothing new.
 */
export async function ask<Value extends { readonly lastResponse: { readonly headers: object } }>(
  call: Promise<Value>,
): Promise<Answer<Value>> {
  try {
    const value = await call;
    return { ok: true, value, replayed: isReplay(value.lastResponse.headers) };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const replayed = isReplay(error.headers);
    const { statusCode = 0 } = error;
    if (statusCode === 0 || statusCode === 409 || (statusCode >= 500 && !replayed)) throw error;
    return { ok: false, error, replayed };
  }
}

/** Whether the key was used before, for a request with other parameters. */
export function isKeyTaken(error: StripeError): boolean {
  return error.rawType === 'idempotency_error';
}

/** Whether the object does not exist, at least not for this account and mode. */
export function isMissing(error: StripeError): boolean {
  return error.statusCode === 404 || error.code === 'resource_missing';
}

/**
 * Stripe's no in our words.
 *
 * @throws the error itself when it is none, such as a repeated 5xx.
 */
export function failureOf(error: StripeError): Failure {
  const { code, statusCode = 0, message } = error;
  const vendorCode = code ?? error.rawType ?? String(statusCode);
  const base = { status: 'failed', message, vendorCode } as const;
  if (error.rawType === 'card_error') return declineOf(error);
  if (statusCode === 401 || statusCode === 403) return { ...base, code: 'unauthorized' };
  // Another request works on the same object: this one did nothing.
  if (code === 'lock_timeout') return { ...base, code: 'unavailable' };
  if (statusCode === 429) return { ...base, code: 'rate_limited' };
  if (isMissing(error)) return { ...base, code: 'not_found' };
  if (statusCode === 400 && !isKeyTaken(error)) return { ...base, code: 'invalid_input' };
  throw error;
}

/** The answer's value. @throws Error for any other: a lookup without an answer knows nothing. */
export async function must<Value extends { readonly lastResponse: { readonly headers: object } }>(
  call: Promise<Value>,
): Promise<Value> {
  const answer = await ask(call);
  if (!answer.ok) throw answer.error;
  return answer.value;
}
