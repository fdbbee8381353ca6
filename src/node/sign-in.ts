import { betterAuth } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { username } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import type { Principal } from '../contract/operation.ts';
import { BillingError } from '../errors.ts';
import type { Tables } from '../storage/database.ts';
import { normalizeUserName } from '../storage/sign-in-rows.ts';

/** What sign-in needs of the provider. */
export interface SignInOptions {
  /** `Store.signInConnection`; never used inside our transactions. */
  readonly db: Kysely<Tables>;
  /** Where the provider is reached, `https://billing.example`; https makes cookies Secure. */
  readonly baseUrl: string;
  /** The path below which `handler` is mounted, such as `/api/sign-in`. */
  readonly basePath: string;
  /** The provider's own secret; it signs the cookie. */
  readonly secret: string;
  /** Origins besides `baseUrl` whose pages may sign in. */
  readonly trustedOrigins: readonly string[];
  /** The contact of a user, or null when there is none any more or its client is closed. */
  readonly findContact: (userId: string) => Promise<Principal | null>;
}

/** Sign-in with user name and password (SPEC 3.4). */
export interface SignInService {
  /**
   * Answers `POST …/sign-in/username` (`{ username, password }`), `POST …/sign-out` and
   * `GET …/get-session`; anything else of the library is not reachable. Wrong pairs get a 401
   * problem document (RFC 9457), the same whether or not the user name exists.
   */
  handler(request: Request): Promise<Response>;
  /** Who sends this request by its cookie; null without a session or a contact. */
  principal(request: Request): Promise<Principal | null>;
  /** The library's own hash, for the rows that an order inserts. */
  hashPassword(password: string): Promise<string>;
}

/** What may be asked over HTTP; sign-up is not among it, since only orders make users. */
const reachable = new Set(['POST /sign-in/username', 'POST /sign-out', 'GET /get-session']);

/**
 * Puts better-auth on the provider's own tables.
 *
 * It sends no mails and has no rate limit of its own: the server limits all routes alike.
 */
export function createSignIn(options: SignInOptions): SignInService {
  const origins = new Set([new URL(options.baseUrl).origin, ...options.trustedOrigins]);
  const auth = betterAuth({
    appName: 'Rackrate',
    baseURL: options.baseUrl,
    basePath: options.basePath,
    secret: options.secret,
    trustedOrigins: [...options.trustedOrigins],
    database: { db: options.db, type: 'postgres' },
    emailAndPassword: { enabled: true, disableSignUp: true },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: 254,
        // A name that no order could have made is simply unknown: no answer tells it apart.
        usernameValidator: () => true,
        usernameNormalization: normalizeUserName,
      }),
    ],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'rackrate',
      useSecureCookies: options.baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { disableIpTracking: true },
    },
  });
  return {
    hashPassword,
    handler: async (request) => {
      const path = new URL(request.url).pathname.slice(options.basePath.length);
      if (!reachable.has(`${request.method} ${path}`)) return problem('not_found', 'Not found.');
      const from = request.headers.get('origin');
      // The library checks this only where a cookie is sent, and signing somebody in needs none.
      if (from !== null && !origins.has(from)) {
        return problem('forbidden', 'Pages of this origin may not sign in.');
      }
      const answer = await auth.handler(request);
      return path === '/sign-in/username' ? withoutToken(answer) : answer;
    },
    principal: async (request) => {
      const session = await auth.api.getSession({ headers: request.headers });
      if (session === null) return null;
      const principal = await options.findContact(session.user.id);
      if (principal?.kind !== 'client') return principal;
      return { ...principal, signInId: session.session.id };
    },
  };
}

/** The session's token stays in the cookie, where scripts cannot read it. */
function withoutToken(answer: Response): Response {
  if (!answer.ok) {
    return answer.status === 403
      ? problem('forbidden', 'Pages of this origin may not sign in.')
      : problem('unauthenticated', 'User name and password do not fit.');
  }
  const headers = new Headers(answer.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Response('{"signedIn":true}', { status: 200, headers });
}

function problem(code: 'not_found' | 'unauthenticated' | 'forbidden', detail: string): Response {
  const { status } = new BillingError(code, detail);
  return Response.json(
    { type: 'about:blank', title: detail, status, code, detail },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
