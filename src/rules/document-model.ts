import type { LineAmounts, Totals } from './invoice.ts';
import type { Money, RoundingMode } from './money.ts';
import type { AppliedTax } from './tax.ts';
import type { TaxRounding } from './tax-totals.ts';

/** A line before tax is summed: what is asked, what is taken off, and its taxes. */
export interface PricedLine {
  readonly unitPrice: Money;
  /** Whole; negative on a reversal. */
  readonly quantity: number;
  /** Not below zero, and not above the line (SPEC 7.9); on a reversal the other way round. */
  readonly discount: Money;
  readonly taxes: readonly AppliedTax[];
  /** The taxes that its price includes, see `homeTaxesFor`; needed where prices include tax. */
  readonly homeTaxes?: readonly AppliedTax[] | undefined;
  /** A price that is net even where prices include tax, such as a late fee. */
  readonly priceIs?: 'net' | undefined;
}

/**
 * Of a price that includes tax, what is rounded (SPEC 7.10): the net and then the tax, so that a
 * cent may be left as rounding (BT-114); the tax, and the net is the rest; or the net, and the tax
 * is the rest.
 */
export type InclusiveOrder = 'net-first' | 'tax-first' | 'tax-is-rest';

/** The provider's policy of taxes on a document. */
export interface DocumentPolicy {
  readonly mode: RoundingMode;
  readonly currency: string;
  /** Once per rate when absent. */
  readonly rounding?: TaxRounding | undefined;
  /** Prices exclude tax when absent. */
  readonly inclusive?: InclusiveOrder | undefined;
}

/** A document's lines with their sums, and its totals. */
export interface PricedDocument {
  readonly lines: readonly LineAmounts[];
  readonly totals: Totals;
}
