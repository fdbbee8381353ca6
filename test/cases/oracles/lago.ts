import { type Fraction, fraction, roundFraction } from '../../../src/rules/fraction.ts';

/** The plan's amount × billable days / days of the whole period, exactly. */
export function lagoPrecise(plan: bigint, billable: bigint, days: bigint): Fraction {
  return fraction(plan * billable, days);
}

/** The fee, rounded half away from zero. */
export function lagoFee(precise: Fraction): bigint {
  return roundFraction(precise, 'half-away-from-zero');
}

/** Whether a float that the source printed is the exact value, to its last digits. */
export function samePrecise(printed: number, { numerator, denominator }: Fraction): boolean {
  const exact = Number(numerator) / Number(denominator);
  return Math.abs(printed - exact) <= Math.abs(exact) * 1e-12;
}
