import type { Principal } from '../contract/operation.ts';
import { fail } from '../errors.ts';
import { isAllowedOrigin, originOf } from './cors.ts';
import { callerOf, type RateLimiter } from './limits.ts';
import type { HandlerOptions, RequestState } from './options.ts';

const nobody: Principal = { kind: 'public' };

/**
 * Who asks: by bearer token, else by the cookie of the sign-in, else anybody.
 *
 * @throws BillingError `session_ended` for a token that is not valid, `forbidden` for a write by
 * cookie from a page that is not allowed to (CSRF), `rate_limited` after many refused tokens.
 */
export async function principalOf(
  request: Request,
  state: RequestState,
  options: HandlerOptions,
  limiter: RateLimiter,
): Promise<Principal> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const caller = callerOf(state.address);
    limiter.take('token', caller, 0);
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
    const principal =
      token === undefined
        ? null
        : await options.backend.authenticate(token, originOf(request, options));
    if (principal !== null) return principal;
    limiter.take('token', caller);
    fail('session_ended', 'The session has ended or is not for this page. Get a new one.');
  }
  if (options.signIn === undefined || !request.headers.has('cookie')) return nobody;
  const principal = await options.signIn.principal(request);
  if (principal === null) return nobody;
  if (request.method !== 'GET' && request.method !== 'HEAD') mustBeOurs(request, options);
  return principal;
}

/** Browsers send cookies with requests of foreign pages too; those must not write. */
function mustBeOurs(request: Request, options: HandlerOptions): void {
  if (request.headers.get('sec-fetch-site') === 'same-origin') return;
  const origin = request.headers.get('origin');
  if (origin !== null && isAllowedOrigin(origin, request, options)) return;
  fail('forbidden', 'This page may not act for a signed-in client. Allow its origin first.');
}

/** Under which name a principal's requests are counted. */
export function countedAs(principal: Principal, state: RequestState): string {
  const caller = callerOf(state.address);
  if (principal.kind === 'client') return `client ${principal.contactId} ${caller}`;
  return principal.kind === 'operator' ? `operator ${principal.name} ${caller}` : caller;
}
