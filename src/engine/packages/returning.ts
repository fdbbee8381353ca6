import { sql } from 'kysely';
import type { Scope } from '../context.ts';
import { changeStatus, lockPackage } from './provisioning.ts';

/** Brings packages back when an operator's credit note has left nothing of their debt. */
export async function bringBackIfSettled(scope: Scope, invoiceId: string): Promise<void> {
  const { status } = await scope.handle
    .selectFrom('invoice_states')
    .select('status')
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirstOrThrow();
  if (status !== 'unpaid') await bringBack(scope, invoiceId);
}

/**
 * Brings back the packages of an invoice that was paid (SPEC 16.3): those suspended because of a
 * debt, unless another invoice of theirs has come as far as that.
 */
export async function bringBack(scope: Scope, invoiceId: string): Promise<void> {
  const steps = scope.context.catalog.provider.billing.dunning.steps;
  const suspension = steps.findIndex((step) => step.do === 'suspend');
  const { rows } = await sql<{ readonly id: string }>`
    select id from packages
    where status = 'suspended' and suspended_for in ('debt', 'trial')
      and id in (select package_id from invoice_lines where invoice_id = ${invoiceId})
      and not exists (
        select from invoice_lines as line
        join invoice_states as state on state.invoice_id = line.invoice_id
        where line.package_id = packages.id and line.standing and state.status = 'unpaid'
          and state.dunning_step > ${suspension} and ${suspension} >= 0
          and state.invoice_id <> ${invoiceId})
    order by number`.execute(scope.handle);
  for (const { id } of rows) {
    const row = await lockPackage(scope, id);
    await changeStatus(scope, row, { to: 'active', by: 'engine', note: null });
  }
}
