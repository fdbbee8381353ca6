import { type RawBuilder, sql } from 'kysely';
import { packageIsInvoiced } from '../rules/billing-run.ts';
import { cycleId, parseCycle } from '../rules/cycle.ts';
import type { PackageStatus } from '../rules/package.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import { issueDate, leadDaysFor } from '../rules/schedule.ts';
import type { ProductKind } from '../rules/tax.ts';
import type { Scope } from './context.ts';

/**
 * Locks a client, before anything of his money or packages is changed: the run, a payment and a
 * change of plan then wait for each other, and never in a ring.
 */
export async function lockClient(scope: Scope, clientId: string): Promise<void> {
  await scope.handle
    .selectFrom('clients')
    .select('id')
    .where('id', '=', clientId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Days before a period's start on which it is issued (SPEC 6.6). */
export function leadDaysOf(scope: Scope, cycle: string, kind: ProductKind): number {
  const { leadDays } = scope.context.catalog.provider.billing;
  return leadDaysFor(leadDays, cycleId(parseCycle(cycle)), kind);
}

/**
 * Writes on which day the next period of a package is issued: the earliest of its items' less the
 * lead days; never for one that is not invoiced (SPEC 5.3, 6.6, 6.7). Call `scheduleWork` after it.
 */
export async function scheduleIssue(scope: Scope, packageId: string): Promise<void> {
  const { invoiced, grouping } = scope.context.catalog.provider.billing;
  const row = await scope.handle
    .selectFrom('packages')
    .select(['status', 'cycle', 'kind'])
    .where('id', '=', packageId)
    .executeTakeFirstOrThrow();
  const runs = packageIsInvoiced(row.status as PackageStatus, invoiced);
  const billed = runs ? await earliestUnbilled(scope, packageId) : null;
  const lead = leadDaysOf(scope, row.cycle, row.kind as ProductKind);
  await scope.handle
    .updateTable('packages')
    .set({ next_issue_on: billed === null ? null : issueDate(billed, lead, grouping) })
    .where('id', '=', packageId)
    .execute();
}

async function earliestUnbilled(scope: Scope, packageId: string): Promise<PlainDate | null> {
  const { earliest } = await scope.handle
    .selectFrom('package_items')
    .select((row) => row.fn.min('billed_through').as('earliest'))
    .where('package_id', '=', packageId)
    .where('one_time', '=', false)
    .where((check) =>
      check.or([check('ends_on', 'is', null), check('billed_through', '<', check.ref('ends_on'))]),
    )
    .executeTakeFirstOrThrow();
  return earliest;
}

/**
 * Writes the first day on which the run has something to do for a client: the one column that
 * workers claim by. Call it in the transaction of every change that moves one of these dates.
 */
export async function scheduleWork(scope: Scope, clientId: string): Promise<void> {
  await sql`update clients set next_work_on = ${workDays(sql`clients.id`)}
    where id = ${clientId}`.execute(scope.handle);
}

/** The first day of work for a client, as a subquery over an expression of its id. */
export function workDays(clientId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select min(day) from (
      select next_issue_on as day from packages
        where client_id = ${clientId} and next_issue_on is not null
      union all select least(cancel_on, trial_ends_on, next_usage_on) from packages
        where client_id = ${clientId}
          and (cancel_on is not null or trial_ends_on is not null or next_usage_on is not null)
      union all select case state when 'scheduled' then effective_on else lapses_on end
        from package_changes
        where client_id = ${clientId} and state in ('scheduled', 'awaiting_payment')
      union all select least(next_step_on, charge_on) from invoice_states
        where client_id = ${clientId} and (next_step_on is not null or charge_on is not null)
      union all select commissions.matures_on from commissions
        join affiliates on affiliates.id = commissions.affiliate_id
        where affiliates.client_id = ${clientId} and commissions.state = 'waiting'
      union all select tell_expiry_on from billing_accounts
        where client_id = ${clientId} and tell_expiry_on is not null
    ) as work)`;
}
