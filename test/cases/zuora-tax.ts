import { type InclusiveOrder, priceDocument } from '../../src/rules/document.ts';
import { formatAmount, type Money, zero } from '../../src/rules/money.ts';
import { amount, type Given, has, meaning, text } from './given.ts';
import { check, type Outcome, Skipped } from './outcome.ts';

const orders: ReadonlyMap<string, InclusiveOrder> = new Map<string, InclusiveOrder>([
  ['round_tax', 'tax-first'],
  ['round_net', 'tax-is-rest'],
]);

/** Zuora: of a price that includes tax, the tax is rounded, or the net and the tax is the rest. */
export function zuoraTax(given: Given, expect: Given): Outcome {
  if (!has(given, 'gross')) throw new Skipped('the text of a rule, without a number');
  const currency = has(given, 'currency') ? text(given, 'currency') : 'USD';
  const rate = text(given, 'vat_percent');
  const inclusive = meaning(orders, has(given, 'rule') ? text(given, 'rule') : 'round_net');
  const taxes = [{ name: 'VAT', rate, category: 'S' }] as const;
  const unitPrice = amount(given, 'gross', currency);
  const { totals } = priceDocument(
    [{ unitPrice, quantity: 1, discount: zero(currency), taxes, homeTaxes: taxes }],
    { mode: 'half-away-from-zero', currency, inclusive },
  );
  const made = new Map<string, Money>([
    ['tax', totals.tax],
    ['net', totals.net],
    ['gross', totals.total],
  ]);
  const checks = [...made].flatMap(([key, value]) =>
    has(expect, key) ? [check(key, expect[key], formatAmount(value))] : [],
  );
  return { rule: `priceDocument ${inclusive}`, checks };
}
