import { msg, str } from '@lit/localize';
import type { BillingError } from '../../src/errors.ts';

/** Texts that several widgets share. Each is a function, so that it follows the page's locale. */
export const words = {
  tryAgain: (): string => msg('Try again'),
  notReached: (): string => msg('The server could not be reached. Nothing has changed.'),
  notAllowed: (): string => msg('Your access does not include this part of the account.'),
  tooMany: (seconds: number): string =>
    msg(str`Too many requests at once. Try again in ${seconds} seconds.`),
  internal: (): string => msg('Something went wrong on the server. Nothing has changed.'),
  notFound: (): string => msg('It does not exist, or belongs to somebody else.'),
  reference: (): string => msg('Reference'),
  signedOutTitle: (): string => msg('You are not signed in'),
  signedOutText: (): string => msg('Sign in again to go on where you were.'),
  none: (): string => msg('None'),
  previous: (): string => msg('Previous'),
  next: (): string => msg('Next'),
  pages: (): string => msg('Pages'),
  range: (from: string, to: string, all: string): string => msg(str`${from}–${to} of ${all}`),
};

/** The words for an error that a client reads: what was not done, and what to do. */
export function describe(error: BillingError): string {
  switch (error.code) {
    case 'offline':
    case 'unavailable':
      return words.notReached();
    case 'forbidden':
      return words.notAllowed();
    case 'not_found':
      return words.notFound();
    case 'rate_limited':
      return words.tooMany(error.retryAfterSeconds ?? 10);
    case 'internal':
      return words.internal();
    default:
      return error.message;
  }
}
