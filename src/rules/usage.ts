import { fail } from '../errors.ts';
import { minorUnits } from './currency.ts';
import type { Period } from './cycle.ts';
import { type Explanation, step } from './explanation.ts';
import {
  dividedBy,
  type Fraction,
  formatFraction,
  fraction,
  parseDecimal,
  plus,
  roundFraction,
  times,
} from './fraction.ts';
import type { Meter } from './meter-model.ts';
import type { Money, RoundingMode } from './money.ts';
import { addDays, addMonths, daysBetween, type PlainDate } from './plain-date.ts';
import { inUnit, priceUnits, startedBlocks, type UnitTier, unitsOver } from './unit-price.ts';

/** What was measured on one day (SPEC 12.1): the last reading of the day, or the day's own sum. */
export interface Reading {
  readonly day: PlainDate;
  /** Decimal, in the meter's unit unless another is named. */
  readonly value: string;
  /** The unit of the value, such as `MB`. */
  readonly unit?: string | undefined;
  /** What was included at the end of that day, in the meter's unit (SPEC 12.3). */
  readonly allowance: string;
}

/** A calendar month of one meter of a package. */
export interface MonthOfUse {
  readonly meter: Meter;
  /** Any day of the month in the provider's zone. */
  readonly month: PlainDate;
  /** The first day of the package, and the first that is not its own any more; null for none. */
  readonly activeFrom: PlainDate;
  readonly activeUntil: PlainDate | null;
  /** At most one per day; those of other months are passed over. */
  readonly readings: readonly Reading[];
  /** The last reading before the month, which a month without a first one carries on. */
  readonly carried?: Reading | undefined;
}

/** One day as it counts. */
export interface DayOfUse {
  readonly day: PlainDate;
  readonly value: Fraction;
  readonly allowance: Fraction;
  /** What a sampled meter has above the allowance on that day. */
  readonly over: Fraction;
  /** Nothing was read: the last sample is carried, a sum gets nothing (SPEC 12.4). */
  readonly estimated: boolean;
}

/** The use of a month, exactly. */
export interface Use {
  readonly period: Period;
  readonly days: readonly DayOfUse[];
  /** The sum, or the average over the days of the month. */
  readonly used: Fraction;
  readonly allowance: Fraction;
  /** What is charged: above the allowance. */
  readonly over: Fraction;
  readonly estimatedDays: number;
}

const none: Fraction = fraction(0n);

/** The calendar month that holds a day. */
export function calendarMonth(day: PlainDate): Period {
  const start = `${day.slice(0, 8)}01`;
  return { start, end: addMonths(start, 1) };
}

/**
 * What was used in a month (SPEC 12.3, 12.4). Summed: the sum of the days, above the allowance that
 * stood at the end. Sampled: the average over all days of the month of what was above that day's
 * allowance; days before activation and after the end count 0.
 */
export function useOf(question: MonthOfUse): Use {
  const { meter, month } = question;
  const period = calendarMonth(month);
  const days = daysOf(question, period);
  const whole = fraction(BigInt(daysBetween(period.start, period.end)));
  const total = (pick: (day: DayOfUse) => Fraction): Fraction =>
    days.reduce((sum, day) => plus(sum, pick(day)), none);
  const summed = meter.mode === 'summed';
  const used = total(({ value }) => value);
  const last = days.at(-1)?.allowance ?? none;
  return {
    period,
    days,
    used: summed ? used : dividedBy(used, whole),
    allowance: summed
      ? last
      : dividedBy(
          total(({ allowance }) => allowance),
          whole,
        ),
    over: summed
      ? unitsOver(used, last)
      : dividedBy(
          total(({ over }) => over),
          whole,
        ),
    estimatedDays: days.filter(({ estimated }) => estimated).length,
  };
}

