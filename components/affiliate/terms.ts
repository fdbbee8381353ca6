import type { AffiliateProgramView } from '../../src/contract/affiliates.ts';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from '../internal/format.ts';
import { percentText } from '../internal/percent.ts';
import { strings } from './affiliate.strings.ts';

/** What a program pays, in one sentence (SPEC 14.1). */
export function earningText(program: AffiliateProgramView, format: Formatter): string {
  const { percent, fixed, recurring } = program;
  if (percent !== null) {
    const share = percentText(percent, format);
    return recurring ? strings.percentEach(share) : strings.percentOnce(share);
  }
  const sum = sumsText(fixed, format);
  return recurring ? strings.fixedEach(sum) : strings.fixedOnce(sum);
}

/** Its waiting time, and its smallest pay-out if it has one. */
export function payOutText(program: AffiliateProgramView, format: Formatter): string {
  const { waitDays, minimumPayout } = program;
  const wait =
    waitDays === 0 ? strings.waitNone() : strings.wait(waitDays, format.number(waitDays));
  if (minimumPayout.length === 0) return wait;
  return `${wait} ${strings.minimum(sumsText(minimumPayout, format))}`;
}

/** One sum per currency: `€50.00 or $55.00`. */
function sumsText(sums: readonly Money[], format: Formatter): string {
  const shown = sums.map((sum) => format.money(sum));
  return new Intl.ListFormat(format.locale, { type: 'disjunction' }).format(shown);
}
