import { StripeFault as Fault, refused, type StripeFault } from './faults.ts';

/** How the next request of a kind goes wrong. */
export type StripeTrouble =
  /** 429 `lock_timeout`: nothing was done. */
  | 'fail'
  /** 503, and nothing was done, which no one can know. */
  | 'outage'
  /** 429 `rate_limit`. */
  | 'rate-limit'
  /** 500, though it was done; the key repeats the 500. */
  | 'lie'
  /** No answer, and nothing done. */
  | 'hang'
  /** Done after the caller gave up. */
  | 'late'
  /** Done, and the connection breaks. */
  | 'lose-answer'
  /** The network sends it twice. */
  | 'answer-twice'
  /** A coded no. */
  | 'refuse';

/** Kinds of requests that can be disturbed. */
export type StripeTarget =
  | 'charge'
  | 'lookup'
  | 'void'
  | 'refund'
  | 'refund_lookup'
  | 'setup'
  | 'setup_lookup'
  | 'customer'
  | 'remove'
  | 'movements';

const kinds: readonly (readonly [RegExp, StripeTarget])[] = [
  [/^POST \/v1\/(payment_intents|checkout\/sessions)$/, 'charge'],
  [/^GET \/v1\/(payment_intents|checkout\/sessions)/, 'lookup'],
  [/^POST \/v1\/(payment_intents|checkout\/sessions)\/[^/]+\/(cancel|expire)$/, 'void'],
  [/^POST \/v1\/refunds$/, 'refund'],
  [/^GET \/v1\/refunds/, 'refund_lookup'],
  [/^POST \/v1\/setup_intents$/, 'setup'],
  [/^GET \/v1\/setup_intents/, 'setup_lookup'],
  [/^POST \/v1\/customers$/, 'customer'],
  [/^POST \/v1\/payment_methods\/[^/]+\/detach$/, 'remove'],
  [/^GET \/v1\/(charges|disputes)/, 'movements'],
];

/** Of what kind a request is. */
export function targetOf(method: string, path: string): StripeTarget | null {
  return kinds.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? null;
}

/** What a disturbed request is answered before anything is done; null where it goes on. */
export function refusalFor(trouble: StripeTrouble | null): StripeFault | null {
  const type = 'invalid_request_error';
  if (trouble === 'fail') {
    const message = 'This object cannot be accessed right now because another request uses it.';
    return new Fault(429, { type, code: 'lock_timeout', message }, false);
  }
  if (trouble === 'rate-limit') {
    const message = 'Too many requests hit the API too quickly.';
    return new Fault(429, { type, code: 'rate_limit', message }, false);
  }
  if (trouble === 'outage') {
    const message = 'The API is not available.';
    return new Fault(503, { type: 'api_error', message }, false);
  }
  return trouble === 'refuse' ? refused('The request was refused.', { code: 'refused' }) : null;
}

/** Waits until the caller gives up, or a while. */
export function wait(signal: AbortSignal, milliseconds: number | null): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = milliseconds === null ? null : setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      if (timer !== null) clearTimeout(timer);
      resolve();
    });
  });
}
