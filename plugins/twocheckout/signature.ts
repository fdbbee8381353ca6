import { bytesOf, type HashName, hmacHex, isSame, serialize, signValues } from './hash.ts';

/** A field of a form, its value as the bytes that were sent. */
export type Field = readonly [name: string, value: Uint8Array<ArrayBuffer>];

const decoder = new TextDecoder();

/** A form's part with its escapes undone, whatever its charset. */
function decode(part: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(part.replaceAll('+', ' '));
  const out = new Uint8Array(bytes.length);
  let size = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const hex = decoder.decode(bytes.subarray(index + 1, index + 3));
    const isEscape = bytes[index] === 0x25 && /^[0-9a-f]{2}$/i.test(hex);
    out[size] = isEscape ? Number.parseInt(hex, 16) : (bytes[index] ?? 0);
    size += 1;
    if (isEscape) index += 2;
  }
  return out.slice(0, size);
}

/** The fields of a form in the order in which they were sent; names may come again. */
export function readForm(body: Uint8Array): readonly Field[] {
  const parts = decoder.decode(body).split('&');
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [decoder.decode(decode(name)), decode(rest.join('='))];
    });
}

/** The first value of a field as a text, or null where it is absent or empty. */
export function valueIn(form: readonly Field[], name: string): string | null {
  const field = form.find((one) => one[0] === name);
  return field === undefined || field[1].length === 0 ? null : decoder.decode(field[1]);
}

/** The fields that sign all others; the best comes first. */
const signatures: readonly (readonly [field: string, hash: HashName])[] = [
  ['SIGNATURE_SHA3_256', 'sha3-256'],
  ['SIGNATURE_SHA2_256', 'sha256'],
  ['HASH', 'md5'],
];

/** A signature that was found genuine. */
export interface Genuine {
  readonly hash: HashName;
  readonly signature: string;
}

/**
 * Checks a notification's best signature, over all its values in the order in which they were sent.
 *
 * @returns null where it is forged, or is signed with MD5 alone and that is not allowed.
 */
export async function verify(
  form: readonly Field[],
  secretKey: string,
  allowMd5: boolean,
): Promise<Genuine | null> {
  const best = signatures.find(([name]) => valueIn(form, name) !== null);
  if (best === undefined || (best[1] === 'md5' && !allowMd5)) return null;
  const [name, hash] = best;
  const signed = form.filter((field) => !signatures.some((one) => one[0] === field[0]));
  const message = serialize(signed.map(([, value]) => value));
  const signature = await hmacHex(hash, secretKey, message);
  return isSame(signature, valueIn(form, name) ?? '') ? { hash, signature } : null;
}

/** An instant without marks, such as `20261123100000`, by UTC. */
export function compact(instant: Date): string {
  return instant.toISOString().slice(0, 19).replaceAll(/\D/g, '');
}

/**
 * The receipt that 2Checkout wants for a notification, signed with the notification's own hash: it
 * repeats what is not answered so.
 */
export async function receiptOf(
  form: readonly Field[],
  secretKey: string,
  hash: HashName,
  now: Date,
): Promise<string> {
  const date = compact(now);
  const names = ['IPN_PID[]', 'IPN_PNAME[]', 'IPN_DATE'];
  const values = names.map((name) => valueIn(form, name) ?? '');
  const signature = await signValues(hash, secretKey, [...values, date]);
  if (hash === 'md5') return `<EPAYMENT>${date}|${signature}</EPAYMENT>`;
  return `<sig algo="${hash}" date="${date}">${signature}</sig>`;
}
