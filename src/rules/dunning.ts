import type { DunningStep } from './billing-settings.ts';
import type { PackageStatus } from './package.ts';
import { addDays, minDate, type PlainDate } from './plain-date.ts';
import type { ProductKind } from './tax.ts';

/** A package that an unpaid invoice is for, as dunning sees it. */
export interface DunnedPackage {
  readonly packageId: string;
  readonly productKind: ProductKind;
  readonly status: PackageStatus;
  /** The first day that is not paid for; null when the invoice bears no period of it. */
  readonly unpaidFrom: PlainDate | null;
  /** Since when it is suspended because of a debt; null when it is not, or for another reason. */
  readonly suspendedForDebtOn: PlainDate | null;
}

/** An unpaid invoice, and what is known about it on a day. */
export interface DunningQuestion {
  readonly steps: readonly DunningStep[];
  /** How many steps were taken. */
  readonly taken: number;
  readonly dueOn: PlainDate;
  readonly today: PlainDate;
  /** Until when the client has promised to pay; that day belongs to it (SPEC 16.4). */
  readonly promisedUntil: PlainDate | null;
  /** Money may be on its way: nothing but reminders before that is known. */
  readonly chargeIsOpen: boolean;
  /** Whether an operator has switched suspensions and terminations off (SPEC 16.9). */
  readonly destroyingIsOff: boolean;
  readonly terminateAfterDays: number;
  readonly packages: readonly DunnedPackage[];
}

/** What dunning does about an invoice today. */
export interface DunningPlan {
  /** The latest due reminder, by the number of its step; earlier ones are passed over (6.10). */
  readonly reminder: number | null;
  /** Steps whose late fee falls due, each once (SPEC 7.13). */
  readonly lateFees: readonly number[];
  readonly suspend: readonly string[];
  readonly terminate: readonly string[];
  readonly taken: number;
  /** On which day it is looked at again; null when nothing is left to do. */
  readonly nextOn: PlainDate | null;
}

/** A debt that was given away or that nothing hangs on any more gets no reminders (SPEC 5.2). */
const over: ReadonlySet<PackageStatus> = new Set<PackageStatus>([
  'collections',
  'canceled',
  'transferred',
  'fraudulent',
]);

/**
 * What is to be done about an unpaid invoice (SPEC 16.2–16.4): the steps that fell due are taken in
 * their order, and the first that must wait holds those after it.
 *
 * A package is never suspended before the first day that it is not paid for, never terminated in
 * the run that suspended it, nor before so many days after its real suspension. Domains are neither
 * suspended nor terminated (10.9).
 */
export function planDunning(question: DunningQuestion): DunningPlan {
  const { steps, dueOn, today, packages } = question;
  const idle = { reminder: null, lateFees: [], suspend: [], terminate: [] };
  if (packages.length > 0 && packages.every(({ status }) => over.has(status))) {
    return { ...idle, taken: question.taken, nextOn: null };
  }
  const plan = { ...idle, lateFees: [] as number[], suspend: [] as string[] };
  let reminder: number | null = null;
  let terminate: readonly string[] = [];
  let { taken } = question;
  let heldUntil: PlainDate | null = null;
  for (const [index, step] of steps.entries()) {
    if (index < taken) continue;
    if (addDays(dueOn, step.day) > today) break;
    heldUntil = holdOf(step, question);
    if (heldUntil !== null) break;
    if (step.do === 'remind') reminder = index;
    if (step.do === 'suspend') {
      const { now, nextOn } = suspensions(question);
      plan.suspend.push(...now.filter((id) => !plan.suspend.includes(id)));
      heldUntil = nextOn;
    }
    if (step.do === 'terminate') {
      const ends = terminations(question, plan.suspend.length > 0);
      terminate = ends.now;
      heldUntil = ends.nextOn;
    }
    if (heldUntil !== null) break;
    if (step.lateFee !== undefined) plan.lateFees.push(index);
    taken = index + 1;
  }
  const next = steps[taken];
  const stepOn = next === undefined ? null : addDays(dueOn, next.day);
  return { ...plan, reminder, terminate, taken, nextOn: heldUntil ?? stepOn };
}

/** Until when a due step must wait altogether; null when it need not. */
function holdOf(step: DunningStep, question: DunningQuestion): PlainDate | null {
  const { promisedUntil, today, chargeIsOpen, destroyingIsOff } = question;
  const destroys = step.do !== 'remind';
  if (!destroys && step.lateFee === undefined) return null;
  if (promisedUntil !== null && promisedUntil >= today) return addDays(promisedUntil, 1);
  return chargeIsOpen || (destroys && destroyingIsOff) ? addDays(today, 1) : null;
}

interface Ends {
  readonly now: readonly string[];
  /** When the rest comes; null when there is none. */
  readonly nextOn: PlainDate | null;
}

function suspensions({ packages, today }: DunningQuestion): Ends {
  const now: string[] = [];
  let nextOn: PlainDate | null = null;
  for (const { packageId, productKind, status, unpaidFrom } of packages) {
    if (productKind === 'domain' || status !== 'active') continue;
    if (unpaidFrom === null || unpaidFrom <= today) now.push(packageId);
    else nextOn = nextOn === null ? unpaidFrom : minDate(nextOn, unpaidFrom);
  }
  return { now, nextOn };
}

function terminations(
  { packages, today, terminateAfterDays }: DunningQuestion,
  suspendsNow: boolean,
): Ends {
  const pause = Math.max(1, terminateAfterDays);
  const now: string[] = [];
  let nextOn: PlainDate | null = suspendsNow ? addDays(today, pause) : null;
  for (const { packageId, productKind, status, suspendedForDebtOn } of packages) {
    if (productKind === 'domain' || status !== 'suspended' || suspendedForDebtOn === null) continue;
    const from = addDays(suspendedForDebtOn, pause);
    if (from <= today) now.push(packageId);
    else nextOn = nextOn === null ? from : minDate(nextOn, from);
  }
  return { now, nextOn };
}
