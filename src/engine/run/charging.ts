import { sql } from 'kysely';
import { money } from '../../rules/money.ts';
import { addDays, type PlainDate } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';
import { writeCharge } from '../payments/payments.ts';
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

interface Account {
  readonly id: string;
  readonly contact_id: string;
  readonly plugin_id: string;
  readonly method_reference: string;
  readonly brand: string;
  readonly last4: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly client_status: string;
}

/**
 * Charges the due invoices of a client to its default billing account (SPEC 8.8): one charge per
 * invoice, never while another is open, and none without a stored account.
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
  const account = await defaultAccount(scope, clientId);
  const off = await isOff(scope, 'charging', account?.plugin_id);
  let charges = 0;
  for (const invoice of rows) {
    const active = account?.client_status === 'active';
    const mayCharge = account !== null && active && !off && !invoice.charge_is_open;
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

/** The client's default account, if its gateway is there. */
async function defaultAccount(scope: Scope, clientId: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select account.id, account.contact_id, account.plugin_id, account.method_reference,
      account.brand, account.last4, contacts.email, contacts.first_name, contacts.last_name,
      clients.status as client_status
    from billing_accounts as account
    join clients on clients.id = account.client_id
    join contacts on contacts.id = account.contact_id
    where account.client_id = ${clientId} and account.is_default`.execute(scope.handle);
  const account = rows[0];
  if (account === undefined) return null;
  const gateway = scope.context.pluginById.get(account.plugin_id)?.gateway;
  return gateway === undefined ? null : account;
}

async function startCharge(
  scope: Scope,
  clientId: string,
  account: Account,
  invoice: DueInvoice,
): Promise<void> {
  const balance = money(invoice.balance, invoice.currency);
  await writeCharge(scope, {
    chargeId: scope.context.chance.uuid(),
    clientId,
    contactId: account.contact_id,
    invoices: [{ id: invoice.id, balance }],
    total: balance,
    source: {
      methodId: 'billing_account',
      pluginId: account.plugin_id,
      label: `${account.brand} •••• ${account.last4}`,
      methodReference: account.method_reference,
      billingAccountId: account.id,
    },
    how: {
      data: {},
      methodReference: account.method_reference,
      save: false,
      onSession: false,
      returnUrl: scope.context.settings.portalUrl,
      description: invoice.number,
      email: account.email,
      name: `${account.first_name} ${account.last_name}`,
    },
  });
}
