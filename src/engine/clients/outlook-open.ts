import { sql } from 'kysely';
import type { PackageToBill } from '../../rules/billing-run.ts';
import { money } from '../../rules/money.ts';
import type { OutlookEvent } from '../../rules/outlook.ts';
import { dunningAhead, type UnpaidInvoice } from '../../rules/outlook-dunning.ts';
import { maxDate, minDate, type PlainDate } from '../../rules/plain-date.ts';
import type { PackageRecord } from '../../storage/tables/packages.ts';
import type { Scope } from '../context.ts';
import { ifActiveToday } from '../packages/activation.ts';
import { owedPackages } from '../run/dunning.ts';
import { type BilledItemRow, packageToBill } from '../run/load.ts';

/** What an event of the outlook has besides its day, its kind and its packages. */
export const noEvent = {
  ifUnpaid: false,
  oncePaid: false,
  amount: null,
  dueOn: null,
  invoiceId: null,
} as const;

/** What dunning would do about an invoice, by the provider's schedule. */
export function ifUnpaid(
  scope: Scope,
  invoice: UnpaidInvoice,
  until: PlainDate,
  invoiceId: string | null,
): readonly OutlookEvent[] {
  const { dunning } = scope.context.catalog.provider.billing;
  return dunningAhead(invoice, dunning, until).map((event) => ({
    ...noEvent,
    ...event,
    ifUnpaid: true,
    invoiceId,
  }));
}

interface OpenInvoice {
  readonly id: string;
  readonly currency: string;
  readonly due_on: PlainDate;
  readonly balance: bigint;
  readonly promised_until: PlainDate | null;
  readonly dunning_step: number;
  readonly next_step_on: PlainDate | null;
  readonly charge_on: PlainDate | null;
}

/** What is known besides the invoices. */
interface Known {
  /** Whether there is a billing account that is charged. */
  readonly charged: boolean;
  readonly until: PlainDate;
  readonly lapsing: readonly OutlookEvent[];
}

/** When invoices that are issued and open are due or charged, and their dunning. */
export async function eventsOfOpenInvoices(
  scope: Scope,
  clientId: string,
  known: Known,
): Promise<readonly OutlookEvent[]> {
  const rows = await scope.handle
    .selectFrom('invoice_states')
    .innerJoin('invoices', 'invoices.id', 'invoice_states.invoice_id')
    .select(['invoices.id', 'invoices.currency', 'invoices.due_on', 'balance', 'promised_until'])
    .select(['dunning_step', 'next_step_on', 'charge_on'])
    .where('invoice_states.client_id', '=', clientId)
    .where('invoice_states.status', '=', 'unpaid')
    .where('balance', '>', 0n)
    .orderBy('invoices.due_on')
    .execute();
  const events: OutlookEvent[] = [];
  for (const row of rows) events.push(...(await eventsOfOpen(scope, row, known)));
  return events;
}

async function eventsOfOpen(
  scope: Scope,
  row: OpenInvoice,
  { charged, until, lapsing }: Known,
): Promise<readonly OutlookEvent[]> {
  const packages = await owedPackages(scope, row);
  const amount = money(row.balance, row.currency);
  const packageIds = packages.map(({ packageId }) => packageId);
  const own = { ...noEvent, amount, packageIds, invoiceId: row.id };
  const dueOn = row.due_on;
  // What lapses before it is due can be paid until then.
  const lapse = lapsing.find(({ invoiceId }) => invoiceId === row.id)?.on ?? dueOn;
  const paid: OutlookEvent =
    charged && row.charge_on !== null
      ? { ...own, on: maxDate(row.charge_on, scope.today), kind: 'charge' }
      : { ...own, on: maxDate(minDate(dueOn, lapse), scope.today), kind: 'due', dueOn };
  if (row.next_step_on === null) return [paid];
  const unpaid: UnpaidInvoice = {
    currency: row.currency,
    dueOn,
    taken: row.dunning_step,
    from: maxDate(row.next_step_on, scope.today),
    promisedUntil: row.promised_until,
    packages,
  };
  return [paid, ...ifUnpaid(scope, unpaid, until, row.id)];
}

/** When orders and changes that are not paid lapse (SPEC 4.8, 5.17). */
export async function lapses(scope: Scope, clientId: string): Promise<readonly OutlookEvent[]> {
  const { rows } = await sql<{
    readonly kind: 'order_lapse' | 'change_lapse';
    readonly lapses_on: PlainDate;
    readonly invoice_id: string;
    readonly package_ids: readonly string[];
  }>`
    select 'order_lapse' as kind, lapses_on, invoice_id,
      array(select id from packages where order_id = orders.id order by number) as package_ids
    from orders where client_id = ${clientId} and status = 'unpaid'
      and lapses_on is not null and invoice_id is not null
    union all select 'change_lapse', lapses_on, invoice_id, array[package_id]
    from package_changes where client_id = ${clientId} and state = 'awaiting_payment'
      and lapses_on is not null and invoice_id is not null`.execute(scope.handle);
  return rows.map(({ kind, lapses_on, invoice_id, package_ids }) => ({
    ...noEvent,
    on: maxDate(lapses_on, scope.today),
    kind,
    ifUnpaid: true,
    invoiceId: invoice_id,
    packageIds: package_ids,
  }));
}

/** Packages whose order is not paid yet, as they would be billed if it were paid today. */
export async function packagesOncePaid(
  scope: Scope,
  client: { readonly id: string; readonly currency: string },
): Promise<readonly PackageToBill[]> {
  const packages = await scope.handle
    .selectFrom('packages')
    .innerJoin('orders', 'orders.id', 'packages.order_id')
    .selectAll('packages')
    .where('packages.client_id', '=', client.id)
    .where('packages.status', '=', 'pending')
    .where('orders.status', '=', 'unpaid')
    .orderBy('packages.number')
    .execute();
  const found: PackageToBill[] = [];
  for (const row of packages) {
    const one = await packageOncePaid(scope, row, client.currency);
    if (one !== null) found.push(one);
  }
  return found;
}

async function packageOncePaid(
  scope: Scope,
  row: PackageRecord,
  currency: string,
): Promise<PackageToBill | null> {
  const begins = await ifActiveToday(scope, row);
  if (begins === null) return null;
  const { rows } = await sql<BilledItemRow>`
    select id, package_id, add_on_id, name, quantity, recurring, raised_price, raised_from,
      billed_through, ends_on, prorated, promotion, promotion_left
    from package_items where package_id = ${row.id} and not one_time
    order by add_on_id nulls first, since, id`.execute(scope.handle);
  const items = rows.flatMap((item): BilledItemRow[] => {
    const through = begins.billedThrough.get(item.id);
    return through === undefined ? [] : [{ ...item, billed_through: through }];
  });
  const { anchor, trialEndsOn } = begins;
  const billed = { ...row, anchor, status: 'active', trial_ends_on: trialEndsOn };
  return packageToBill(billed, items, currency);
}
