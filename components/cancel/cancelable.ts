import type { PackageView } from '../../src/contract/packages.ts';
import type { PackageStatus } from '../../src/rules/package.ts';

/** Statuses that a client may end (SPEC 5.4, 5.21). */
const ending: ReadonlySet<PackageStatus> = new Set<PackageStatus>([
  'pending',
  'active',
  'suspended',
  'pending_renewal',
  'expired',
  'stopped',
]);

/** Whether a client may cancel a package. */
export function isCancelable({ status, cancelOn }: PackageView): boolean {
  return cancelOn === null && ending.has(status);
}

/** Whether it has a period at whose end it may end. */
export function hasPeriodEnd({ status, cycle, periodEnd }: PackageView): boolean {
  const runs = status === 'active' || status === 'suspended';
  return runs && periodEnd !== null && cycle !== 'one-time';
}
