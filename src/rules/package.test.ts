import { describe, expect, it } from 'vitest';
import {
  changePackageStatus,
  mayInvoice,
  type PackageActor,
  type PackageStatus,
  packageMachine,
  packageStatuses,
} from './package.ts';

/**
 * Every allowed pair, written by hand apart from the machine: `to:actors[:effect]`, where e, o and
 * c are engine, operator and client. Every pair that is missing must be refused to all three.
 */
const table: Record<PackageStatus, string> = {
  pending:
    'active:e failed:eo canceled:eoc fraudulent:o ' +
    'work_in_progress:eo started:eo submitted:eo completed:eo',
  active:
    'suspended:eo:suspend pending_renewal:e stopped:o:suspend expired:e:suspend ' +
    'canceled:eoc:terminate fraudulent:o:suspend transferred:o collections:o:suspend completed:eo',
  suspended:
    'active:eo:unsuspend canceled:eoc:terminate collections:o ' +
    'fraudulent:o transferred:o stopped:o expired:e',
  pending_renewal:
    'active:e suspended:o:suspend stopped:o:suspend expired:e ' +
    'canceled:eoc:terminate fraudulent:o:suspend transferred:o collections:o:suspend',
  transferred: '',
  canceled: '',
  fraudulent: '',
  collections: 'active:o:unsuspend suspended:o canceled:eo:terminate fraudulent:o',
  work_in_progress:
    'active:eo failed:eo started:eo ' + 'submitted:eo completed:eo canceled:eo fraudulent:o',
  failed: 'pending:o:provision active:eo work_in_progress:eo canceled:eo fraudulent:o',
  expired:
    'active:eo:unsuspend pending_renewal:e ' + 'canceled:eoc:terminate collections:o fraudulent:o',
  stopped:
    'active:o:unsuspend canceled:eoc:terminate collections:o ' +
    'fraudulent:o transferred:o expired:e',
  started:
    'active:eo failed:eo work_in_progress:eo ' +
    'submitted:eo completed:eo canceled:eo fraudulent:o',
  submitted: 'active:eo failed:eo work_in_progress:eo completed:eo canceled:eo fraudulent:o',
  completed: '',
};

const actors: PackageActor[] = ['engine', 'operator', 'client'];

function expected(from: PackageStatus, to: PackageStatus): { by: string; effect: string | null } {
  const entry = table[from].split(' ').find((text) => text.startsWith(`${to}:`));
  const [, by = '', effect = null] = entry?.split(':') ?? [];
  return { by, effect };
}

describe('package status', () => {
  it('[5.2] has fifteen statuses, of which four are final', () => {
    expect(new Set(packageStatuses).size).toBe(15);
    expect([...packageMachine.final].sort()).toEqual([
      'canceled',
      'completed',
      'fraudulent',
      'transferred',
    ]);
  });

  describe.each(packageStatuses)('[5.4] from %s', (from) => {
    it.each(packageStatuses)('to %s', (to) => {
      for (const by of actors) {
        const change = () => changePackageStatus({ from, to, by });
        const rule = expected(from, to);
        if (from === to) {
          expect(change()).toEqual({ to, changed: false, effect: null });
        } else if (rule.by.includes(by.charAt(0))) {
          expect(change()).toEqual({ to, changed: true, effect: rule.effect });
        } else {
          expect(change).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
          expect(change).toThrow(`from ${from} to ${to}`);
        }
      }
    });
  });

  it('[5.3, S61, S66] says what the billing run invoices', () => {
    const invoiced = (isFirst: boolean, suspendedInvoiced: boolean) =>
      packageStatuses.filter((status) => mayInvoice(status, { isFirst, suspendedInvoiced }));
    expect(invoiced(false, false)).toEqual(['active']);
    expect(invoiced(true, false)).toEqual(['pending', 'active']);
    expect(invoiced(false, true)).toEqual(['active', 'suspended']);
  });
});
