import cardValidator from 'card-validator';
import { passesLuhn } from '../../src/rules/luhn.ts';

/** What a card number is, as far as it shows. */
export interface CardNumber {
  /** Its check digit is right, and its network has numbers of that length. */
  readonly isValid: boolean;
  /** Whether more digits may still make it valid. */
  readonly mayBecome: boolean;
  /** The network, such as `visa`; null while it could be several or is none. */
  readonly brand: string | null;
}

/** Reads a card number with or without spaces between its groups (SPEC 9.2). */
export function readCardNumber(text: string): CardNumber {
  const number = text.replaceAll(/[ -]/g, '');
  const { card, isPotentiallyValid, isValid } = cardValidator.number(number);
  const brand = card?.type ?? null;
  // The first cards of Visa have 13 digits; the library knows the later lengths.
  const isEarly = brand === 'visa' && number.length === 13 && passesLuhn(number);
  return { isValid: isValid || isEarly, mayBecome: isPotentiallyValid, brand };
}
