import { BillingError, isBillingError } from '../errors.ts';

/** Takes note of what the provider has to know; never of a secret. */
export type ServerLog = (
  message: string,
  details?: Readonly<Record<string, string | number>>,
) => void;

/**
 * The problem document (RFC 9457) of an error, `application/problem+json`.
 *
 * What is no `BillingError` is a fault of ours: it is logged under a random reference, and the
 * caller gets the reference and nothing else.
 */
export function problemResponse(error: unknown, log: ServerLog): Response {
  const known = isBillingError(error) ? error : internal(error, log);
  const body = {
    type: `urn:rackrate:error:${known.code}`,
    title: titleOf(known.code),
    status: known.status,
    detail: known.message,
    code: known.code,
    ...(known.field !== undefined && { field: known.field }),
    ...(known.faults.length > 0 && { faults: known.faults }),
    ...(known.reference !== undefined && { reference: known.reference }),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (known.retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(Math.max(1, Math.ceil(known.retryAfterSeconds))));
  }
  if (known.status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(body), { status: known.status, headers });
}

function internal(error: unknown, log: ServerLog): BillingError {
  const reference = crypto.randomUUID();
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log('A request met an internal error.', { reference, error: told });
  return new BillingError(
    'internal',
    'Something went wrong here. The provider finds it under the reference.',
    { reference },
  );
}

/** A code in words: `invalid_input` is `Invalid input`. */
export function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
