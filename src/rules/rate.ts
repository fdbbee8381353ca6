import { fail } from '../errors.ts';
import { type Money, multiplyRatio, type RoundingMode } from './money.ts';

/** A percentage as an exact fraction: `9.975` percent is 9975 / 100000. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const percent = /^(0|[1-9]\d{0,3})(?:\.(\d{1,6}))?$/;

/**
 * Reads a percentage written as a plain decimal, such as `20`, `6.25` or `9.975`.
 *
 * @throws BillingError `invalid_input` for signs, exponents, blanks and more than six decimals.
 */
export function parseRate(text: string): Rate {
  const known = rates.get(text);
  if (known !== undefined) return known;
  const rate = readRate(text);
  if (rates.size >= 1000) rates.clear();
  rates.set(text, rate);
  return rate;
}

/** The same few rates are read for each line of a run; a text always means the same rate. */
const rates = new Map<string, Rate>();

function readRate(text: string): Rate {
  const match = percent.exec(text);
  if (match === null) {
    fail('invalid_input', `"${text}" is not a percentage; write a decimal such as 9.975.`);
  }
  const fraction = match[2] ?? '';
  return {
    numerator: BigInt(`${match[1]}${fraction}`),
    denominator: 100n * 10n ** BigInt(fraction.length),
  };
}

/** That percentage of an amount, rounded once. */
export function applyRate(m: Money, rate: Rate, mode?: RoundingMode): Money {
  return multiplyRatio(m, rate.numerator, rate.denominator, mode);
}
