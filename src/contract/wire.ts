import { formatAmount, type Money, parseMoney } from '../rules/money.ts';

/** A value that JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Turns an input or output into its wire form: money becomes `{ amount: "12.50", currency }`,
 * all else stays; `undefined` members are left out (Law 3).
 */
export function encode(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} has no wire form.`);
  if (isMoney(value)) return { amount: formatAmount(value), currency: value.currency };
  const members = value as Readonly<Record<string, unknown>>;
  const object: Record<string, Json> = {};
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (member !== undefined) object[key] = encode(member);
  }
  return object;
}

/**
 * Turns the wire form back.
 *
 * @throws BillingError `invalid_input` for an amount that is no canonical decimal string.
 */
export function decode(value: Json): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(decode);
  const { amount, currency } = value as { amount?: Json; currency?: Json };
  if (typeof amount === 'string' && typeof currency === 'string') {
    if (Object.keys(value).length === 2) return parseMoney(amount, currency);
  }
  // A copy in one step, since a member that is set by itself could be a prototype.
  const object: Record<string, unknown> = { ...value };
  for (const key of Object.keys(object)) {
    const member = object[key] as Json;
    if (typeof member === 'object') object[key] = decode(member);
  }
  return object;
}

function isMoney(value: object): value is Money {
  return 'amount' in value && typeof value.amount === 'bigint' && 'currency' in value;
}
