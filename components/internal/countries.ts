/** A country of the list. */
export interface Country {
  /** ISO 3166 two letters. */
  readonly value: string;
  /** Its name in the reader's language. */
  readonly label: string;
}

/** The two-letter codes of ISO 3166-1. */
const codes: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR ' +
  'BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ ' +
  'EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW ' +
  'GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY ' +
  'KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV ' +
  'MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY ' +
  'QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG ' +
  'TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

/** Countries whose addresses or taxes need a state or province. */
const withStates: ReadonlySet<string> = new Set(['AU', 'BR', 'CA', 'IN', 'MX', 'MY', 'US']);

const lists = new Map<string, readonly Country[]>();

/** All countries by name, in a language of BCP 47. */
export function countries(locale: string): readonly Country[] {
  const known = lists.get(locale);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const { compare } = new Intl.Collator(locale);
  const list = codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => compare(a.label, b.label));
  lists.set(locale, list);
  return list;
}

/** Whether a code is one of the list. */
export function isCountry(code: string): boolean {
  return codes.includes(code);
}

/** Whether an address of the country has a state. */
export function hasState(country: string): boolean {
  return withStates.has(country);
}

/** Whether taxes of the country depend on the county. */
export function hasCounty(country: string): boolean {
  return country === 'US';
}
