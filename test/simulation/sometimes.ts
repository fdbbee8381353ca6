import type { Report } from './simulate.ts';

/**
 * What must have happened at least once over the seeds of CI: a workload in which one of these
 * never comes to pass proves nothing about it (RELIABILITY 4.4).
 */
export const sometimes: readonly string[] = [
  'crash',
  'crash between capture and posting',
  'money after the charge was given up',
  'late effect: charge',
  'two workers on one task',
  'command sent again',
  'actor paused',
  'engine frozen',
  'sleep of days',
  'maintenance',
  'challenge abandoned',
  'transaction: serialize',
  'transaction: drop',
  'transaction: unknown',
  'transaction: crash-before-commit',
  'transaction: crash-after-commit',
  'webhook: lost',
  'webhook: refused',
  'webhook: duplicated',
  'webhook: late',
  ...['charge', 'charge_lookup', 'void', 'mail'].map((target) => `lost: ${target}`),
  ...['', '_lookup', '_change', '_delete'].map((ending) => `lost: account${ending}`),
  ...['charge', 'account', 'mail'].map((target) => `twice: ${target}`),
  ...['charge', 'account', 'mail'].map((target) => `unavailable: ${target}`),
  'lie: charge',
  'hang: charge',
  'refused: payments.pay charge_open',
  'refused: payments.pay amount_changed',
  'refused: payments.pay invoice_not_payable',
];

/** The same with the gateways of CI, which live shorter lives. */
export const sometimesAtGateways: readonly string[] = [
  'crash',
  'challenge abandoned',
  'crash between capture and posting',
  'lost: charge',
  'lost: charge_lookup',
  'twice: charge',
  'unavailable: charge',
  'webhook: lost',
  'webhook: duplicated',
  'webhook: late',
  'webhook: refused',
];

/** The sums of all counters. */
export function sumCounts(reports: readonly Pick<Report, 'counts'>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { counts } of reports) {
    for (const [what, many] of Object.entries(counts)) sums[what] = (sums[what] ?? 0) + many;
  }
  return sums;
}

/** What should have happened and never did. */
export function neverHappened(
  counts: Readonly<Record<string, number>>,
  wanted: readonly string[] = sometimes,
): readonly string[] {
  return wanted.filter((what) => (counts[what] ?? 0) === 0);
}
