import {
  BillingError,
  type ErrorCode,
  type ErrorOptions,
  errorCodes,
  type Fault,
  type NamedInvoice,
  type Refusal,
} from '../errors.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The error that a problem document (RFC 9457) tells of; any other body is an `unavailable`, save
 * for a plain 401, which sign-in answers, and 429.
 */
export function errorOfProblem(response: Response, data: unknown): BillingError {
  const problem = membersOf(data);
  const code = codeOf(problem['code'], response.status);
  const { detail } = problem;
  const message = typeof detail === 'string' && detail !== '' ? detail : textFor(code);
  return new BillingError(code, message, optionsOf(problem, response));
}

function membersOf(data: unknown): Members {
  if (typeof data === 'object' && data !== null) return data as Members;
  try {
    return membersOf(Object(JSON.parse(String(data))));
  } catch {
    return {};
  }
}

function codeOf(code: unknown, status: number): ErrorCode {
  if (typeof code === 'string' && Object.hasOwn(errorCodes, code)) return code as ErrorCode;
  if (status === 401) return 'unauthenticated';
  return status === 429 ? 'rate_limited' : 'unavailable';
}

function textFor(code: ErrorCode): string {
  if (code === 'unauthenticated') return 'Sign in first.';
  if (code === 'rate_limited') return 'Too many requests. Try again later.';
  return 'The server gave no usable answer. Try again later.';
}

function optionsOf(problem: Members, response: Response): ErrorOptions {
  const { field, reason, invoice, faults, reference } = problem;
  const seconds = Number(response.headers.get('retry-after'));
  return {
    ...(typeof field === 'string' ? { field } : {}),
    // One that a newer server knows alone is for the page to pass over.
    ...(typeof reason === 'string' ? { reason: reason as Refusal } : {}),
    ...(isNamedInvoice(invoice) ? { invoice } : {}),
    ...(Array.isArray(faults) ? { faults: faults.filter(isFault) } : {}),
    ...(typeof reference === 'string' ? { reference } : {}),
    ...(seconds > 0 ? { retryAfterSeconds: seconds } : {}),
  };
}

function isNamedInvoice(value: unknown): value is NamedInvoice {
  const { invoiceId, number } = Object(value) as { invoiceId?: unknown; number?: unknown };
  return typeof invoiceId === 'string' && typeof number === 'string';
}

function isFault(value: unknown): value is Fault {
  const { field, message } = Object(value) as { field?: unknown; message?: unknown };
  return typeof field === 'string' && typeof message === 'string';
}
