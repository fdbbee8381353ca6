import { fail } from '../errors.ts';

/** How much of what may be asked for in a time. */
export interface Limit {
  readonly requests: number;
  readonly seconds: number;
}

/** The limits by what is asked for; each counts per principal and address. */
export interface Limits {
  readonly read: Limit;
  readonly write: Limit;
  /** Orders placed (SPEC 4.12). */
  readonly order: Limit;
  readonly payment: Limit;
  /** Quotes with a promotion code, so that codes cannot be guessed. */
  readonly promotion: Limit;
  /** Passwords set by link. */
  readonly password: Limit;
  /** By address alone, so that nobody can be locked out by another (SPEC 3.10). */
  readonly signIn: Limit;
  /** Refused tokens, by address. */
  readonly token: Limit;
  /** Notifications and returns of plugins. */
  readonly plugin: Limit;
}

/** What applies where the operator sets nothing. */
export const defaultLimits: Limits = {
  read: { requests: 600, seconds: 60 },
  write: { requests: 120, seconds: 60 },
  order: { requests: 10, seconds: 60 },
  payment: { requests: 20, seconds: 60 },
  promotion: { requests: 20, seconds: 60 },
  password: { requests: 10, seconds: 600 },
  signIn: { requests: 10, seconds: 60 },
  token: { requests: 30, seconds: 60 },
  plugin: { requests: 1200, seconds: 60 },
};

/** Counts requests in this process. */
export interface RateLimiter {
  /**
   * Takes from a caller's allowance and gives the header fields that tell of it.
   *
   * @throws BillingError `rate_limited` when nothing is left.
   */
  take(group: keyof Limits, caller: string, count?: 0 | 1): Readonly<Record<string, string>>;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** So many callers are remembered; beyond that the longest silent is forgotten. */
const remembered = 20_000;

/** Callers without an address share one allowance, which is so many times as large. */
const unknown = 'unknown';
const crowd = 20;

/** Token buckets: the allowance of a period at once, then as it flows back. */
export function createRateLimiter(
  clock: { now(): Date },
  changed: Partial<Limits> = {},
): RateLimiter {
  const limits = { ...defaultLimits, ...changed };
  const buckets = new Map<string, Bucket>();

  return {
    take(group, caller, count = 1) {
      const { seconds } = limits[group];
      const requests = limits[group].requests * (caller === unknown ? crowd : 1);
      const perSecond = requests / seconds;
      const now = clock.now().getTime() / 1000;
      const key = `${group} ${caller}`;
      const before = buckets.get(key) ?? { tokens: requests, at: now };
      const flown = Math.max(0, now - before.at) * perSecond;
      const tokens = Math.min(requests, before.tokens + flown);
      const allowed = tokens >= 1;
      // Deleting first keeps the map in the order of use.
      buckets.delete(key);
      buckets.set(key, { tokens: allowed ? tokens - count : tokens, at: now });
      if (buckets.size > remembered) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      if (!allowed) {
        fail('rate_limited', 'Too many requests. Try again later.', {
          retryAfterSeconds: Math.ceil((1 - tokens) / perSecond),
        });
      }
      const left = Math.floor(tokens - count);
      return {
        'ratelimit-policy': `"${group}";q=${requests};w=${seconds}`,
        ratelimit: `"${group}";r=${left};t=${Math.ceil((requests - left) / perSecond)}`,
      };
    },
  };
}

/** What of an address is one caller: a household has a whole /64 of IPv6. */
export function callerOf(address: string | null): string {
  if (address === null || !address.includes(':')) return address ?? unknown;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] ?? address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap: string[] = Array(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...(tail === undefined ? [] : gap), ...back].slice(0, 4).join(':');
}
