import { hasAccountNumber } from '../operations/account-numbers.ts';

/** What a header, an address or a query names before a secret, up to the secret's end. */
const named =
  /\b(authorization|api.?key|secret|password|token)(["'\s]*[:=]["'\s]*)(?:\w+\s)?[^\s"',;&)}]+/gi;
const schemes = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
/** Keys as gateways write them: kind, mode, and the secret. */
const keys = /\b((?:sk|rk|whsec|pi|seti|tok|ctoken)_)[A-Za-z0-9_]{8,}/g;
const userOfUrl = /(\/\/)[^\s/@]+@/g;

/** The most that a message of a vendor's software may add to a log. */
const longest = 500;

/**
 * The message of a vendor's error as it may stand in a log and before an operator (RELIABILITY
 * 3.2): without what looks like a secret, and not longer than anyone reads.
 */
export function redacted(message: string): string {
  const short = message.length > longest ? `${message.slice(0, longest)}…` : message;
  const hidden = short
    .replace(named, '$1$2***')
    .replace(schemes, '$1 ***')
    .replace(keys, '$1***')
    .replace(userOfUrl, '$1***@');
  return hasAccountNumber(hidden) ? 'The message held an account number.' : hidden;
}
