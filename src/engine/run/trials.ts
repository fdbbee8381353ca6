import { sql } from 'kysely';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';
import { isOff } from '../switches.ts';
import type { Done } from './counts.ts';
import { suspendPackage } from './dunning.ts';

/**
 * Ends the trials of a client (SPEC 2.10): a package whose first paid day has come without payment
 * is suspended that day. While a charge is open its end is waited for.
 */
export async function endTrials(scope: Scope, clientId: string, until: PlainDate): Promise<Done> {
  const { rows } = await sql<{
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly invoice_id: string | null;
    readonly number: string | null;
    readonly charge_is_open: boolean;
  }>`
    select packages.id, packages.kind, packages.status, owed.invoice_id, owed.number,
      exists (select from charge_allocations as part
        where part.invoice_id = owed.invoice_id and part.open) as charge_is_open
    from packages left join lateral (
      select state.invoice_id, invoices.number from invoice_lines as line
      join invoice_states as state on state.invoice_id = line.invoice_id
      join invoices on invoices.id = line.invoice_id
      where line.package_id = packages.id and line.standing and line.kind = 'cycle'
        and line.period_start >= packages.trial_ends_on and state.status = 'unpaid'
      order by line.period_start limit 1) as owed on true
    where packages.client_id = ${clientId} and trial_ends_on <= ${until}
    order by packages.number`.execute(scope.handle);
  let trialsEnded = 0;
  let suspensions = 0;
  for (const row of rows) {
    const unpaid = row.invoice_id !== null && row.status === 'active' && row.kind !== 'domain';
    if (unpaid && (row.charge_is_open || (await isOff(scope, 'destroying')))) continue;
    await scope.handle
      .updateTable('packages')
      .set({ trial_ends_on: null })
      .where('id', '=', row.id)
      .execute();
    trialsEnded += 1;
    if (!unpaid || row.invoice_id === null) continue;
    suspensions += 1;
    const reason = `The trial is over. Suspended until invoice ${row.number} is paid.`;
    await suspendPackage(scope, row.id, { invoiceId: row.invoice_id, reason, because: 'trial' });
  }
  return { trialsEnded, suspensions };
}
