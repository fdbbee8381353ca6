import { addDays, type PlainDate } from './plain-date.ts';

/** What bank data is made of: an IBAN, or an account of the United States (SPEC 9.3). */
export type BankAccountKind = 'iban' | 'us_bank';

/** A file that asks a bank to collect: SEPA direct debit, or ACH (SPEC 8.9). */
export type CollectionFormat = 'pain008' | 'nacha';

/** The one currency in which accounts of a kind are collected from. */
export const collectionCurrency: { readonly [Kind in BankAccountKind]: string } = {
  iban: 'EUR',
  us_bank: 'USD',
};

/** The file by which accounts of a kind are collected from. */
export const collectionFormat: { readonly [Kind in BankAccountKind]: CollectionFormat } = {
  iban: 'pain008',
  us_bank: 'nacha',
};

/** Days between the notice to the client and the collection, unless the provider says less. */
export const usualNoticeDays: { readonly [Kind in BankAccountKind]: number } = {
  iban: 14,
  us_bank: 10,
};

const mostDigits = 10;
const written = /^C(\d{10})$/;

/**
 * What a collection is known by from end to end, `C0000000012`: it fits the 35 characters of
 * pain.008 and the 15 of NACHA.
 */
export function collectionIdOf(number: bigint): string {
  return `C${String(number).padStart(mostDigits, '0')}`;
}

/** The number of a collection by its id, or null for any other text. */
export function collectionNumberOf(id: string): bigint | null {
  const digits = written.exec(id)?.[1];
  return digits === undefined ? null : BigInt(digits);
}

/** What may be shown of an account number: its last four digits, of a short one two. */
export function lastDigitsOf(accountNumber: string): string {
  return accountNumber.slice(accountNumber.length > 7 ? -4 : -2);
}

/** The first weekday that is not before a day; holidays are moved by the banks. */
export function weekdayFrom(day: PlainDate): PlainDate {
  const place = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (place === 6) return addDays(day, 2);
  return place === 0 ? addDays(day, 1) : day;
}

/** The day on which money is asked for whose client is told today (SPEC 8.9). */
export function collectionDay(today: PlainDate, noticeDays: number): PlainDate {
  return weekdayFrom(addDays(today, noticeDays));
}

/**
 * The day that a file names: the one that the client was told, or the next weekday, since a bank
 * wants a file a day before.
 */
export function dayInFile(told: PlainDate, today: PlainDate): PlainDate {
  const soonest = weekdayFrom(addDays(today, 1));
  return told < soonest ? soonest : told;
}

/** What a bank's return means for what comes next. */
export interface ReturnMeaning {
  /** Only missing funds are worth another try of the same account. */
  readonly group: 'insufficient_funds' | 'do_not_try_again';
  /** Whether the account can be collected from no more. */
  readonly endsAccount: boolean;
}

/** No funds: AM04 of SEPA; R01 and R09 of ACH. */
const noFunds: ReadonlySet<string> = new Set(['AM04', 'R01', 'R09']);

/** The account is wrong, closed or barred, its owner died, or the mandate is not valid. */
const accountOver: ReadonlySet<string> = new Set(
  'AC01 AC04 AC06 AC13 AG01 MD01 MD07 RC01 SL01 R02 R03 R04 R05 R07 R10 R11 R12 R15 R16 R20 R29'.split(
    ' ',
  ),
);

/** What a reason code of ISO 20022 or of Nacha means. */
export function meaningOfReturn(code: string): ReturnMeaning {
  return {
    group: noFunds.has(code) ? 'insufficient_funds' : 'do_not_try_again',
    endsAccount: accountOver.has(code),
  };
}
