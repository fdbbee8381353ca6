import { isBillingError } from '../errors.ts';
import { isNegative, type Money } from './money.ts';

/** Notes one fault of a catalog by its path. */
export type Report = (path: string, message: string) => void;

/** Runs a parser for its error only: each fault is collected, none stops the check. */
export function attempt(path: string, report: Report, parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (!isBillingError(error)) throw error;
    report(path, error.message);
    return false;
  }
}

/** Ids are not empty, and none is used twice. */
export function checkUnique(
  list: readonly { readonly id: string }[],
  path: string,
  report: Report,
): void {
  const seen = new Set<string>();
  list.forEach(({ id }, index) => {
    if (id === '') report(`${path}.${index}.id`, 'An id cannot be empty.');
    if (seen.has(id)) report(`${path}.${index}.id`, `The id "${id}" is used twice.`);
    seen.add(id);
  });
}

/** A count is whole and not below the least; nothing is no fault. */
export function checkCount(n: number | undefined, path: string, report: Report, least = 0): void {
  if (n === undefined || (Number.isSafeInteger(n) && n >= least)) return;
  report(path, `${n} is not a whole number of at least ${least}.`);
}

/** Amounts are in the provider's currencies, one of each, and not negative. */
export function checkAmounts(
  amounts: readonly Money[] | undefined,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  const seen = new Set<string>();
  for (const amount of amounts ?? []) {
    const { currency } = amount;
    const at = `${path}.${currency}`;
    if (!currencies.includes(currency)) report(at, `The provider does not sell in ${currency}.`);
    if (seen.has(currency)) report(at, `There are two amounts in ${currency}.`);
    if (isNegative(amount)) report(at, 'An amount cannot be negative.');
    seen.add(currency);
  }
}

/** A country is written as ISO 3166-1 alpha-2. */
export function checkCountry(country: string, path: string, report: Report): void {
  if (!/^[A-Z]{2}$/.test(country)) report(path, `"${country}" is not an ISO 3166-1 country code.`);
}
