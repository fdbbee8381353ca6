/** Officially assigned codes of ISO 3166-1, and XK, which tax and post know. */
const countries: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR ' +
    'BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ ' +
    'EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW ' +
    'GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY ' +
    'KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV ' +
    'MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY ' +
    'QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG ' +
    'TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ' +
    'ZW XK'
  ).split(' '),
);

/** Whether a text is an upper-case country code. */
export function isCountry(code: string): boolean {
  return countries.has(code);
}

function parsed(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

/** Whether a text is exactly an origin: https, or http on the reader's own machine. */
export function isOrigin(value: string): boolean {
  const url = parsed(value);
  if (url === null || url.origin !== value) return false;
  return url.protocol === 'https:' || isLocal(url);
}

function isLocal({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Whether a text is a whole web address without user data in it. */
export function isHttpUrl(value: string): boolean {
  const url = parsed(value);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || url.protocol === 'http:';
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What would make a URL parser see more than a host. */
const notHost = /[\s/:@?#\\%[\]]/;

/**
 * The ASCII form of a domain name in lower case (UTS 46), or null when it is none; what looks
 * alike is so stored alike.
 */
export function toHostName(value: string): string | null {
  if (notHost.test(value)) return null;
  const host = parsed(`http://${value}/`)?.hostname ?? '';
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || host.length > 253 || /^\d+$/.test(top)) return null;
  return labels.every((part) => label.test(part)) ? host : null;
}
