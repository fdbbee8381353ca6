import type { NotificationRefusal } from '../../src/ports/gateway.ts';

/** Seconds that a notification's clock may differ from ours, either way. */
const tolerance = 300;
const encoder = new TextEncoder();
const algorithm = { name: 'HMAC', hash: 'SHA-256' };

interface Signed {
  readonly timestamp: number;
  readonly signatures: readonly string[];
}

function parse(header: string): Signed | null {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const valuesOf = (name: string): readonly string[] =>
    parts.filter(([key]) => key === name).map(([, value]) => value ?? '');
  const [time] = valuesOf('t');
  // `v0` signs test events of another scheme and proves nothing.
  const signatures = valuesOf('v1').filter((value) => /^[0-9a-f]{64}$/.test(value));
  if (time === undefined || !/^\d{1,12}$/.test(time) || signatures.length === 0) return null;
  return { timestamp: Number(time), signatures };
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

/**
 * Checks a `Stripe-Signature` over the raw bytes of a body: one genuine `v1` is enough, for two
 * secrets sign while one is replaced. Compares in constant time.
 *
 * @returns why it is not believed, or null.
 */
export async function refusalOf(
  secret: string,
  header: string,
  body: Uint8Array,
  now: Date,
): Promise<NotificationRefusal | null> {
  const signed = parse(header);
  if (signed === null) return 'bad_signature';
  const head = encoder.encode(`${signed.timestamp}.`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify']);
  let genuine = false;
  for (const signature of signed.signatures) {
    if (await subtle.verify(algorithm, key, bytesOf(signature), message)) genuine = true;
  }
  if (!genuine) return 'bad_signature';
  const age = Math.abs(Math.floor(now.getTime() / 1000) - signed.timestamp);
  return age > tolerance ? 'too_old' : null;
}
