import type { Proration } from './billing-settings.ts';
import { isWhole } from './due-periods.ts';
import type { ExplanationStep } from './invoice.ts';
import { formatAmount, type Money, multiplyQuantity, type RoundingMode } from './money.ts';
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
  /** Said after the price in its explanation. */
  readonly remark?: string | undefined;
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

/** The price of a whole period, or of a part of one (SPEC 6.3–6.5), with its explanation. */
export function pricePeriod(
  billed: BilledPeriod,
  sold: SoldForPeriod,
  policy: PeriodPolicy,
): PricedPeriod {
  const { description, cycle, quantity, price, remark = '' } = sold;
  const { period, whole } = billed;
  const label = `${description}, ${cycle}: ${formatAmount(price)} × ${quantity}${remark}`;
  const dates = `${period.start} to ${period.end}`;
  const all = multiplyQuantity(price, quantity);
  if (isWhole(billed)) {
    const steps = [
      { label, amount: all },
      { label: dates, amount: all },
    ];
    return { description, quantity, unitPrice: price, gross: all, rule: 'period', steps };
  }
  const proration = sold.prorated ? policy.proration : 'none';
  const gross = prorate(price, quantity, period, whole, proration, policy.mode);
  const { days, of } = shareOf(period, whole, proration);
  const counted = `${days} of ${of} days (${proration}) of ${whole.start} to ${whole.end}`;
  return {
    // Of a part of several units no unit has a price that multiplies to the sum: it is one piece.
    description: quantity === 1 ? description : `${description} × ${quantity}`,
    quantity: 1,
    unitPrice: gross,
    gross,
    rule: 'part-of-period',
    steps: [
      { label, amount: all },
      { label: `${counted}, rounded ${policy.mode}`, amount: gross },
      { label: dates, amount: gross },
    ],
  };
}
