import { html, type TemplateResult } from 'lit';
import { minorUnits } from '../../src/rules/currency.ts';
import { formatAmount, type Money } from '../../src/rules/money.ts';

/**
 * Writes amounts and dates for one locale, numerals included.
 *
 * Amounts go to `Intl.NumberFormat` as decimal strings, so no float ever holds money (Law 3).
 */
export class Formatter {
  /** BCP 47. */
  readonly locale: string;
  readonly #amounts: Map<string, Intl.NumberFormat> = new Map();
  readonly #dates: Intl.DateTimeFormat;
  readonly #numbers: Intl.NumberFormat;

  constructor(locale: string) {
    this.locale = locale;
    this.#numbers = new Intl.NumberFormat(locale);
    this.#dates = new Intl.DateTimeFormat(locale, {
      calendar: 'gregory',
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
      year: 'numeric',
    });
  }

  /** An amount with its currency and all decimals; the minus is U+2212. */
  money(amount: Money): string {
    return this.#currency(amount.currency)
      .formatToParts(formatAmount(amount) as `${number}`)
      .map((part) => (part.type === 'minusSign' ? '\u2212' : part.value))
      .join('');
  }

  /** The same, isolated from the direction of the text around it. */
  amount(amount: Money): TemplateResult {
    return html`<bdi>${this.money(amount)}</bdi>`;
  }

  /** A date such as `26 Nov 2026`, from `YYYY-MM-DD`. */
  date(plainDate: string): string {
    return this.#dates.format(midnight(plainDate));
  }

  /** Several things in a row, as the locale joins them: `Billing and Technical`. */
  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(items);
  }

  /** A count, with the locale's numerals; the minus is U+2212. */
  number(value: number): string {
    return this.#numbers.format(value).replace('-', '\u2212');
  }

  #currency(currency: string): Intl.NumberFormat {
    const known = this.#amounts.get(currency);
    if (known !== undefined) return known;
    const digits = minorUnits(currency);
    const made = new Intl.NumberFormat(this.locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    this.#amounts.set(currency, made);
    return made;
  }
}

/** A date as `Intl` takes it; the formatter's zone is UTC as well, so no day is lost. */
function midnight(plainDate: string): Date {
  return new Date(`${plainDate}T00:00:00Z`);
}

/** Whether the browser can write dates and numbers for a tag of BCP 47. */
export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
