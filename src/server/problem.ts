import { BillingError, type ErrorCode, isBillingError } from '../errors.ts';
import type { ServerLog } from './options.ts';

/** The media type of RFC 9457. */
export const problemType = 'application/problem+json';

/** What all errors of a code have in common, in words. */
export function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A problem document (RFC 9457) for an error that may be told. */
export function problemResponse(error: BillingError): Response {
  const { code, status, message, field, reason, invoice, faults, reference } = error;
  const { retryAfterSeconds } = error;
  const body = {
    type: `urn:rackrate:error:${code}`,
    title: titleOf(code),
    status,
    detail: message,
    code,
    ...(field === undefined ? {} : { field }),
    ...(reason === undefined ? {} : { reason }),
    ...(invoice === undefined ? {} : { invoice }),
    ...(faults.length === 0 ? {} : { faults }),
    ...(reference === undefined ? {} : { reference }),
  };
  const headers = new Headers({ 'content-type': problemType });
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return new Response(JSON.stringify(body), { status, headers });
}

/** The error to tell: one of ours is logged, and only its reference leaves. */
export function tellable(error: unknown, log: ServerLog, request: Request): BillingError {
  if (isBillingError(error) && error.code !== 'internal') return error;
  const reference = crypto.randomUUID();
  log('A request failed by a fault of ours.', {
    reference,
    method: request.method,
    path: new URL(request.url).pathname,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return new BillingError(
    'internal',
    `Something went wrong on our side. Name the reference ${reference} when you ask.`,
    { reference },
  );
}
