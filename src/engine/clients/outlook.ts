import type { Selectable } from 'kysely';
import type { Outlook } from '../../contract/outlook.ts';
import { fail } from '../../errors.ts';
import type { DunnedPackage } from '../../rules/dunning.ts';
import { zero } from '../../rules/money.ts';
import {
  type ExpectedInvoice,
  expectedInvoices,
  expectedMonths,
  expectedTotals,
  inOrder,
  type OutlookEvent,
} from '../../rules/outlook.ts';
import type { PackageStatus } from '../../rules/package.ts';
import { addDays, addMonths, compareDates, type PlainDate } from '../../rules/plain-date.ts';
import type { ProductKind } from '../../rules/tax.ts';
import type { ClientsTable } from '../../storage/tables/clients.ts';
import type { Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { type LoadedClient, loadClients } from '../run/load.ts';
import { ownerOf, type Query } from '../use-case.ts';
import {
  eventsOfOpenInvoices,
  ifUnpaid,
  lapses,
  noEvent,
  packagesOncePaid,
} from './outlook-open.ts';
import { partyOf } from './party.ts';

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
  const oncePaid = await invoicesOncePaid(scope, client, until);
  const charged = await hasDefaultAccount(scope, client.id);
  const known = { charged, packages, until };
  const lapsing = await lapses(scope, client.id);
  const events = [
    ...(await eventsOfOpenInvoices(scope, client.id, { charged, until, lapsing })),
    ...lapsing,
    ...expected.flatMap((one) => eventsOfInvoice(scope, one, known)),
    ...oncePaid
      .flatMap((one) => eventsOfInvoice(scope, one, { ...known, packages: active(packages) }))
      .map((event) => ({ ...event, oncePaid: true })),
    ...packages.flatMap(eventsOfPackage),
    ...(await eventsOfChanges(scope, client.id)),
  ];
  const all = [...expected, ...oncePaid].sort((a, b) =>
    compareDates(a.invoice.issuedOn, b.invoice.issuedOn),
  );
  return {
    clientId: client.id,
    from: scope.today,
    until,
    events: inOrder(events.filter(({ on }) => on >= scope.today && on <= until)),
    invoiced: expectedTotals(all),
    months: expectedMonths(all),
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

/** Each package apart: which of them will be paid, nobody knows. */
async function invoicesOncePaid(
  scope: Scope,
  client: ClientRecord,
  until: PlainDate,
): Promise<readonly ExpectedInvoice[]> {
  if (client.parked_at !== null || client.status === 'closed') return [];
  const packages = await packagesOncePaid(scope, client);
  return packages.flatMap((hostingPackage) =>
    expectedInvoices({
      client: {
        clientId: client.id,
        status: client.status === 'active' ? 'active' : 'suspended',
        currency: client.currency,
        party: partyOf(client),
        packages: [hostingPackage],
      },
      catalog: scope.context.catalog,
      today: scope.today,
      until,
      cancelOn: new Map(),
      credit: zero(client.currency),
    }),
  );
}

/** Packages as they are once their order is paid. */
function active(packages: readonly PackageDates[]): readonly PackageDates[] {
  return packages.map((one) => ({ ...one, status: 'active' }));
}

async function hasDefaultAccount(scope: Scope, clientId: string): Promise<boolean> {
  const account = await scope.handle
    .selectFrom('billing_accounts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('is_default', '=', true)
    .where('method_reference', 'is not', null)
    .where('chargeable', '=', true)
    .executeTakeFirst();
  return account !== undefined;
}

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
    ...noEvent,
    on: issuedOn,
    kind: 'invoice',
    amount: total,
    dueOn,
    packageIds,
  };
  if (toPay.amount === 0n) return [issued];
  const charge: OutlookEvent = { ...noEvent, on: dueOn, kind: 'charge', amount: toPay, packageIds };
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

function eventsOfPackage({ id, cancel_on, trial_ends_on }: PackageDates): readonly OutlookEvent[] {
  const events: OutlookEvent[] = [];
  const packageIds = [id];
  if (trial_ends_on !== null) {
    events.push({ ...noEvent, on: trial_ends_on, kind: 'trial_end', packageIds });
  }
  if (cancel_on !== null) {
    events.push({ ...noEvent, on: cancel_on, kind: 'cancelation', packageIds });
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
    ...noEvent,
    on: effective_on,
    kind: 'change',
    packageIds: [package_id],
  }));
}
