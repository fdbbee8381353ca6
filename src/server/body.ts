import { fail, isBillingError } from '../errors.ts';

/** No input of ours is nested deeper, and a parser must not be led further. */
const deepest = 12;

/**
 * The body's bytes.
 *
 * @throws BillingError `too_large`, before more than `limit` bytes are kept.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): never => fail('too_large', `A body may have at most ${limit} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      tooLarge();
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * A JSON object of a request.
 *
 * @throws BillingError `unsupported_media_type`, `too_large`, `invalid_input`.
 */
export async function readJson(request: Request, limit: number): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    fail('unsupported_media_type', 'Send the header Content-Type: application/json.');
  }
  const value = parse(await readBytes(request, limit));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail('invalid_input', 'The body is not a JSON object.');
  }
  return value as Record<string, unknown>;
}

function parse(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return depthOf(text) > deepest ? undefined : JSON.parse(text, refuseProto);
  } catch (error) {
    if (isBillingError(error)) throw error;
    fail('invalid_input', 'The body is not JSON in UTF-8.');
  }
}

/** A member of this name would be another object's prototype wherever one is copied carelessly. */
function refuseProto(field: string, value: unknown): unknown {
  if (field === '__proto__') fail('unknown_field', `There is no field ${field}.`, { field });
  return value;
}

/** How deep the brackets of a JSON text nest; what stands in strings does not count. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') most = Math.max(most, ++depth);
    else if (token === ']' || token === '}') depth -= 1;
  }
  return most;
}
