/** Where a plugin writes what an operator may need; never card data, passwords or tokens. */
export type Log = (message: string, details?: Readonly<Record<string, string | number>>) => void;

/** All that a plugin may use of the world. */
export interface PluginContext {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly log: Log;
  /** The same for every try of one task; send it to the vendor where the vendor supports it. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/** `unavailable` and `rate_limited` are tried again; the rest wait for a person. */
export type FailureCode =
  | 'unavailable'
  | 'rate_limited'
  | 'unauthorized'
  | 'invalid_input'
  | 'not_found'
  | 'conflict'
  | 'declined'
  | 'authentication_failed'
  | 'canceled'
  | 'expired';

/** What a decline means for the next try. */
export type DeclineGroup =
  | 'insufficient_funds'
  | 'expired_card'
  | 'wrong_data'
  | 'authentication'
  | 'stolen'
  | 'try_later'
  | 'do_not_try_again';

/** A step that only the client can take. */
export type PluginAction =
  /** Another page; with fields it is sent a form by POST. */
  | {
      readonly kind: 'redirect';
      readonly url: string;
      readonly fields?: Readonly<Record<string, string>>;
    }
  /** A page of the bank in a frame. */
  | { readonly kind: 'challenge'; readonly url: string }
  /** A step that the gateway's browser half takes, such as its own 3-D Secure. */
  | { readonly kind: 'client'; readonly data: Readonly<Record<string, string>> }
  | {
      readonly kind: 'instructions';
      readonly text: string;
      readonly reference: string;
      /** Single facts to copy, in the order in which they are shown. */
      readonly details?: readonly InstructionDetail[];
      /** A code to scan, drawn by squares: an SVG path over a square of `size` units. */
      readonly code?: { readonly size: number; readonly path: string };
    };

/** A fact of instructions for payment by hand. */
export interface InstructionDetail {
  readonly name:
    | 'payee'
    | 'iban'
    | 'bic'
    | 'bank'
    | 'routing_number'
    | 'account_number'
    | 'amount'
    | 'reference'
    | 'address';
  readonly value: string;
}

/** A vendor's no. */
export interface Failure {
  readonly status: 'failed';
  readonly code: FailureCode;
  /** For the client or the operator; no secrets. */
  readonly message: string;
  readonly group?: DeclineGroup;
  /** The vendor's own code, such as `51`. */
  readonly vendorCode?: string;
  readonly reference?: string;
}

/**
 * What a plugin call came to (Law 8). Return `failed` for an answer that the vendor gave; throw
 * for anything else: the engine takes it as unknown and calls `lookup` before it tries again.
 */
export type Outcome<Value> =
  | { readonly status: 'done'; readonly reference: string; readonly value: Value }
  | {
      readonly status: 'pending';
      readonly reference: string;
      readonly action?: PluginAction;
      /** When to ask next. */
      readonly checkAfter?: Date;
    }
  | Failure;
