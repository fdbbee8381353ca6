import type { Principal } from '../../contract/operation.ts';

/** A client session as it was read. */
export interface KnownSession {
  readonly principal: Principal;
  /** The page that it is bound to; null for any. */
  readonly origin: string | null;
  readonly expiresAt: Date;
}

/** Sessions that were read a moment ago, by the hash of their token. */
export interface SessionCache {
  find(hash: string, now: Date): KnownSession | null;
  keep(hash: string, session: KnownSession, now: Date): void;
  /** Forgets all: something changed that may end a session or narrow it. */
  forget(): void;
}

/**
 * A page asks several things at once, and each request is authenticated. So long may a session be
 * used that another process has just ended; in this process it ends at once.
 */
const milliseconds = 1000;
const most = 10_000;

/** Makes an empty cache. */
export function createSessionCache(): SessionCache {
  const known = new Map<string, { readonly session: KnownSession; readonly readAt: number }>();
  return {
    find(hash, now): KnownSession | null {
      const entry = known.get(hash);
      if (entry === undefined) return null;
      const age = now.getTime() - entry.readAt;
      return age >= 0 && age < milliseconds ? entry.session : null;
    },
    keep(hash, session, now): void {
      if (known.size >= most) known.clear();
      known.set(hash, { session, readAt: now.getTime() });
    },
    forget: () => known.clear(),
  };
}
