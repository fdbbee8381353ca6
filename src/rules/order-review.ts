import type { BillingSettings } from './billing-settings.ts';
import { compare, formatAmount, type Money } from './money.ts';

/** What of an order decides whether it is looked at first. */
export interface OrderToReview {
  readonly total: Money;
  /** ISO 3166-1 alpha-2, of the client's address. */
  readonly country: string;
}

/**
 * Why an order is held until an operator has looked at it (SPEC 4.10), in words for the operator;
 * empty when nothing speaks against it.
 */
export function reviewReasons(
  { total, country }: OrderToReview,
  { amountAbove, countries }: BillingSettings['review'],
): string[] {
  const reasons: string[] = [];
  const limit = amountAbove.find(({ currency }) => currency === total.currency);
  if (limit !== undefined && compare(total, limit) > 0) {
    const shown = `${formatAmount(total)} ${total.currency}`;
    reasons.push(`The total of ${shown} is above ${formatAmount(limit)}.`);
  }
  if (countries.includes(country)) reasons.push(`The client is in ${country}.`);
  return reasons;
}