/** The days on which the package was active, in order. */
function daysOf(question: MonthOfUse, { start, end }: Period): DayOfUse[] {
  const { meter, activeFrom, activeUntil, readings, carried } = question;
  const byDay = new Map(readings.map((reading) => [reading.day, reading]));
  const first = activeFrom > start ? activeFrom : start;
  const stop = activeUntil !== null && activeUntil < end ? activeUntil : end;
  const days: DayOfUse[] = [];
  let before = carried;
  for (let day = first; day < stop; day = addDays(day, 1)) {
    const read = byDay.get(day);
    before = read ?? before;
    days.push(dayOf(meter, day, read, before));
  }
  return days;
}

function dayOf(
  meter: Meter,
  day: PlainDate,
  read: Reading | undefined,
  last: Reading | undefined,
): DayOfUse {
  const counted = meter.mode === 'summed' ? read : last;
  const value =
    counted === undefined
      ? none
      : inUnit(parseDecimal(counted.value), counted.unit ?? meter.unit, meter.unit);
  // A day without a reading has the allowance of the last one, or the plan's own.
  const allowance = parseDecimal(last?.allowance ?? meter.included);
  return {
    day,
    value,
    allowance,
    over: unitsOver(value, allowance),
    estimated: read === undefined,
  };
}

/** A charge for use: a line of quantity one. */
export interface UseCharge {
  readonly amount: Money;
  /** The units charged, after blocks. */
  readonly units: Fraction;
  readonly explanation: Explanation;
}

/**
 * What the use above the allowance costs, rounded once (SPEC 12.3); nothing where the panel refuses
 * it. Tiers count the units above the allowance.
 *
 * @throws BillingError `unknown_price` when a tier has no price in the currency.
 */
export function chargeForUse(
  meter: Meter,
  use: Use,
  currency: string,
  mode: RoundingMode,
): UseCharge {
  const charged = meter.over === 'charged' ? use.over : none;
  const units =
    meter.block === undefined ? charged : startedBlocks(charged, parseDecimal(meter.block));
  const tiers = meter.over === 'charged' ? meter.tiers.map((tier) => tierIn(tier, currency)) : [];
  const model = meter.model === 'volume' ? 'volume' : 'graduated';
  const { amount: exact, parts } =
    tiers.length === 0 ? { amount: none, parts: [] } : priceUnits(units, { model, tiers });
  const inMinor = (amount: Fraction): Money => ({
    amount: roundFraction(times(amount, fraction(10n ** BigInt(minorUnits(currency)))), mode),
    currency,
  });
  const amount = inMinor(exact);
  const steps = [
    ...explainUse(meter, use),
    ...parts
      .filter((part) => part.units.numerator > 0n)
      .map(({ units: some, tier, amount: cost }) =>
        step(
          'usage_price',
          { units: show(some), unit: meter.unit, price: priceText(meter, tier, currency) },
          inMinor(cost),
        ),
      ),
    step('rounded', { mode }, amount),
  ];
  return { amount, units, explanation: { rule: `usage-${meter.mode}`, steps } };
}

function tierIn({ upTo, prices }: Meter['tiers'][number], currency: string): UnitTier {
  const price = prices.find((one) => one.currency === currency);
  if (price === undefined) fail('unknown_price', `The use has no price in ${currency}.`);
  return { upTo: upTo === null ? null : parseDecimal(upTo), price: parseDecimal(price.amount) };
}

function priceText(meter: Meter, tier: number, currency: string): string {
  const price = meter.tiers[tier]?.prices.find((one) => one.currency === currency);
  return price?.amount ?? '0';
}

function explainUse(meter: Meter, use: Use): Explanation['steps'] {
  const { unit } = meter;
  const of = (units: Fraction) => ({ units: show(units), unit });
  const steps = [
    step(meter.mode === 'summed' ? 'used_summed' : 'used_average', of(use.used)),
    step('included', of(use.allowance)),
    step('over', of(use.over)),
  ];
  if (meter.block !== undefined) steps.push(step('blocks', { units: meter.block, unit }));
  if (use.estimatedDays > 0) steps.push(step('estimated_days', { days: `${use.estimatedDays}` }));
  return steps;
}

function show(units: Fraction): string {
  return formatFraction(units, 6);
}
