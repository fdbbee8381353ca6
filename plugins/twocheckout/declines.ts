import type { DeclineGroup, Failure } from '../../src/ports/plugin.ts';
import { asObject, type Obj } from './json.ts';

/** What is in an order's errors, by what it means for the next try. */
const groups: readonly (readonly [RegExp, DeclineGroup])[] = [
  [/stolen|lost|fraud|pick.?up|black.?list|risk/i, 'stolen'],
  [/insufficient|not.?enough|limit/i, 'insufficient_funds'],
  [/expired/i, 'expired_card'],
  [/authenticat|3.?d.?s|secure/i, 'authentication'],
  [/cvv|cvc|security.?code|card.?number|invalid/i, 'wrong_data'],
  [/timeout|unavailable|try.?again|processing/i, 'try_later'],
];

/** Of a lost or stolen card the client hears no more than of any other decline. */
const neutral = 'The payment was declined. Use another payment method.';

const messages: Readonly<Record<DeclineGroup, string>> = {
  insufficient_funds: 'The account has not enough funds.',
  expired_card: 'The card has expired. Use another card.',
  wrong_data: 'The card or account data is not right. Check it and try again.',
  authentication: 'The bank did not confirm that it is you. Try again with the client present.',
  stolen: neutral,
  try_later: 'The bank could not take the payment now. Try again later.',
  do_not_try_again: neutral,
};

/** A decline of a group, of an order. */
export function declined(group: DeclineGroup, reference: string, vendorCode: string): Failure {
  const code = group === 'authentication' ? 'authentication_failed' : 'declined';
  const message = messages[group];
  return { status: 'failed', code, message, group, vendorCode, reference };
}

/** The codes of what went wrong with an order, with what is said of each. */
export function errorsOf(order: Obj): readonly (readonly [string, string])[] {
  return Object.entries(asObject(order['Errors'])).map(([code, text]) => [code, String(text)]);
}

/**
 * The decline that an order's errors tell of (SPEC 8.8). 2Checkout publishes no list of them: who
 * is unknown asks for another method.
 */
export function declineOf(order: Obj, reference: string): Failure {
  const errors = errorsOf(order);
  const said = errors.flat().join(' ');
  const group = groups.find(([pattern]) => pattern.test(said))?.[1] ?? 'do_not_try_again';
  return declined(group, reference, errors[0]?.[0] ?? 'UNKNOWN');
}
