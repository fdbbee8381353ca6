import type { Failure, FailureCode, PluginContext } from '../../src/ports/plugin.ts';

/** How the plugin reaches its vendor. */
export interface VendorAccess {
  /** Without a slash at its end. */
  readonly url: string;
  readonly secret: string;
}

/** What the vendor answered: its JSON, or its coded refusal. */
export type VendorAnswer =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      readonly code: string;
      readonly body: unknown;
      readonly failure: Failure;
    };

const failureCodes: Readonly<Record<number, FailureCode>> = {
  400: 'invalid_input',
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid_input',
  429: 'rate_limited',
};

/** A JSON object, or null for all else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  const fits = typeof value === 'object' && value !== null && !Array.isArray(value);
  return fits ? (value as Record<string, unknown>) : null;
}

function readFailure(status: number, body: unknown): { code: string; failure: Failure } | null {
  const error = asObject(asObject(body)?.['error']);
  const { code, message } = error ?? {};
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  // The vendor promises that nothing was done when it says so; of other 5xx nothing is known.
  const down = status === 503 && code === 'unavailable';
  const failureCode = down ? 'unavailable' : failureCodes[status];
  if (failureCode === undefined) return null;
  return { code, failure: { status: 'failed', code: failureCode, message, vendorCode: code } };
}

/**
 * Asks the vendor, once.
 *
 * @throws Error when it cannot be known what the vendor did: a broken connection, an answer that is
 *   not the vendor's, a 5xx.
 */
export async function askVendor(
  access: VendorAccess,
  context: PluginContext,
  method: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<VendorAnswer> {
  const response = await context.fetch(`${access.url}${path}`, {
    method,
    redirect: 'error',
    signal: context.signal,
    headers: {
      authorization: `Bearer ${access.secret}`,
      'idempotency-key': context.idempotencyKey,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 204) return { ok: true, body: null };
  const answer: unknown = await response.json();
  if (response.ok) return { ok: true, body: answer };
  const refused = readFailure(response.status, answer);
  if (refused === null) throw new Error(`The sandbox answered ${response.status}.`);
  return { ok: false, body: answer, ...refused };
}
