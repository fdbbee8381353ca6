import { PayPalFault, refused } from './faults.ts';

/** How the next request of a kind goes wrong. */
export type PayPalTrouble =
  /** 503 `SERVICE_UNAVAILABLE`: nothing was done. */
  | 'fail'
  /** 502 of something before PayPal, and nothing was done, which no one can know. */
  | 'outage'
  /** 429. */
  | 'rate-limit'
  /** 422 `PREVIOUS_REQUEST_IN_PROGRESS`. */
  | 'busy'
  /** 500, though it was done. */
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
export type PayPalTarget =
  | 'token'
  | 'create'
  | 'capture'
  | 'patch'
  | 'refund'
  | 'read'
  | 'disputes'
  | 'setup'
  | 'keep'
  | 'remove'
  | 'certificate';

const kinds: readonly (readonly [RegExp, PayPalTarget])[] = [
  [/^POST \/v1\/oauth2\/token$/, 'token'],
  [/^POST \/v2\/checkout\/orders$/, 'create'],
  [/^POST \/v2\/checkout\/orders\/[^/]+\/capture$/, 'capture'],
  [/^PATCH \/v2\/checkout\/orders\//, 'patch'],
  [/^POST \/v2\/payments\/captures\/[^/]+\/refund$/, 'refund'],
  [/^POST \/v3\/vault\/setup-tokens$/, 'setup'],
  [/^POST \/v3\/vault\/payment-tokens$/, 'keep'],
  [/^DELETE \/v3\/vault\/payment-tokens\//, 'remove'],
  [/^GET \/v1\/notifications\/certs\//, 'certificate'],
  [/^GET \/v1\/customer\/disputes/, 'disputes'],
  [/^GET /, 'read'],
];

/** Of what kind a request is. */
export function targetOf(method: string, path: string): PayPalTarget | null {
  return kinds.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? null;
}

/** What a disturbed request is answered before anything is done; null where it goes on. */
export function refusalFor(trouble: PayPalTrouble | null): PayPalFault | null {
  if (trouble === 'fail') return new PayPalFault(503);
  if (trouble === 'rate-limit') return new PayPalFault(429);
  if (trouble === 'busy') return refused('PREVIOUS_REQUEST_IN_PROGRESS');
  return trouble === 'refuse' ? refused('TRANSACTION_REFUSED') : null;
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
