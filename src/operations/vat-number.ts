import { stdnum } from 'stdnum';

/** What the library calls the VAT number of a country, by the prefix of the number. */
const names: Readonly<Record<string, string>> = {
  AT: 'uid',
  BE: 'vat',
  BG: 'vat',
  CH: 'vat',
  CY: 'vat',
  CZ: 'dic',
  DE: 'vat',
  DK: 'cvr',
  EE: 'kmkr',
  EL: 'vat',
  ES: 'nif',
  FI: 'alv',
  FR: 'tva',
  GB: 'vat',
  HR: 'oib',
  HU: 'anum',
  IE: 'vat',
  IT: 'iva',
  LT: 'pvm',
  LU: 'tva',
  LV: 'pvn',
  MT: 'vat',
  NL: 'btw',
  NO: 'mva',
  PL: 'nip',
  PT: 'nif',
  RO: 'cui',
  SE: 'vat',
  SI: 'ddv',
  SK: 'dph',
};

/** What the library lets pass and a country does not issue, by the digits after the prefix. */
const issued: Readonly<Record<string, (digits: string) => boolean>> = {
  DE: (digits) => digits.startsWith('0') === false,
  EE: (digits) => digits.startsWith('10'),
  BG: (digits) => digits.length === 9 || isBulgarianPerson(digits),
};

/** The library takes the check of such numbers the wrong way round; by its parts it is right. */
function isBulgarianPerson(digits: string): boolean {
  const { egn, pnf } = stdnum['BG'] ?? {};
  return egn?.validate(digits).isValid === true || pnf?.validate(digits).isValid === true;
}

/**
 * Whether a VAT number has the form and the check digits of the country that its prefix names; of
 * other countries nothing is known, and it is taken. Whether it is in force only a register knows
 * (SPEC 7.12).
 */
export function isVatNumber(value: string): boolean {
  const compact = value.replaceAll(/[\s.-]/g, '').toUpperCase();
  const prefix = compact.slice(0, 2);
  const name = names[prefix];
  if (name === undefined) return true;
  const validator = stdnum[prefix === 'EL' ? 'GR' : prefix]?.[name];
  if (validator?.validate(compact).isValid !== true) return false;
  return issued[prefix]?.(compact.slice(2)) ?? true;
}
