import type { Proration } from './billing-settings.ts';
import { isWhole } from './due-periods.ts';
import { type ExplanationStep, step } from './explanation.ts';
import { formatAmount, type Money, multiplyQuantity, type RoundingMode } from './money.ts';
import type { PlainDate } from './plain-date.ts';
import { prorate, shareOf } from './proration.ts';
import type { BilledPeriod } from './schedule.ts';

/** How parts of a period are priced. */
export interface PeriodPolicy {
  readonly proration: Proration;
  readonly mode: RoundingMode;
}

/** What is sold for a period. */
export interface SoldForPeriod {
  readonly description: string;
  /** The id of its cycle. */
  readonly cycle: string;
  readonly quantity: number;
  /** Per unit and whole period. */
  readonly price: Money;
  /** Whether a part of a period costs a part of the price (SPEC 2.2, 6.3). */
  readonly prorated: boolean;
  /** Where the price was raised: what it was before, and since when it is another. */
  readonly raised?: { readonly before: Money; readonly from: PlainDate } | undefined;
}

/** A period as a line before discount and tax. */
export interface PricedPeriod {
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly gross: Money;
  /** Rule, price, dates, fraction and rounding (SPEC 7.14). */
  readonly rule: 'period' | 'part-of-period';
  readonly steps: readonly ExplanationStep[];
}

/** What whole periods of all units cost. */
export function priceStep(
  sold: Pick<SoldForPeriod, 'description' | 'cycle' | 'quantity' | 'price' | 'raised'>,
): ExplanationStep {
  const { description: item, cycle, quantity, price, raised } = sold;
  const all = multiplyQuantity(price, quantity);
  const values = { item, cycle, price: formatAmount(price), quantity: `${quantity}` };
  if (raised === undefined) return step('price', values, all);
  const { before, from } = raised;
  return step('raised_price', { ...values, before: formatAmount(before), from }, all);
}

/** The price of a whole period, or of a part of one (SPEC 6.3–6.5), with its explanation. */
export function pricePeriod(
  billed: BilledPeriod,
  sold: SoldForPeriod,
  policy: PeriodPolicy,
): PricedPeriod {
  const { description, quantity, price } = sold;
  const { period, whole } = billed;
  const { start, end } = period;
  const all = multiplyQuantity(price, quantity);
  if (isWhole(billed)) {
    const steps = [priceStep(sold), step('period', { start, end }, all)];
    return { description, quantity, unitPrice: price, gross: all, rule: 'period', steps };
  }
  const proration = sold.prorated ? policy.proration : 'none';
  const gross = prorate(price, quantity, period, whole, proration, policy.mode);
  const { days, of } = shareOf(period, whole, proration);
  const share = { days: `${days}`, of: `${of}`, proration, ...whole, mode: policy.mode };
  return {
    // Of a part of several units no unit has a price that multiplies to the sum: it is one piece.
    description: quantity === 1 ? description : `${description} × ${quantity}`,
    quantity: 1,
    unitPrice: gross,
    gross,
    rule: 'part-of-period',
    steps: [priceStep(sold), step('share', share, gross), step('period', { start, end }, gross)],
  };
}
