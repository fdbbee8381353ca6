import { sql } from 'kysely';
import { type DunnedPackage, type DunningPlan, planDunning } from '../../rules/dunning.ts';
import type { PackageStatus } from '../../rules/package.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import type { ProductKind } from '../../rules/tax.ts';
import { emit, type Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import { changeStatus, lockPackage } from '../packages/provisioning.ts';
import { isOff } from '../switches.ts';
import { addCounts, type Done, nothingDone } from './counts.ts';
import { issueLateFee } from './late-fee.ts';

/** An unpaid invoice of which a step of dunning is due. */
interface Overdue {
  readonly id: string;
  readonly number: string;
  readonly client_id: string;
  readonly currency: string;
  readonly due_on: PlainDate;
  readonly dunning_step: number;
  readonly promised_until: PlainDate | null;
  readonly charge_is_open: boolean;
  readonly is_collected: boolean;
  readonly disputed_on: PlainDate | null;
}

/**
 * Reminds, charges late fees, suspends and terminates for the unpaid invoices of a client, as the
 * provider's schedule wants it today (SPEC 16.2). The client must be locked.
 */
export async function dunClient(scope: Scope, clientId: string): Promise<Done> {
  const { rows } = await sql<Overdue>`
    select invoices.id, number, invoices.client_id, currency, due_on, dunning_step, promised_until,
      disputed_on, exists (select from charge_allocations as part
        where part.invoice_id = invoices.id and part.open) as charge_is_open,
      exists (select from charge_allocations as part join collections using (charge_id)
        where part.invoice_id = invoices.id and part.open) as is_collected
    from invoice_states as state join invoices on invoices.id = state.invoice_id
    where state.client_id = ${clientId} and next_step_on <= ${scope.today}
      and status = 'unpaid' and balance > 0
    order by due_on, invoices.id`.execute(scope.handle);
  let done = nothingDone;
  for (const invoice of rows) done = addCounts(done, await dunInvoice(scope, invoice));
  return done;
}

async function dunInvoice(scope: Scope, invoice: Overdue): Promise<Done> {
  if (invoice.disputed_on !== null) return suspendDisputed(scope, invoice);
  if (invoice.is_collected) {
    // Whoever was told that the bank collects is asked for nothing until it has answered.
    await keepStep(scope, invoice, { taken: invoice.dunning_step, nextOn: tomorrow(scope) });
    return {};
  }
  const { dunning } = scope.context.catalog.provider.billing;
  const plan = planDunning({
    steps: dunning.steps,
    taken: invoice.dunning_step,
    dueOn: invoice.due_on,
    today: scope.today,
    promisedUntil: invoice.promised_until,
    chargeIsOpen: invoice.charge_is_open,
    destroyingIsOff: await isOff(scope, 'destroying'),
    terminateAfterDays: dunning.terminateAfterDays,
    packages: await owedPackages(scope, invoice),
  });
  if (plan.lateFees.length > 0 && (await isOff(scope, 'invoicing'))) {
    await keepStep(scope, invoice, { taken: invoice.dunning_step, nextOn: tomorrow(scope) });
    return {};
  }
  await keepStep(scope, invoice, plan);
  return carryOut(scope, invoice, plan);
}

/** While the bank decides, nothing is asked for; what is not paid may be suspended (SPEC 8.12). */
async function suspendDisputed(scope: Scope, invoice: Overdue): Promise<Done> {
  if (await isOff(scope, 'destroying')) {
    await keepStep(scope, invoice, { taken: invoice.dunning_step, nextOn: tomorrow(scope) });
    return {};
  }
  await keepStep(scope, invoice, { taken: invoice.dunning_step, nextOn: null });
  const packages = await owedPackages(scope, invoice);
  const running = packages.filter((one) => one.status === 'active' && one.productKind !== 'domain');
  for (const { packageId } of running) await suspendForDebt(scope, packageId, invoice);
  return { suspensions: running.length };
}

function tomorrow(scope: Scope): PlainDate {
  return addDays(scope.today, 1);
}

/** The packages that an invoice's standing lines are for, with the first day not paid for. */
export async function owedPackages(
  scope: Scope,
  invoice: { readonly id: string },
): Promise<readonly DunnedPackage[]> {
  const { rows } = await sql<{
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly suspended_on: PlainDate | null;
    readonly suspended_for: string | null;
    readonly unpaid_from: PlainDate | null;
  }>`
    select packages.id, packages.kind, status, suspended_on, suspended_for,
      min(line.period_start) as unpaid_from
    from invoice_lines as line join packages on packages.id = line.package_id
    where line.invoice_id = ${invoice.id} and standing
    group by packages.id order by packages.number`.execute(scope.handle);
  return rows.map((row) => ({
    packageId: row.id,
    productKind: row.kind as ProductKind,
    status: row.status as PackageStatus,
    unpaidFrom: row.unpaid_from,
    // A trial that ended unpaid is a debt as well.
    suspendedForDebtOn: row.suspended_for === 'operator' ? null : row.suspended_on,
  }));
}

async function keepStep(
  scope: Scope,
  { id }: Overdue,
  { taken, nextOn }: Pick<DunningPlan, 'taken' | 'nextOn'>,
): Promise<void> {
  await scope.handle
    .updateTable('invoice_states')
    .set({ dunning_step: taken, next_step_on: nextOn })
    .where('invoice_id', '=', id)
    .execute();
}

async function carryOut(scope: Scope, invoice: Overdue, plan: DunningPlan): Promise<Done> {
  const { id: invoiceId, client_id: clientId } = invoice;
  if (plan.reminder !== null) {
    const key = `mail:reminder:${invoiceId}:${plan.reminder}`;
    await enqueueMail(scope, { event: 'reminder', key, clientId, data: { invoiceId } });
    await emit(scope, 'invoice.reminded', invoiceId, clientId);
  }
  let fees: Done = {};
  for (const step of plan.lateFees) {
    fees = addCounts({ ...nothingDone, ...fees }, await issueLateFee(scope, invoice, step));
  }
  for (const packageId of plan.suspend) await suspendForDebt(scope, packageId, invoice);
  for (const packageId of plan.terminate) await terminate(scope, packageId, invoice);
  return {
    ...fees,
    reminders: plan.reminder === null ? 0 : 1,
    suspensions: plan.suspend.length,
    terminations: plan.terminate.length,
  };
}

async function suspendForDebt(scope: Scope, packageId: string, invoice: Overdue): Promise<void> {
  const reason = `Suspended until invoice ${invoice.number} is paid.`;
  await suspendPackage(scope, packageId, { invoiceId: invoice.id, reason, because: 'debt' });
}

/** Suspends a package because it is not paid for, and tells the client (SPEC 16.2). */
export async function suspendPackage(
  scope: Scope,
  packageId: string,
  why: {
    readonly invoiceId: string;
    readonly reason: string;
    readonly because: 'debt' | 'trial';
  },
): Promise<void> {
  const row = await lockPackage(scope, packageId);
  const { today } = scope;
  await changeStatus(scope, row, {
    to: 'suspended',
    by: 'engine',
    note: why.reason,
    values: { suspended_for: why.because },
  });
  await enqueueMail(scope, {
    event: 'suspended',
    key: `mail:suspended:${packageId}:${today}`,
    clientId: row.client_id,
    data: { packageId, invoiceId: why.invoiceId },
  });
}

async function terminate(scope: Scope, packageId: string, invoice: Overdue): Promise<void> {
  const row = await lockPackage(scope, packageId);
  await changeStatus(scope, row, {
    to: 'canceled',
    by: 'engine',
    note: `Ended, since invoice ${invoice.number} was not paid.`,
    values: { cancel_on: null, trial_ends_on: null, next_usage_on: null },
  });
  await enqueueMail(scope, {
    event: 'terminated',
    key: `mail:terminated:${packageId}`,
    clientId: row.client_id,
    data: { packageId, invoiceId: invoice.id },
  });
}
