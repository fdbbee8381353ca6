import type { ChangeQuote } from '../../src/contract/changes.ts';
import type { ChangeKind } from '../../src/contract/packages.ts';
import type { Formatter } from '../internal/format.ts';
import { confirmWords, strings } from './change-plan.strings.ts';

const paid: { readonly [Kind in ChangeKind]: (sum: string) => string } = {
  upgrade: confirmWords.upgradeAndPay,
  downgrade: confirmWords.downgradeAndPay,
  add_ons: confirmWords.adjustAndPay,
};

const later: { readonly [Kind in ChangeKind]: (date: string) => string } = {
  upgrade: confirmWords.upgradeOn,
  downgrade: confirmWords.downgradeOn,
  add_ons: confirmWords.adjustOn,
};

const free: { readonly [Kind in ChangeKind]: () => string } = {
  upgrade: () => strings.title('upgrade'),
  downgrade: () => strings.title('downgrade'),
  add_ons: strings.adjust,
};

/** What the button says: what happens, with the sum to pay or the day on which it happens. */
export function confirmText(
  { kind, timing, dueNow, effectiveOn }: ChangeQuote,
  format: Formatter,
): string {
  if (timing === 'period-end') return later[kind](format.date(effectiveOn));
  return dueNow.amount > 0n ? paid[kind](format.money(dueNow)) : free[kind]();
}
