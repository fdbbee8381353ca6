import { fail, quoted } from '../errors.ts';

/**
 * The codes of ISO 4217 that have a minor unit; precious metals and test codes have none. As pages
 * load them, each word is a first letter, and for each code the two letters after it.
 */
const known =
  'AEDFNLLMDOARSUDWGZN BAMBDDTHDIFMDNDOBOVRLSDTNWPYNZD CADDFHEHFHWLFLPNYOPOURCUPVEZK ' +
  'DJFKKOPZD EGPRNTBUR FJDKP GBPELHSIPMDNFTQYD HKDNLTGUF IDRLSNRQDRRSK JMDODPY ' +
  'KESGSHRMFPWRWWDYDZT LAKBPKRRDSLYD MADDLGAKDMKNTOPRUURVRWKXNXVYRZN NADGNIOOKPRZD OMR ' +
  'PABENGKHPKRLNYG QAR RONSDUBWF SARBDCRDGEKGDHPLEOSRDSPTNVCYPZL THBJSMTNDOPRYTDWDZS ' +
  'UAHGXSDSNYIYUYWZS VEDESNDUV WST XADAFCDCGOFPF YER ZARMWWG';

/** The currencies whose minor unit is not a hundredth, by number of decimals. */
const exceptions: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const decimals: ReadonlyMap<string, number> = new Map([
  ...known
    .split(' ')
    .flatMap(([first, ...rest]) =>
      (rest.join('').match(/../g) ?? []).map((two): [string, number] => [`${first}${two}`, 2]),
    ),
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
    fail(
      'invalid_input',
      `${quoted(currency)} is not an ISO 4217 currency; write a code such as EUR.`,
    );
  }
  return digits;
}
