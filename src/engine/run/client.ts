import { sql } from 'kysely';
import { billClient } from '../../rules/billing-run.ts';
import { minDate, type PlainDate } from '../../rules/plain-date.ts';
import { scheduleWork } from '../agenda.ts';
import type { Scope } from '../context.ts';
import { issueInvoice } from '../invoices/issue.ts';
import { isOff } from '../switches.ts';
import type { ClaimedClient } from './claim.ts';
import { addCounts, type Done, nothingDone } from './counts.ts';
import { type DayStep, dayWork } from './day-work.ts';
import { dunClient } from './dunning.ts';
import { orderedIds } from './ids.ts';
import { loadClients } from './load.ts';
import { keepExcused, moveItems, movePackages, toWrite } from './write.ts';

/** A safety bound is passed (SPEC 16.8): the client is parked, and nothing of this stands. */
export class BoundPassed extends Error {}

/**
 * Does all that is due for one client, in the order of the days on which it was due (SPEC 6.10),
 * and then what the dunning schedule wants today. Only invoices may be issued ahead of today.
 *
 * @throws BoundPassed when the client is to be parked.
 */
export async function workClient(
  scope: Scope,
  client: ClaimedClient,
  until: PlainDate,
): Promise<Done> {
  const steps: readonly DayStep[] = [...dayWork.before, issueStep(client), ...dayWork.after];
  let done = addCounts(nothingDone, { clients: 1 });
  let last: PlainDate | null = null;
  for (;;) {
    const day: PlainDate | null = await nextDay(scope, client.id, until, last);
    if (day === null) break;
    for (const step of steps) {
      const bound = step.mayBeAhead ? day : minDate(day, scope.today);
      done = addCounts(done, await step.run(scope, client.id, bound));
    }
    last = day;
  }
  done = addCounts(done, await dunClient(scope, client.id));
  await scheduleWork(scope, client.id);
  return done;
}

/** The next day on which something was or is due; dunning goes by today alone. */
async function nextDay(
  scope: Scope,
  clientId: string,
  until: PlainDate,
  last: PlainDate | null,
): Promise<PlainDate | null> {
  const acting = minDate(until, scope.today);
  const { rows } = await sql<{ readonly day: PlainDate | null }>`
    select min(day) as day from (
      select next_issue_on as day, ${until}::date as bound from packages
        where client_id = ${clientId}
      union all select cancel_on, ${acting}::date from packages where client_id = ${clientId}
      union all select trial_ends_on, ${acting}::date from packages where client_id = ${clientId}
      union all select next_usage_on, ${acting}::date from packages where client_id = ${clientId}
      union all select case state when 'scheduled' then effective_on else lapses_on end,
        ${acting}::date from package_changes
        where client_id = ${clientId} and state in ('scheduled', 'awaiting_payment')
      union all select charge_on, ${acting}::date from invoice_states
        where client_id = ${clientId} and charge_on is not null
      union all select matures_on, ${acting}::date from commissions
        join affiliates on affiliates.id = commissions.affiliate_id
        where affiliates.client_id = ${clientId} and state = 'waiting'
      union all select tell_expiry_on, ${acting}::date from billing_accounts
        where client_id = ${clientId} and tell_expiry_on is not null
    ) as work where day <= bound and (${last}::date is null or day > ${last}::date)
  `.execute(scope.handle);
  return rows[0]?.day ?? null;
}

function issueStep(client: ClaimedClient): DayStep {
  return {
    name: 'issue',
    mayBeAhead: true,
    run: (scope, _clientId, day) => issueForClient(scope, client, day),
  };
}

/** Issues what is due for one client by a day, one invoice after the other. */
async function issueForClient(scope: Scope, client: ClaimedClient, day: PlainDate): Promise<Done> {
  if (await isOff(scope, 'invoicing')) return {};
  const [loaded] = await loadClients(scope, [client], day);
  if (loaded === undefined) return {};
  const rules = { catalog: scope.context.catalog, today: scope.today, until: day };
  const run = billClient(loaded.toBill, rules);
  if (run.problems.length > 0) throw new BoundPassed(run.problems.join(' '));
  await moveItems(scope, run.moves);
  await movePackages(scope, [{ loaded, run }]);
  await keepExcused(scope, [{ loaded, run }], orderedIds(scope));
  for (const invoice of run.invoices) await issueInvoice(scope, toWrite(invoice, loaded));
  await mustStayWithinBounds(scope, client.id);
  return {
    invoices: run.invoices.length,
    lines: run.invoices.reduce((count, { lines }) => count + lines.length, 0),
    sums: run.invoices.map(({ totals }) => totals.total),
  };
}

/** Days of a long rest are issued one after the other, and count together (SPEC 16.8). */
async function mustStayWithinBounds(scope: Scope, clientId: string): Promise<void> {
  const { safety } = scope.context.catalog.provider.billing;
  const { rows } = await sql<{ readonly invoices: bigint; readonly lines: bigint }>`
    select count(distinct invoice_id) as invoices, max(of_package) as lines from (
      select invoice_id, count(*) over (partition by package_id) as of_package
      from invoices join invoice_lines on invoice_id = invoices.id
      where client_id = ${clientId} and issued_on = ${scope.today} and origin = 'cycle'
    ) as today`.execute(scope.handle);
  const { invoices = 0n, lines = 0n } = rows[0] ?? {};
  if (invoices > safety.invoicesPerClient) {
    throw new BoundPassed(
      `${invoices} invoices for one client in a day; at most ${safety.invoicesPerClient}.`,
    );
  }
  if (lines > safety.linesPerPackage) {
    throw new BoundPassed(
      `${lines} lines for one package in a day; at most ${safety.linesPerPackage}.`,
    );
  }
}
