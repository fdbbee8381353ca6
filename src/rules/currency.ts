import { fail } from '../errors.ts';

/** The codes of ISO 4217 that have a minor unit; precious metals and test codes have none. */
const known =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP ' +
  'BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ' +
  'ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK ' +
  'JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD ' +
  'MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP ' +
  'PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP ' +
  'SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV ' +
  'WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG';

/** The currencies whose minor unit is not a hundredth, by number of decimals. */
const exceptions: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const decimals: ReadonlyMap<string, number> = new Map([
  ...known.split(' ').map((code): [string, number] => [code, 2]),
  ...exceptions.flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, digits]),
  ),
]);

/** Whether a text is the upper-case code of an ISO 4217 currency in which one can bill. */
export function isCurrency(code: string): boolean {
  return decimals.has(code);
}

/**
 * How many decimals a currency has (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD.
 *
 * @throws BillingError `invalid_input` for a code that is not a currency.
 */
export function minorUnits(currency: string): number {
  const digits = decimals.get(currency);
  if (digits === undefined) {
    fail('invalid_input', `"${currency}" is not an ISO 4217 currency; write a code such as EUR.`);
  }
  return digits;
}
