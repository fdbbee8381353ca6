import { createHmac, timingSafeEqual } from 'node:crypto';

/** Hashes by the names that 2Checkout has for them. */
export type Hash = 'md5' | 'sha256' | 'sha3-256';

/** Each value as its length in bytes and itself. */
export function serialized(values: readonly string[]): string {
  return values.map((value) => `${Buffer.byteLength(value)}${value}`).join('');
}

/** The signature of some values. */
export function signed(hash: Hash, secret: string, values: readonly string[]): string {
  return createHmac(hash, secret).update(serialized(values)).digest('hex');
}

/** Whether two signatures are the same. */
export function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** An instant such as `2026-11-23 10:00:00`, by UTC. */
export function stampOf(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

/** An instant such as `20261123100000`, by UTC. */
export function compactOf(time: number): string {
  return stampOf(time).replaceAll(/\D/g, '');
}
