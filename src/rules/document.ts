import { type LineAmounts, lineAmounts, type Totals, totals } from './invoice.ts';
import type { Money, RoundingMode } from './money.ts';
import type { AppliedTax } from './tax.ts';

/** A line before tax is summed: what is asked, what is taken off, and its taxes. */
export interface PricedLine {
  readonly unitPrice: Money;
  /** Whole; negative on a reversal. */
  readonly quantity: number;
  /** Not below zero, and not above the line (SPEC 7.9). */
  readonly discount: Money;
  readonly taxes: readonly AppliedTax[];
}

/** The provider's policy of taxes on a document. */
export interface DocumentPolicy {
  readonly mode: RoundingMode;
  readonly currency: string;
}

/** A document's lines with their sums, and its totals. */
export interface PricedDocument {
  readonly lines: readonly LineAmounts[];
  readonly totals: Totals;
}

/** The one way in which lines become a document: sums per line, tax per rate, total (7.8). */
export function priceDocument(
  lines: readonly PricedLine[],
  { mode, currency }: DocumentPolicy,
): PricedDocument {
  const amounts = lines.map(({ unitPrice, quantity, discount, taxes }) => ({
    ...lineAmounts(unitPrice, quantity, discount),
    taxes,
  }));
  return { lines: amounts, totals: totals(amounts, mode, currency) };
}
