import { invariant } from '../errors.ts';
import { type Fraction, fraction, plus, roundFraction, times } from './fraction.ts';
import { isZero, type Money, type RoundingMode, sum } from './money.ts';
import { applyRate, parseRate } from './rate.ts';
import type { AppliedTax, TaxSubtotal } from './tax.ts';

/** A line as far as its tax goes. */
export interface TaxableLine {
  readonly net: Money;
  readonly taxes: readonly AppliedTax[];
}

/** The tax of a rate is rounded once on the sum of its lines, or on each line (SPEC 7.10). */
export type TaxRounding = 'per-rate' | 'per-line';

interface Group {
  readonly applied: AppliedTax;
  net: bigint;
  /** What a compound tax has in its base besides the nets. */
  more: Fraction | null;
  /** Taxes that were rounded per line, and those of a fixed amount. */
  settled: bigint;
}

/**
 * The tax per rate on the sum of its lines, rounded once per rate (SPEC 7.8, BR-CO-17), or by the
 * named policy on each line. A compound tax is reckoned exactly on the taxes before it (7.11).
 *
 * @param currency of an empty list of lines; else it may be left out.
 */
export function taxTotals(
  lines: readonly TaxableLine[],
  mode: RoundingMode,
  currency: string | undefined = lines[0]?.net.currency,
  rounding: TaxRounding = 'per-rate',
): { readonly breakdown: readonly TaxSubtotal[]; readonly tax: Money } {
  invariant(currency !== undefined, 'The tax of no lines needs a currency.');
  const groups: Group[] = [];
  for (const line of lines) {
    line.taxes.forEach((applied, index) => {
      const group = groupOf(groups, applied);
      const more = applied.compound === true ? taxesBefore(line, index) : null;
      group.net += line.net.amount;
      if (more !== null) group.more = group.more === null ? more : plus(group.more, more);
      if (applied.amounts !== undefined) group.settled += fixedTax(applied.amounts, line.net);
      if (rounding === 'per-line') {
        group.settled += taxOf({ applied, net: line.net.amount, more }, mode, currency);
      }
    });
  }
  const breakdown = groups.map((group) => subtotal(group, rounding, mode, currency));
  return {
    breakdown,
    tax: sum(
      breakdown.map(({ tax }) => tax),
      currency,
    ),
  };
}

/** A document has a few taxes at most, so to look at each costs less than a key. */
function groupOf(groups: Group[], applied: AppliedTax): Group {
  const same = groups.find((group) => isSameTax(group.applied, applied));
  if (same !== undefined) return same;
  const group: Group = { applied, net: 0n, more: null, settled: 0n };
  groups.push(group);
  return group;
}

/** Whether two taxes have the same {@link taxKey}. */
function isSameTax(a: AppliedTax, b: AppliedTax): boolean {
  return a === b || (a.rate === b.rate && taxKey(a) === taxKey(b));
}

/** What tells one tax of a document from another. */
export function taxKey({ category, rate, name, compound, amounts }: AppliedTax): string {
  const fixed = amounts?.map(({ amount, currency }) => `${currency}${amount}`).join(' ');
  return [category, rate, name, compound === true ? 'compound' : '', fixed ?? ''].join('\n');
}

function subtotal(
  group: Group,
  rounding: TaxRounding,
  mode: RoundingMode,
  currency: string,
): TaxSubtotal {
  const { applied, net, more, settled } = group;
  const amount = rounding === 'per-line' ? settled : settled + taxOf(group, mode, currency);
  const tax: Money = { amount, currency };
  invariant(applied.category === 'S' || isZero(tax), 'Only a standard rate yields tax.');
  const base = more === null ? net : roundFraction(plus(fraction(net), more), mode);
  return { ...applied, base: { amount: base, currency }, tax };
}

function taxOf(
  { applied, net, more }: Pick<Group, 'applied' | 'net' | 'more'>,
  mode: RoundingMode,
  currency: string,
): bigint {
  const rate = parseRate(applied.rate);
  if (more === null) return applyRate({ amount: net, currency }, rate, mode).amount;
  return roundFraction(times(plus(fraction(net), more), rate), mode);
}

/** A tax of a fixed amount on one line; a line that takes back, or bears nothing, turns it. */
function fixedTax(amounts: readonly Money[], net: Money): bigint {
  const fixed = amounts.find(({ currency }) => currency === net.currency)?.amount ?? 0n;
  return net.amount < 0n ? -fixed : net.amount === 0n ? 0n : fixed;
}

function taxesBefore({ net, taxes }: TaxableLine, index: number): Fraction {
  const { rate, fixed } = effectiveTax(taxes.slice(0, index), net.currency);
  const sign = net.amount < 0n ? -1n : net.amount === 0n ? 0n : 1n;
  return plus(times(fraction(net.amount), rate), times(fraction(sign), fixed));
}

/**
 * What the taxes of a line come to, exactly: a share of its net, and an amount besides, in minor
 * units.
 */
export function effectiveTax(
  taxes: readonly AppliedTax[],
  currency: string,
): { readonly rate: Fraction; readonly fixed: Fraction } {
  let rate = fraction(0n);
  let fixed = fraction(0n);
  for (const applied of taxes) {
    const own = parseRate(applied.rate);
    const amount = applied.amounts?.find((one) => one.currency === currency)?.amount ?? 0n;
    const onRate = applied.compound === true ? plus(fraction(1n), rate) : fraction(1n);
    const onFixed = applied.compound === true ? times(own, fixed) : fraction(0n);
    rate = plus(rate, times(own, onRate));
    fixed = plus(plus(fixed, onFixed), fraction(amount));
  }
  return { rate, fixed };
}
