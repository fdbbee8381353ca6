import { TwoCheckoutFault } from './faults.ts';

/** How the next request of a kind goes wrong. */
export type TwoCheckoutTrouble =
  /** Nothing was done: of a refund, that another one is open; else 503. */
  | 'fail'
  /** 429. */
  | 'rate-limit'
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
export type TwoCheckoutTarget = 'page' | 'read' | 'refund';

const kinds: readonly (readonly [RegExp, TwoCheckoutTarget])[] = [
  [/^POST \/checkout\/order$/, 'page'],
  [/^POST \/rest\/6\.0\/orders\/[^/]+\/refund\/$/, 'refund'],
  [/^GET \/rest\/6\.0\/orders\//, 'read'],
];

/** Of what kind a request is. */
export function targetOf(method: string, path: string): TwoCheckoutTarget | null {
  return kinds.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? null;
}

/** What a disturbed request is answered before anything is done. @throws TwoCheckoutFault. */
export function refuseFor(
  trouble: TwoCheckoutTrouble | null,
  target: TwoCheckoutTarget | null,
): void {
  if (trouble === 'fail' && target === 'refund') {
    throw new TwoCheckoutFault(400, 'REFUND_ERROR', 'You already have a pending refund request.');
  }
  if (trouble === 'fail') throw new TwoCheckoutFault(503, 'UNAVAILABLE', 'Try again later.');
  if (trouble === 'rate-limit') throw new TwoCheckoutFault(429, 'RATE_LIMIT', 'Too many requests.');
  if (trouble === 'refuse') throw new TwoCheckoutFault(400, 'REFUSED', 'The request was refused.');
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

/**
 * Serves a request as it was disturbed.
 *
 * @throws the reason of the abort, or TypeError, where the connection breaks.
 */
export async function disturbed(
  request: Request,
  trouble: TwoCheckoutTrouble | null,
  serve: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (trouble === 'hang') {
    await wait(request.signal, null);
    throw request.signal.reason ?? new TypeError('The connection was closed.');
  }
  const copy = trouble === 'answer-twice' ? request.clone() : null;
  if (trouble === 'late') await wait(request.signal, 300);
  const answer = await serve(request);
  if (copy !== null) return serve(copy);
  if (trouble === 'lose-answer') throw new TypeError('The connection was closed.');
  if (trouble === 'lie') {
    return Response.json({ error_code: 'INTERNAL_ERROR', message: 'Oops.' }, { status: 500 });
  }
  if (request.signal.aborted) throw request.signal.reason;
  return answer;
}
