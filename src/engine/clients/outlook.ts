import type { Selectable } from 'kysely';
import type { Outlook } from '../../contract/outlook.ts';
import { fail } from '../../errors.ts';
import type { DunnedPackage } from '../../rules/dunning.ts';
import { money } from '../../rules/money.ts';
import {
  type ExpectedInvoice,
  expectedInvoices,
  expectedMonths,
  expectedTotals,
  inOrder,
  type OutlookEvent,
} from '../../rules/outlook.ts';
import { dunningAhead, type UnpaidInvoice } from '../../rules/outlook-dunning.ts';
import type { PackageStatus } from '../../rules/package.ts';
import { addDays, addMonths, maxDate, type PlainDate } from '../../rules/plain-date.ts';
import type { ProductKind } from '../../rules/tax.ts';
import type { ClientsTable } from '../../storage/tables/clients.ts';
import type { Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { owedPackages } from '../run/dunning.ts';
import { type LoadedClient, loadClients } from '../run/load.ts';
import { ownerOf, type Query } from '../use-case.ts';

/** A client's row. */
export type ClientRecord = Selectable<ClientsTable>;

/** Later than any date that a package can have. */
const forEver: PlainDate = '9999-12-31';

/** `clients.outlook` (SPEC 19.2). */
export const clientOutlook: Query<'clients.outlook'> = {
  kind: 'query',
  async run(scope, caller, { clientId }): Promise<Outlook> {
    const owner = ownerOf(caller.principal);
    const client = await readClient(scope, clientId);
    if (client === undefined || (owner !== null && owner !== clientId)) {
      fail('not_found', 'There is no such client.', { field: 'clientId' });
    }
    return outlookOf(scope, client);
  },
};

/** A client's row, or undefined. */
export function readClient(scope: Scope, clientId: string): Promise<ClientRecord | undefined> {
  return scope.handle
    .selectFrom('clients')
    .selectAll()
    .where('id', '=', clientId)
    .executeTakeFirst();
}

/**
 * A client with all that the run would ever bill, loaded as the run does it.
 *
 * @param also a package that is loaded even when it is not invoiced now.
 */
export async function loadForEver(
  scope: Scope,
  client: ClientRecord,
  also: string | null = null,
): Promise<LoadedClient | undefined> {
  const claimed = { ...client, next_work_on: client.next_work_on ?? forEver };
  const [loaded] = await loadClients(scope, [claimed], forEver, also);
  return loaded;
}

async function outlookOf(scope: Scope, client: ClientRecord): Promise<Outlook> {
  const until = addDays(addMonths(scope.today, 12), -1);
  const packages = await scope.handle
    .selectFrom('packages')
    .select(['id', 'kind', 'status', 'cancel_on', 'trial_ends_on'])
    .where('client_id', '=', client.id)
    .execute();
  const expected = await invoicesAhead(scope, client, until, packages);
  const charged = await hasDefaultAccount(scope, client.id);
  const events = [
    ...(await eventsOfOpenInvoices(scope, client, { charged, until })),
    ...expected.flatMap((one) => eventsOfInvoice(scope, one, { charged, packages, until })),
    ...packages.flatMap(eventsOfPackage),
    ...(await eventsOfChanges(scope, client.id)),
  ];
  return {
    clientId: client.id,
    from: scope.today,
    until,
    events: inOrder(events.filter(({ on }) => on >= scope.today && on <= until)),
    invoiced: expectedTotals(expected),
    months: expectedMonths(expected),
  };
}

interface PackageDates {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly cancel_on: PlainDate | null;
  readonly trial_ends_on: PlainDate | null;
}

/** The run passes a parked client over, so nothing is expected of it (SPEC 16.8). */
async function invoicesAhead(
  scope: Scope,
  client: ClientRecord,
  until: PlainDate,
  packages: readonly PackageDates[],
): Promise<readonly ExpectedInvoice[]> {
  if (client.parked_at !== null) return [];
  const loaded = await loadForEver(scope, client);
  if (loaded === undefined) return [];
  return expectedInvoices({
    client: loaded.toBill,
    catalog: scope.context.catalog,
    today: scope.today,
    until,
    cancelOn: new Map(
      packages.flatMap(({ id, cancel_on }) => (cancel_on === null ? [] : [[id, cancel_on]])),
    ),
    credit: await creditOf(scope, client.id, client.currency),
  });
}

async function hasDefaultAccount(scope: Scope, clientId: string): Promise<boolean> {
  const account = await scope.handle
    .selectFrom('billing_accounts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('is_default', '=', true)
    .executeTakeFirst();
  return account !== undefined;
}

const nothing = { ifUnpaid: false, amount: null, dueOn: null, invoiceId: null } as const;

function eventsOfInvoice(
  scope: Scope,
  { invoice, toPay }: ExpectedInvoice,
  known: {
    readonly charged: boolean;
    readonly packages: readonly PackageDates[];
    readonly until: PlainDate;
  },
): readonly OutlookEvent[] {
  const { issuedOn, dueOn, totals, lines, currency } = invoice;
  const packageIds = [...new Set(lines.map(({ packageId }) => packageId))];
  const total = totals.total;
  const issued: OutlookEvent = {
    ...nothing,
    on: issuedOn,
    kind: 'invoice',
    amount: total,
    dueOn,
    packageIds,
  };
  if (toPay.amount === 0n) return [issued];
  const charge: OutlookEvent = { ...nothing, on: dueOn, kind: 'charge', amount: toPay, packageIds };
  const dunned = packageIds.flatMap((packageId): DunnedPackage[] => {
    const row = known.packages.find(({ id }) => id === packageId);
    const starts = lines.flatMap((line) =>
      line.packageId === packageId ? [line.period.start] : [],
    );
    if (row === undefined) return [];
    return [
      {
        packageId,
        productKind: row.kind as ProductKind,
        status: row.status as PackageStatus,
        unpaidFrom: starts.sort()[0] ?? null,
        suspendedForDebtOn: null,
      },
    ];
  });
  const unpaid = { currency, dueOn, taken: 0, from: issuedOn, promisedUntil: null };
  return [
    issued,
    ...(known.charged ? [charge] : []),
    ...ifUnpaid(scope, { ...unpaid, packages: dunned }, known.until, null),
  ];
}

/** What dunning would do about an invoice, by the provider's schedule. */
function ifUnpaid(
  scope: Scope,
  invoice: UnpaidInvoice,
  until: PlainDate,
  invoiceId: string | null,
): readonly OutlookEvent[] {
  const { dunning } = scope.context.catalog.provider.billing;
  return dunningAhead(invoice, dunning, until).map((event) => ({
    ...nothing,
    ...event,
    ifUnpaid: true,
    invoiceId,
  }));
}

/** The charges and the dunning of invoices that are issued and open. */
async function eventsOfOpenInvoices(
  scope: Scope,
  client: ClientRecord,
  { charged, until }: { readonly charged: boolean; readonly until: PlainDate },
): Promise<readonly OutlookEvent[]> {
  const rows = await scope.handle
    .selectFrom('invoice_states')
    .innerJoin('invoices', 'invoices.id', 'invoice_states.invoice_id')
    .select(['invoices.id', 'invoices.currency', 'invoices.due_on', 'balance', 'promised_until'])
    .select(['dunning_step', 'next_step_on', 'charge_on'])
    .where('invoice_states.client_id', '=', client.id)
    .where('invoice_states.status', '=', 'unpaid')
    .where('balance', '>', 0n)
    .orderBy('invoices.due_on')
    .execute();
  const events: OutlookEvent[] = [];
  for (const row of rows) {
    const packages = await owedPackages(scope, row);
    const packageIds = packages.map(({ packageId }) => packageId);
    if (charged && row.charge_on !== null) {
      const amount = money(row.balance, row.currency);
      const on = maxDate(row.charge_on, scope.today);
      events.push({ ...nothing, on, kind: 'charge', amount, packageIds, invoiceId: row.id });
    }
    if (row.next_step_on === null) continue;
    const unpaid: UnpaidInvoice = {
      currency: row.currency,
      dueOn: row.due_on,
      taken: row.dunning_step,
      from: maxDate(row.next_step_on, scope.today),
      promisedUntil: row.promised_until,
      packages,
    };
    events.push(...ifUnpaid(scope, unpaid, until, row.id));
  }
  return events;
}

function eventsOfPackage({ id, cancel_on, trial_ends_on }: PackageDates): readonly OutlookEvent[] {
  const events: OutlookEvent[] = [];
  const packageIds = [id];
  if (trial_ends_on !== null) {
    events.push({ ...nothing, on: trial_ends_on, kind: 'trial_end', packageIds });
  }
  if (cancel_on !== null) {
    events.push({ ...nothing, on: cancel_on, kind: 'cancelation', packageIds });
  }
  return events;
}

async function eventsOfChanges(scope: Scope, clientId: string): Promise<readonly OutlookEvent[]> {
  const changes = await scope.handle
    .selectFrom('package_changes')
    .select(['package_id', 'effective_on'])
    .where('client_id', '=', clientId)
    .where('state', '=', 'scheduled')
    .execute();
  return changes.map(({ package_id, effective_on }) => ({
    ...nothing,
    on: effective_on,
    kind: 'change',
    packageIds: [package_id],
  }));
}
