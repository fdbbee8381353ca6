import { invariant } from '../errors.ts';
import type {
  DocumentPolicy,
  InclusiveOrder,
  PricedDocument,
  PricedLine,
} from './document-model.ts';
import {
  dividedBy,
  type Fraction,
  fraction,
  minus,
  plus,
  roundFraction,
  times,
} from './fraction.ts';
import { type LineAmounts, type Totals, totals } from './invoice.ts';
import { add, allocate, type Money, subtract, sum, zero } from './money.ts';
import type { AppliedTax, TaxSubtotal } from './tax.ts';
import { effectiveTax, taxKey, taxTotals } from './tax-totals.ts';

type Policy = DocumentPolicy & { readonly inclusive: InclusiveOrder };

/** Lines with the same included taxes, which are taken out of their sum together. */
interface Group {
  readonly included: readonly AppliedTax[];
  /** Whether the client pays those very taxes, so that what is shown is charged. */
  readonly atHome: boolean;
  readonly places: number[];
}

/**
 * A document of prices that include the provider's own taxes (SPEC 7.10). Per group of equal taxes
 * net = round(G / (1 + r)), spread over the lines by `allocate`. Who pays those taxes is charged
 * what is shown, to the cent; who does not pays the net, and the taxes of his own on it.
 *
 * @param shown the sums of the lines as priced, tax included.
 */
export function priceInclusive(
  lines: readonly PricedLine[],
  shown: readonly LineAmounts[],
  policy: Policy,
): PricedDocument {
  const { mode, currency, rounding } = policy;
  const groups = groupsOf(lines, shown, rounding === 'per-line');
  const amounts = [...shown];
  for (const group of groups) takeTaxesOut(group, amounts, policy);
  const made = totals(amounts, mode, currency, rounding);
  const outside = amounts.filter(({ charged }) => charged === undefined);
  const outsideNet = sum(
    outside.map(({ net }) => net),
    currency,
  );
  const charged = sum(
    amounts.map((line) => line.charged ?? zero(currency)),
    currency,
  );
  const outsideTax = taxTotals(outside, mode, currency, rounding).tax;
  const total = add(charged, add(outsideNet, outsideTax));
  const settled =
    policy.inclusive === 'net-first' ? made : withTaxAsRest(made, groups, amounts, policy, total);
  return { lines: amounts, totals: reaching(settled, total) };
}

function groupsOf(
  lines: readonly PricedLine[],
  shown: readonly LineAmounts[],
  perLine: boolean,
): readonly Group[] {
  const groups = new Map<string, Group>();
  lines.forEach(({ homeTaxes, taxes, priceIs }, place) => {
    if (priceIs === 'net') return;
    invariant(homeTaxes !== undefined, 'A price that includes tax needs the taxes it includes.');
    const included = homeTaxes.map(taxKey).join('|');
    const atHome = included === taxes.map(taxKey).join('|');
    // Lines that take back are apart: weights of both signs could not be spread.
    const back = (shown[place]?.net.amount ?? 0n) < 0n;
    const key = [included, atHome, back, perLine ? place : ''].join('||');
    const group = groups.get(key) ?? { included: homeTaxes, atHome, places: [] };
    group.places.push(place);
    groups.set(key, group);
  });
  return [...groups.values()];
}

/** Replaces the sums of a group's lines by those without tax. */
function takeTaxesOut(
  { included, atHome, places }: Group,
  amounts: LineAmounts[],
  policy: Policy,
): void {
  const { mode, currency } = policy;
  const { rate, fixed } = effectiveTax(included, currency);
  const whole = plus(fraction(1n), rate);
  const weights = places.map((place) => amounts[place]?.net.amount ?? 0n);
  const all = weights.reduce((total, weight) => total + weight, 0n);
  const bearing = BigInt(weights.filter((weight) => weight !== 0n).length);
  const net = netOf(all, times(fixed, fraction(all < 0n ? -bearing : bearing)), rate, policy);
  const shares =
    all === 0n
      ? weights.map(() => zero(currency))
      : allocate(
          { amount: net, currency },
          weights.map((weight) => (weight < 0n ? -weight : weight)),
        );
  places.forEach((place, index) => {
    const line = amounts[place];
    const share = shares[index];
    invariant(line !== undefined && share !== undefined, 'Every line has its share.');
    const discount: Money = {
      amount: roundFraction(dividedBy(fraction(line.discount.amount), whole), mode),
      currency,
    };
    const sums = { gross: add(share, discount), discount, net: share, taxes: line.taxes };
    amounts[place] = atHome ? { ...sums, charged: line.net } : sums;
  });
}

function netOf(all: bigint, fixed: Fraction, rate: Fraction, { inclusive, mode }: Policy): bigint {
  const exact = dividedBy(minus(fraction(all), fixed), plus(fraction(1n), rate));
  if (inclusive !== 'tax-first') return roundFraction(exact, mode);
  return all - roundFraction(minus(fraction(all), exact), mode);
}

/**
 * Where the tax is what remains of the price: the cent of each group goes to its largest tax, and
 * what is left since groups share a tax, to the document's largest.
 */
function withTaxAsRest(
  made: Totals,
  groups: readonly Group[],
  amounts: readonly LineAmounts[],
  policy: Policy,
  total: Money,
): Totals {
  const moves = new Map<string, bigint>();
  const move = (part: TaxSubtotal | undefined, cents: bigint): void => {
    if (part === undefined) return;
    moves.set(taxKey(part), (moves.get(taxKey(part)) ?? 0n) + cents);
  };
  for (const { atHome, places } of groups) {
    if (!atHome) continue;
    const lines = places.flatMap((place) => amounts[place] ?? []);
    const { breakdown, tax } = taxTotals(lines, policy.mode, policy.currency, policy.rounding);
    const wanted = lines.map((line) => (line.charged?.amount ?? 0n) - line.net.amount);
    move(
      largest(breakdown),
      wanted.reduce((all, one) => all + one, -tax.amount),
    );
  }
  const moved = [...moves.values()].reduce((all, one) => all + one, 0n);
  const left = total.amount - made.net.amount - made.tax.amount - moved;
  move(largest(made.breakdown), left);
  return withMoves(made, moves);
}

function withMoves(made: Totals, moves: ReadonlyMap<string, bigint>): Totals {
  const { currency } = made.net;
  const breakdown = made.breakdown.map((part) => ({
    ...part,
    tax: { amount: part.tax.amount + (moves.get(taxKey(part)) ?? 0n), currency },
  }));
  const tax = sum(
    breakdown.map((part) => part.tax),
    currency,
  );
  return { ...made, breakdown, tax, total: add(made.net, tax) };
}

/** The largest tax that is none of nothing. */
function largest(breakdown: readonly TaxSubtotal[]): TaxSubtotal | undefined {
  const size = ({ tax }: TaxSubtotal): bigint => (tax.amount < 0n ? -tax.amount : tax.amount);
  return breakdown
    .filter(({ category }) => category === 'S')
    .reduce<TaxSubtotal | undefined>(
      (most, part) => (most === undefined || size(part) > size(most) ? part : most),
      undefined,
    );
}

/** What net and tax cannot reach of the total stands as rounding (BT-114). */
function reaching(made: Totals, total: Money): Totals {
  return { ...made, rounding: subtract(total, add(made.net, made.tax)), total };
}
