import type { NotificationRefusal } from '../../src/ports/gateway.ts';

const encoder = new TextEncoder();
const hour = 3600_000;

/** PayPal tries for three days, and may repeat the time of its first try. */
const oldest = 73 * hour;
/** How far PayPal's clock may be ahead of ours. */
const ahead = 300_000;

const table: readonly number[] = Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value >>> 0;
});

/** CRC-32 (IEEE 802.3) of bytes, without a sign. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

/** What PayPal signs: the one thing that binds a body to a webhook and a time. */
export function signedText(id: string, time: string, webhookId: string, body: Uint8Array): string {
  return `${id}|${time}|${webhookId}|${crc32(body)}`;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The headers of a transmission. */
export interface Transmission {
  readonly id: string;
  readonly time: string;
  readonly signature: string;
  readonly address: string;
}

/** Reads PayPal's headers; null where one is missing or names another algorithm. */
export function transmissionOf(headers: Headers): Transmission | null {
  const header = (name: string): string => headers.get(`paypal-${name}`) ?? '';
  const [id, time] = [header('transmission-id'), header('transmission-time')];
  const [signature, address] = [header('transmission-sig'), header('cert-url')];
  if (header('auth-algo') !== 'SHA256withRSA') return null;
  if ([id, time, signature, address].includes('')) return null;
  return { id, time, signature, address };
}

/**
 * Checks PayPal's signature over the raw bytes of a body. The webhook's id is ours and is never
 * taken from the request.
 *
 * @returns why it is not believed, or null.
 */
export async function refusalOf(
  key: CryptoKey,
  webhookId: string,
  { id, signature, time }: Omit<Transmission, 'address'>,
  body: Uint8Array,
  now: Date,
): Promise<NotificationRefusal | null> {
  const signed = bytesOf(signature);
  if (signed === null) return 'bad_signature';
  const text = encoder.encode(signedText(id, time, webhookId, body));
  const { subtle } = globalThis.crypto;
  if (!(await subtle.verify('RSASSA-PKCS1-v1_5', key, signed, text))) return 'bad_signature';
  const sent = Date.parse(time);
  if (Number.isNaN(sent)) return 'unreadable';
  const age = now.getTime() - sent;
  return age > oldest || age < -ahead ? 'too_old' : null;
}
