import { fail } from '../errors.ts';

/** How often something may be asked: `burst` at once, then `perMinute`. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

/** What a server bears, per caller. */
export interface Limits {
  /** Any request. */
  readonly general: Rate;
  /** Placing orders. */
  readonly orders: Rate;
  /** Setting passwords by a link. */
  readonly passwords: Rate;
  /** Signing in. */
  readonly signIn: Rate;
  /** Quotes with a promotion code, so that codes cannot be guessed. */
  readonly promotions: Rate;
  /** Tokens that belong to nobody. */
  readonly wrongTokens: Rate;
  /** Notifications and returns, per plugin and address. */
  readonly webhooks: Rate;
  /** Bytes of a JSON body. */
  readonly jsonBytes: number;
  /** Bytes of a plugin's notification. */
  readonly webhookBytes: number;
  /** Callers that are remembered; those seen longest ago are forgotten first. */
  readonly callers: number;
}

/** A limit that counts requests. */
export type RateName = {
  [Name in keyof Limits]: Limits[Name] extends Rate ? Name : never;
}[keyof Limits];

/** What holds unless a provider says otherwise. */
export const defaultLimits: Limits = {
  general: { burst: 300, perMinute: 600 },
  orders: { burst: 10, perMinute: 10 },
  passwords: { burst: 10, perMinute: 5 },
  signIn: { burst: 10, perMinute: 10 },
  promotions: { burst: 20, perMinute: 20 },
  wrongTokens: { burst: 30, perMinute: 30 },
  webhooks: { burst: 300, perMinute: 1200 },
  jsonBytes: 64 * 1024,
  webhookBytes: 1024 * 1024,
  callers: 10_000,
};

/** Counts requests per caller. */
export interface Throttle {
  /**
   * Takes from a caller's allowance; a cost of 0 only asks whether there is any left.
   *
   * @throws BillingError `rate_limited` with the seconds to wait.
   */
  take(name: RateName, caller: string, cost?: number): void;
}

/** A token bucket per limit and caller, in memory. */
export function createThrottle(limits: Limits, now: () => Date): Throttle {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(name, caller, cost = 1) {
      const { burst, perMinute } = limits[name];
      const key = `${name} ${caller}`;
      const at = now().getTime();
      const held = buckets.get(key) ?? { tokens: burst, at };
      const gained = (Math.max(0, at - held.at) * perMinute) / 60_000;
      const tokens = Math.min(burst, held.tokens + gained);
      const enough = tokens >= 1;
      // Deleting first moves the key to the end, so that the map's head is the longest unseen.
      buckets.delete(key);
      buckets.set(key, { tokens: enough ? tokens - cost : tokens, at });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= limits.callers) break;
        buckets.delete(oldest);
      }
      if (enough) return;
      const retryAfterSeconds = Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute));
      fail('rate_limited', `Too many requests. Try again in ${retryAfterSeconds} s.`, {
        retryAfterSeconds,
      });
    },
  };
}

/**
 * The bytes of a body, read no further than the limit.
 *
 * @throws BillingError `too_large`.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      tooLarge(limit);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(limit: number): never {
  fail('too_large', `The body is larger than ${limit} bytes.`);
}
