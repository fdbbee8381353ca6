import { passesLuhn } from '../rules/luhn.ts';

/** Digits as people group them; not a part of a longer word, as in a token or a UUID. */
const cardDigits = /(?<![\w-])\d(?:[\s\u2010-\u2015-]*\d){12,18}(?![\w-])/g;

/** How cards of the networks begin, by their length. */
const issuers: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5\d|2[2-7])\d{14}$/,
  /^3[47]\d{13}$/,
  /^3[0689](?:\d{12}|\d{14})$/,
  /^35\d{14}$/,
  /^6\d{15,18}$/,
];

/** How long an IBAN is in each country that has them (the registry of ISO 13616). */
const ibanLengths: ReadonlyMap<string, number> = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20
  EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
  KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28
  PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24
  XK20`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Where an IBAN may begin: a country and two check digits. */
const ibanStarts = /(?<![A-Z0-9])([A-Z]{2})\d{2}/gi;

/** Whether a text holds 13 to 19 digits that end with a right check digit (Luhn). */
export function hasCardNumber(value: string): boolean {
  return numbersIn(value).some(passesLuhn);
}

/**
 * Whether a text holds the number of a payment card of a known network, or an IBAN. Neither is
 * kept in a free text (Law 16): it would stand in mails, documents and books.
 */
export function hasAccountNumber(value: string): boolean {
  const isCard = (number: string): boolean =>
    passesLuhn(number) && issuers.some((issuer) => issuer.test(number));
  return numbersIn(value).some(isCard) || hasIban(value);
}

/** Whether what was typed as a phone number is a card's: no phone has that many digits. */
export function isCardForPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (digits.length > 15) return true;
  return digits.length > 13 && !value.startsWith('+') && hasAccountNumber(value);
}

function numbersIn(value: string): readonly string[] {
  return (value.match(cardDigits) ?? []).map((found) => found.replace(/\D/g, ''));
}

function hasIban(value: string): boolean {
  for (const { 1: country = '', index } of value.matchAll(ibanStarts)) {
    const length = ibanLengths.get(country.toUpperCase());
    if (length === undefined) continue;
    const grouped = new RegExp(`^(?:[ -]?[A-Z0-9]){${length}}(?![A-Z0-9])`, 'i');
    const [found] = grouped.exec(value.slice(index)) ?? [];
    if (found !== undefined && passesMod97(found.replace(/[ -]/g, '').toUpperCase())) return true;
  }
  return false;
}

/** ISO 7064 mod 97-10 over the account, then country and check digits. */
function passesMod97(iban: string): boolean {
  const turned = `${iban.slice(4)}${iban.slice(0, 4)}`;
  let rest = 0;
  for (const sign of turned) {
    const number = Number.parseInt(sign, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1;
}
