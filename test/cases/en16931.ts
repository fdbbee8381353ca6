import { type PricedLine, priceDocument } from '../../src/rules/document.ts';
import {
  add,
  formatAmount,
  type Money,
  negate,
  subtract,
  sum,
  zero,
} from '../../src/rules/money.ts';
import type { AppliedTax, TaxCategory, TaxSubtotal } from '../../src/rules/tax.ts';
import { amount, type Given, has, record, records, text } from './given.ts';
import { type Check, check, type Outcome, Skipped } from './outcome.ts';

/** EN 16931: tax per category and rate on the sum of the lines, rounded once (BR-CO-10 to 17). */
export function en16931(given: Given, expect: Given): Outcome {
  if (has(given, 'rule')) throw new Skipped('rules of the XML come with e-invoices (part 7)');
  const currency = text(given, 'currency');
  const read = (value: Given, key: string): Money => amount(value, key, currency);
  const lines = records(given, 'lines').map((line) => priced(line, read(line, 'line_net')));
  const whole = records(given, 'document_allowances_charges');
  const charges = whole.filter((one) => one['charge'] === true);
  const allowances = whole.filter((one) => one['charge'] === false);
  const all = [
    ...lines,
    ...charges.map((one) => priced(one, read(one, 'amount'))),
    ...allowances.map((one) => priced(one, negate(read(one, 'amount')))),
  ];
  const policy = { mode: 'half-away-from-zero', currency } as const;
  const { totals } = priceDocument(all, policy);
  const sumOf = (list: readonly Given[]): Money =>
    sum(
      list.map((one) => read(one, 'amount')),
      currency,
    );
  const prepaid = has(given, 'prepaid') ? read(given, 'prepaid') : zero(currency);
  const cents = has(given, 'payable_rounding') ? read(given, 'payable_rounding') : zero(currency);
  const made = new Map<string, Money>([
    ['line_extension_amount', priceDocument(lines, policy).totals.net],
    ['tax_exclusive_amount', totals.net],
    ['tax_inclusive_amount', totals.total],
    ['charge_total_amount', sumOf(charges)],
    ['allowance_total_amount', sumOf(allowances)],
    ['prepaid_amount', prepaid],
    ['payable_rounding_amount', cents],
    ['payable_amount', add(subtract(totals.total, prepaid), cents)],
  ]);
  const expected = record(expect, 'totals');
  return {
    rule: 'priceDocument',
    checks: [
      ...breakdown(records(expect, 'vat_breakdown'), totals.breakdown),
      check('tax_total', expect['tax_total'], formatAmount(totals.tax)),
      ...[...made].flatMap(([key, value]) =>
        has(expected, key) ? [check(key, expected[key], formatAmount(value))] : [],
      ),
    ],
  };
}

function priced(given: Given, unitPrice: Money): PricedLine {
  const category = text(given, 'vat_category') as TaxCategory;
  const rate = has(given, 'vat_rate') ? plain(text(given, 'vat_rate')) : '0';
  const taxes: readonly AppliedTax[] = [{ name: 'VAT', rate, category }];
  return { unitPrice, quantity: 1, discount: zero(unitPrice.currency), taxes };
}

/** 25.0 and 25 are one rate. */
function plain(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}

function breakdown(expected: readonly Given[], made: readonly TaxSubtotal[]): Check[] {
  return expected.flatMap((part) => {
    const rate = has(part, 'rate') ? plain(text(part, 'rate')) : '0';
    const found = made.find((one) => one.category === part['category'] && one.rate === rate);
    const what = `${part['category']} ${rate}`;
    return [
      check(`taxable ${what}`, part['taxable'], found && formatAmount(found.base)),
      check(`tax ${what}`, part['tax'], found && formatAmount(found.tax)),
    ];
  });
}
