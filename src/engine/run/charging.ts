import { sql } from 'kysely';
import { money } from '../../rules/money.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import { type Payer, payerOf, payersOf } from '../accounts/payers.ts';
import type { Scope } from '../context.ts';
import { beginCollection } from '../payments/collections.ts';
import { sourceOfAccount, writeCharge } from '../payments/write-charge.ts';
import { isOff } from '../switches.ts';
import type { Done } from './counts.ts';

interface DueInvoice {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly balance: bigint;
  readonly due_on: PlainDate;
  readonly charge_is_open: boolean;
}

/**
 * Charges the due invoices of a client (SPEC 8.8): each to the account that is billable for its
 * packages, else the default one, else those that step in; one charge per invoice, never while
 * another is open, and none without an account that can be charged.
 */
export async function chargeDue(scope: Scope, clientId: string, until: PlainDate): Promise<Done> {
  const { rows } = await sql<DueInvoice>`
    select invoices.id, number, currency, balance, due_on,
      exists (select from charge_allocations as part
        where part.invoice_id = invoices.id and part.open) as charge_is_open
    from invoice_states as state join invoices on invoices.id = state.invoice_id
    where state.client_id = ${clientId} and charge_on <= ${until}
      and status = 'unpaid' and balance > 0
    order by due_on, invoices.id`.execute(scope.handle);
  if (rows.length === 0) return {};
  const payers = await payersOf(scope, clientId);
  let charges = 0;
  for (const invoice of rows) {
    const account = await payerOf(scope, payers, invoice.id);
    const off = await isOff(scope, 'charging', account?.plugin_id);
    const mayCharge = account !== null && payers.active && !off && !invoice.charge_is_open;
    // What is on its way, stopped or switched off is looked at again on the next day.
    const again = account !== null && !mayCharge ? addDays(scope.today, 1) : null;
    await scope.handle
      .updateTable('invoice_states')
      .set((row) => ({
        charge_on: again,
        charge_attempts: row('charge_attempts', '+', mayCharge ? 1 : 0),
      }))
      .where('invoice_id', '=', invoice.id)
      .execute();
    if (!mayCharge) continue;
    await startCharge(scope, clientId, account, invoice);
    charges += 1;
  }
  return { charges };
}

async function startCharge(
  scope: Scope,
  clientId: string,
  account: Payer,
  invoice: DueInvoice,
): Promise<void> {
  const balance = money(invoice.balance, invoice.currency);
  const charge = {
    chargeId: scope.context.chance.uuid(),
    clientId,
    contactId: account.contact_id,
    invoices: [{ id: invoice.id, balance }],
    total: balance,
    source: sourceOfAccount(account),
    how: {
      data: {},
      methodReference: account.method_reference,
      customerReference: account.customer_reference,
      save: false,
      onSession: false,
      returnUrl: scope.context.settings.portalUrl,
      description: invoice.number,
      email: account.owner_email,
      name: account.owner_name,
    },
  };
  if (account.sealed_kind !== null) await beginCollection(scope, charge, account);
  else await writeCharge(scope, charge);
}
