import { hmac } from '@noble/hashes/hmac.js';
import { md5 } from '@noble/hashes/legacy.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The hashes with which 2Checkout signs, as it names them; `md5` is the old one. */
export type HashName = 'md5' | 'sha256' | 'sha3-256';

const encoder = new TextEncoder();

/** Texts as their UTF-8 bytes. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** What 2Checkout signs of some values: each as its length in bytes and itself; empty is `0`. */
export function serialize(values: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parts = values.flatMap((value) => [bytesOf(String(value.length)), value]);
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

async function hmacSha256(key: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>) {
  const { subtle } = globalThis.crypto;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, message));
}

/** An HMAC in lower-case hex; Web Crypto knows neither MD5 nor SHA-3. */
export async function hmacHex(
  name: HashName,
  secret: string,
  message: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const key = bytesOf(secret);
  if (name === 'sha256') return bytesToHex(await hmacSha256(key, message));
  return bytesToHex(hmac(name === 'md5' ? md5 : sha3_256, key, message));
}

/** The signature of some values: their serialisation's HMAC. */
export function signValues(
  name: HashName,
  secret: string,
  values: readonly string[],
): Promise<string> {
  return hmacHex(name, secret, serialize(values.map(bytesOf)));
}

/** Whether two texts are the same, in a time that depends on their lengths alone. */
export function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}
