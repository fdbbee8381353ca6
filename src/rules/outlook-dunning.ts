import type { BillingSettings } from './billing-settings.ts';
import { type DunnedPackage, planDunning } from './dunning.ts';
import type { Money } from './money.ts';
import type { PlainDate } from './plain-date.ts';

/** An invoice that is taken to stay unpaid. */
export interface UnpaidInvoice {
  readonly currency: string;
  readonly dueOn: PlainDate;
  /** How many steps of dunning were taken, and from which day on the next may be. */
  readonly taken: number;
  readonly from: PlainDate;
  readonly promisedUntil: PlainDate | null;
  readonly packages: readonly DunnedPackage[];
}

/** What would happen on a day if nothing is paid (SPEC 19.2). */
export interface DunningEvent {
  readonly on: PlainDate;
  readonly kind: 'reminder' | 'late_fee' | 'suspension' | 'termination';
  readonly amount: Money | null;
  readonly packageIds: readonly string[];
}

/**
 * What dunning does about an invoice until a day if it stays unpaid, by the rule that the run uses,
 * on each day on which that rule wants to look again.
 */
export function dunningAhead(
  invoice: UnpaidInvoice,
  { steps, terminateAfterDays }: BillingSettings['dunning'],
  until: PlainDate,
): readonly DunningEvent[] {
  const events: DunningEvent[] = [];
  const [first] = steps.slice(invoice.taken);
  let { taken, packages } = invoice;
  let day: PlainDate | null = first === undefined ? null : invoice.from;
  while (day !== null && day <= until) {
    const plan = planDunning({
      steps,
      taken,
      dueOn: invoice.dueOn,
      today: day,
      promisedUntil: invoice.promisedUntil,
      chargeIsOpen: false,
      destroyingIsOff: false,
      terminateAfterDays,
      packages,
    });
    const add = (kind: DunningEvent['kind'], ids: readonly string[], amount?: Money): void => {
      events.push({ on: day ?? '', kind, packageIds: ids, amount: amount ?? null });
    };
    const all = packages.map(({ packageId }) => packageId);
    if (plan.reminder !== null) add('reminder', all);
    for (const index of plan.lateFees) {
      const fee = steps[index]?.lateFee?.find(({ currency }) => currency === invoice.currency);
      if (fee !== undefined && fee.amount > 0n) add('late_fee', all, fee);
    }
    if (plan.suspend.length > 0) add('suspension', plan.suspend);
    if (plan.terminate.length > 0) add('termination', plan.terminate);
    packages = packages.map((one) => afterStep(one, plan, day ?? ''));
    taken = plan.taken;
    day = plan.nextOn !== null && plan.nextOn > day ? plan.nextOn : null;
  }
  return events;
}

function afterStep(
  one: DunnedPackage,
  plan: { readonly suspend: readonly string[]; readonly terminate: readonly string[] },
  day: PlainDate,
): DunnedPackage {
  if (plan.terminate.includes(one.packageId)) return { ...one, status: 'canceled' };
  if (!plan.suspend.includes(one.packageId)) return one;
  return { ...one, status: 'suspended', suspendedForDebtOn: day };
}
