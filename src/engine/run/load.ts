import { sql } from 'kysely';
import type { PartyView } from '../../contract/invoices.ts';
import { decode, type Json } from '../../contract/wire.ts';
import { invariant } from '../../errors.ts';
import type { ClientToBill, ItemToBill, PackageToBill } from '../../rules/billing-run.ts';
import type { Promotion } from '../../rules/catalog-model.ts';
import { money } from '../../rules/money.ts';
import type { PackageStatus } from '../../rules/package.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { ProductKind } from '../../rules/tax.ts';
import { partyOf } from '../clients/party.ts';
import type { Scope } from '../context.ts';
import { buyerOf } from '../invoices/invoice-documents.ts';
import { anyOf, type ClaimedClient } from './claim.ts';

/** A client with all that its invoices are made from. */
export interface LoadedClient {
  readonly toBill: ClientToBill;
  readonly buyer: PartyView;
  /** Numbers of the packages, for the lines. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** A package's row as far as the run bills it. */
export interface BilledPackageRow {
  readonly id: string;
  readonly number: number;
  readonly client_id: string;
  readonly plan_id: string;
  readonly kind: string;
  readonly cycle: string;
  readonly anchor: PlainDate | null;
  readonly status: string;
  readonly trial_ends_on: PlainDate | null;
}

/** A charge item's row as far as the run bills it. */
export interface BilledItemRow {
  readonly id: string;
  readonly package_id: string;
  readonly add_on_id: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly recurring: bigint;
  readonly raised_price: bigint | null;
  readonly raised_from: PlainDate | null;
  readonly billed_through: PlainDate | null;
  readonly ends_on: PlainDate | null;
  readonly prorated: boolean;
  readonly promotion: Json;
  readonly promotion_left: number | null;
}

type ContactRow = Parameters<typeof buyerOf>[0] & { readonly client_id: string };

/**
 * Loads what is due for clients by three statements, however many they are: their packages of
 * which a period is to be issued by that day, the items of these, and who the invoices are for.
 *
 * @param also a package that is loaded even when it is not invoiced now.
 */
export async function loadClients(
  scope: Scope,
  clients: readonly ClaimedClient[],
  until: PlainDate,
  also: string | null = null,
): Promise<readonly LoadedClient[]> {
  const ids = clients.map(({ id }) => id);
  const due = sql`next_issue_on <= ${until}`;
  const wanted = also === null ? due : sql`(${due} or (id = ${also} and anchor is not null))`;
  const packages = await sql<BilledPackageRow>`
    select id, number, client_id, plan_id, kind, cycle, anchor, status, trial_ends_on
    from packages where client_id = ${anyOf(ids)} and ${wanted}
    order by client_id, number`.execute(scope.handle);
  if (packages.rows.length === 0) return [];
  const items = await sql<BilledItemRow>`
    select id, package_id, add_on_id, name, quantity, recurring, raised_price, raised_from,
      billed_through, ends_on, prorated, promotion, promotion_left
    from package_items where package_id = ${anyOf(packages.rows.map(({ id }) => id))}
      and not one_time and billed_through is not null
      and (ends_on is null or billed_through < ends_on)
    order by package_id, add_on_id nulls first, since, id`.execute(scope.handle);
  const owners = [...new Set(packages.rows.map((row) => row.client_id))];
  const contacts = await sql<ContactRow>`
    select client_id, company, first_name, last_name, street, street2, zip, city, state, country
    from contacts where client_id = ${anyOf(owners)} and is_primary`.execute(scope.handle);
  return assemble(clients, packages.rows, items.rows, contacts.rows);
}

function assemble(
  clients: readonly ClaimedClient[],
  packages: readonly BilledPackageRow[],
  items: readonly BilledItemRow[],
  contacts: readonly ContactRow[],
): readonly LoadedClient[] {
  const itemsOf = grouped(items, (row) => row.package_id);
  const packagesOf = grouped(packages, (row) => row.client_id);
  const contactOf = new Map(contacts.map((row) => [row.client_id, row]));
  return clients.flatMap((client): LoadedClient[] => {
    const own = packagesOf.get(client.id);
    // A closed account is not billed any more.
    if (own === undefined || client.status === 'closed') return [];
    const contact = contactOf.get(client.id);
    invariant(contact !== undefined, `The client ${client.id} has no primary contact.`);
    const { currency } = client;
    return [
      {
        toBill: {
          clientId: client.id,
          status: client.status,
          currency,
          party: partyOf(client),
          packages: own.map((row) => packageToBill(row, itemsOf.get(row.id) ?? [], currency)),
        },
        buyer: buyerOf(contact, client.vat_number),
        numbers: new Map(own.map(({ id, number }) => [id, number])),
      },
    ];
  });
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** A package of which the run knows when its periods begin, with its recurring items. */
export function packageToBill(
  row: BilledPackageRow,
  items: readonly BilledItemRow[],
  currency: string,
): PackageToBill {
  invariant(row.anchor !== null, `Package ${row.number} is to be issued and has no anchor.`);
  return {
    packageId: row.id,
    productKind: row.kind as ProductKind,
    planId: row.plan_id,
    cycle: row.cycle,
    anchor: row.anchor,
    status: row.status as PackageStatus,
    trialEndsOn: row.trial_ends_on,
    items: items.map((item) => itemToBill(item, currency)),
  };
}

function itemToBill(row: BilledItemRow, currency: string): ItemToBill {
  const { raised_price, raised_from } = row;
  return {
    itemId: row.id,
    addOnId: row.add_on_id,
    description: row.name,
    quantity: row.quantity,
    price: money(row.recurring, currency),
    raise:
      raised_price === null || raised_from === null
        ? null
        : { price: money(raised_price, currency), from: raised_from },
    billedThrough: row.billed_through ?? '',
    endsOn: row.ends_on,
    prorated: row.prorated,
    promotion:
      row.promotion === null
        ? null
        : { terms: decode(row.promotion) as Promotion, periodsLeft: row.promotion_left },
  };
}
