import { compare, type Money, minimum, subtract } from './money.ts';

/** What clients may add to their account credit (SPEC 8.4); at most one amount per currency. */
export interface FundsSettings {
  /** The least and the most that is added at once. */
  readonly minimum: readonly Money[];
  readonly maximum: readonly Money[];
  /** The most that the provider holds of a client. */
  readonly balance: readonly Money[];
}

/** The least and the most that may be added now. */
export interface FundsRange {
  readonly minimum: Money;
  readonly maximum: Money;
}

/** What may be added to the credit that is held; null where nothing may. */
export function fundsRange(settings: FundsSettings | undefined, credit: Money): FundsRange | null {
  const inCurrency = (list: readonly Money[] | undefined): Money | undefined =>
    list?.find(({ currency }) => currency === credit.currency);
  const least = inCurrency(settings?.minimum);
  const most = inCurrency(settings?.maximum);
  const balance = inCurrency(settings?.balance);
  if (least === undefined || most === undefined || balance === undefined) return null;
  const maximum = minimum(most, subtract(balance, credit));
  return compare(maximum, least) < 0 ? null : { minimum: least, maximum };
}

/** Whether an amount may be added. */
export function inRange(amount: Money, range: FundsRange): boolean {
  return compare(amount, range.minimum) >= 0 && compare(amount, range.maximum) <= 0;
}
