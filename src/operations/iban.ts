import { isValidIBAN } from 'ibantools';

/** Whether a text is an IBAN, in upper case, with or without spaces between its groups. */
export function isIban(value: string): boolean {
  return isValidIBAN(value.replaceAll(' ', ''));
}
