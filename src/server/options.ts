import type { Backend } from '../contract/backend.ts';
import type { Principal } from '../contract/operation.ts';
import { fail } from '../errors.ts';
import type { Limits } from './limits.ts';

/** Sign-in by cookie, mounted below `/auth`. */
export interface ServerSignIn {
  handler(request: Request): Promise<Response>;
  /** Whose cookie a request carries, or null. */
  principal(request: Request): Promise<Principal | null>;
}

/** A file that the server gives as it is, such as a gateway's browser half. */
export interface Asset {
  /** Its media type. */
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Takes note of what the provider has to know. */
export type ServerLog = (
  message: string,
  details?: Readonly<Record<string, string | number>>,
) => void;

/** What a server is made of. */
export interface HandlerOptions {
  readonly backend: Backend;
  readonly clock: { now(): Date };
  /** The path of the API, such as `/api/billing`; none when left out. */
  readonly base?: string;
  /** Where browsers reach it, `https://billing.example`; the request's own when left out. */
  readonly origin?: string;
  /** Exactly these origins' pages may use the API; no patterns. */
  readonly allowedOrigins: readonly string[];
  readonly signIn?: ServerSignIn;
  readonly limits?: Partial<Limits>;
  /** By path below the base, such as `/plugins/sandbox/client.js`. */
  readonly assets?: ReadonlyMap<string, Asset>;
  /** The caller's network address. Left out, all callers without a sign-in share one allowance. */
  readonly address?: (request: Request) => string | null;
  /** Its country, where a proxy tells it (SPEC 7.12): two letters, or null; evidence of place. */
  readonly country?: (request: Request) => string | null;
  /** Where faults of ours go, with the reference that the caller got. */
  readonly log: ServerLog;
}

/** What becomes of a request besides its answer. */
export interface RequestState {
  /** The request's own, read once. */
  readonly url: URL;
  readonly address: string | null;
  /** Header fields about the limit that the request counted against. */
  limit: Readonly<Record<string, string>>;
  /** Whether the answer has all its header fields already. */
  isFinished: boolean;
}

/**
 * The base without a slash at its end.
 *
 * @throws BillingError `invalid_input` for a base or an origin that could never match.
 */
export function checkedBase({ base = '', origin, allowedOrigins }: HandlerOptions): string {
  const trimmed = base.replace(/\/$/, '');
  if (!/^(?:\/[A-Za-z0-9._~-]+)*$/.test(trimmed)) {
    fail('invalid_input', `"${base}" is not a path such as /api/billing.`, { field: 'base' });
  }
  for (const allowed of origin === undefined ? allowedOrigins : [origin, ...allowedOrigins]) {
    if (!URL.canParse(allowed) || new URL(allowed).origin !== allowed) {
      fail('invalid_input', `"${allowed}" is not an origin such as https://panel.example.`, {
        field: 'allowedOrigins',
      });
    }
  }
  return trimmed;
}
