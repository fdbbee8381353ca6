import { fail } from '../../errors.ts';
import type { ChangeTarget } from '../../rules/change-target.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { EngineContext } from '../context.ts';

/** What a quote of a change promises (SPEC 5.12). */
export interface ChangePromise {
  readonly packageId: string;
  readonly target: ChangeTarget;
  /** The day for which it was reckoned, and is reckoned again. */
  readonly on: PlainDate;
  /** Hash of all figures: another package, price, promotion, tax or credit gives another. */
  readonly digest: string;
  /** Tells two quotes of the same moment apart: each is redeemed once. */
  readonly nonce: string;
  /** Unix time in milliseconds. */
  readonly ends: number;
}

const purpose = 'change_quote';

/** Signs a promise: the token carries it, so that it needs no row. */
export async function signPromise(
  { secrets }: Pick<EngineContext, 'secrets'>,
  promise: ChangePromise,
): Promise<string> {
  const content = toBase64(JSON.stringify(promise));
  return `${content}.${await secrets.derive(purpose, content)}`;
}

/** Reads a token that we signed. @throws BillingError `invalid_input` for any other. */
export async function readPromise(
  { secrets }: Pick<EngineContext, 'secrets'>,
  token: string,
): Promise<ChangePromise> {
  const [content = '', signature = ''] = token.split('.');
  const expected = await secrets.derive(purpose, content);
  if (!sameText(expected, signature)) {
    fail('invalid_input', 'This quote is not ours. Ask for a new one.', { field: 'token' });
  }
  return JSON.parse(fromBase64(content)) as ChangePromise;
}

/** The id of the change that a token redeems: one per token, however often it is redeemed. */
export function changeIdOf(
  { secrets }: Pick<EngineContext, 'secrets'>,
  token: string,
): Promise<string> {
  return secrets.derive('change_id', token);
}

/** Looks at every letter, so that the time tells nothing of where two texts differ. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let different = 0;
  for (let index = 0; index < a.length; index += 1) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) different += 1;
  }
  return different === 0;
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): string {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)));
}
