/** The code of a {@link BillingError}. */
export type ErrorCode =
  | 'invalid_input'
  | 'unknown_field'
  | 'unauthenticated'
  | 'session_ended'
  | 'forbidden'
  | 'not_found'
  | 'unknown_operation'
  | 'method_not_allowed'
  | 'conflict'
  | 'in_progress'
  | 'stale_version'
  | 'quote_changed'
  | 'amount_changed'
  | 'invalid_transition'
  | 'charge_open'
  | 'invoice_not_payable'
  | 'user_name_taken'
  | 'too_large'
  | 'unsupported_media_type'
  | 'currency_mismatch'
  | 'not_for_sale'
  | 'unknown_plan'
  | 'unknown_add_on'
  | 'unknown_price'
  | 'quantity_out_of_range'
  | 'promotion_not_valid'
  | 'out_of_stock'
  | 'method_not_available'
  | 'below_minimum'
  | 'link_not_valid'
  | 'client_not_active'
  | 'not_supported'
  | 'rate_limited'
  | 'internal'
  | 'unavailable'
  | 'offline';

/** Why a step is refused, where its code alone does not tell. A page has its own words for each. */
export const refusals = [
  'invoice_overdue',
  'change_unpaid',
  'no_change',
  'nothing_changes',
  'two_steps',
  'package_not_active',
  'package_ending',
  'package_not_ending',
  'no_period',
  'cancel_now',
  'delivered_once',
  'provider_only',
  'no_panel',
  'payment_over',
  'account_closed',
  'primary_areas',
  'primary_mails',
  'primary_stays',
  'own_contact',
  'foreign_areas',
  'terms_changed',
] as const;

/** One of {@link refusals}. */
export type Refusal = (typeof refusals)[number];

/** An invoice that an error is about. */
export interface NamedInvoice {
  readonly invoiceId: string;
  readonly number: string;
}

/**
 * Every error that a caller can meet, in one table.
 *
 * `status` is the HTTP status, `retry` says whether the same request may succeed later without
 * a change by the caller.
 */
export const errorCodes: {
  readonly [Code in ErrorCode]: { readonly status: number; readonly retry: boolean };
} = {
  invalid_input: { status: 400, retry: false },
  unknown_field: { status: 400, retry: false },
  unauthenticated: { status: 401, retry: false },
  session_ended: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  not_found: { status: 404, retry: false },
  unknown_operation: { status: 404, retry: false },
  method_not_allowed: { status: 405, retry: false },
  conflict: { status: 409, retry: false },
  in_progress: { status: 409, retry: true },
  stale_version: { status: 409, retry: true },
  quote_changed: { status: 409, retry: false },
  amount_changed: { status: 409, retry: false },
  invalid_transition: { status: 409, retry: false },
  charge_open: { status: 409, retry: true },
  invoice_not_payable: { status: 409, retry: false },
  user_name_taken: { status: 409, retry: false },
  too_large: { status: 413, retry: false },
  unsupported_media_type: { status: 415, retry: false },
  currency_mismatch: { status: 422, retry: false },
  not_for_sale: { status: 422, retry: false },
  unknown_plan: { status: 422, retry: false },
  unknown_add_on: { status: 422, retry: false },
  unknown_price: { status: 422, retry: false },
  quantity_out_of_range: { status: 422, retry: false },
  promotion_not_valid: { status: 422, retry: false },
  out_of_stock: { status: 422, retry: false },
  method_not_available: { status: 422, retry: false },
  below_minimum: { status: 422, retry: false },
  link_not_valid: { status: 422, retry: false },
  client_not_active: { status: 422, retry: false },
  not_supported: { status: 422, retry: false },
  rate_limited: { status: 429, retry: true },
  internal: { status: 500, retry: false },
  unavailable: { status: 503, retry: true },
  offline: { status: 503, retry: true },
};

/** What may be said about an error besides its code and message. */
export interface ErrorOptions {
  /** The input field at fault, as a path such as `items.0.planId`. */
  readonly field?: string;
  /** Why, where the code alone does not tell. */
  readonly reason?: Refusal;
  /** The invoice that stands in the way. */
  readonly invoice?: NamedInvoice;
  /** More faults of the same input, each with its field. */
  readonly faults?: readonly Fault[];
  /** A reference under which the provider finds this error in its log. */
  readonly reference?: string;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** One fault of an input. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

const brand = 'rackrate/BillingError';

/** An error of the caller or the world: it has a code, and its message names the way out. */
export class BillingError extends Error {
  /** Recognises the class over package copies and realms; `instanceof` would not. */
  readonly brand: string = brand;
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly reason: Refusal | undefined;
  readonly invoice: NamedInvoice | undefined;
  readonly faults: readonly Fault[];
  readonly reference: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'BillingError';
    this.code = code;
    this.field = options.field;
    this.reason = options.reason;
    this.invoice = options.invoice;
    this.faults = options.faults ?? [];
    this.reference = options.reference;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** Whether the same request may succeed later. */
  get mayRetry(): boolean {
    return errorCodes[this.code].retry;
  }
}

/** Whether a value is a {@link BillingError}, of this or another copy of the package. */
export function isBillingError(value: unknown): value is BillingError {
  return value instanceof Error && 'brand' in value && value.brand === brand;
}

/** So long is a name that one misspells; what is longer may be a secret in a wrong place. */
const longestQuoted = 12;

/** What somebody typed, for an error that tells of it; a long text is not repeated. */
export function quoted(text: string): string {
  return text.length > longestQuoted ? '"…"' : `"${text}"`;
}

/** Throws a {@link BillingError}. */
export function fail(code: ErrorCode, message: string, options: ErrorOptions = {}): never {
  throw new BillingError(code, message, options);
}

/** A fault of ours: the transaction rolls back and nothing goes on (Law 14). */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}

/**
 * Asserts what must hold, in production as well.
 *
 * @throws InvariantError when the condition is false.
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
