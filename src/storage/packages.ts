import { sql } from 'kysely';
import type { Handle } from './database.ts';
import { type PageOfRows, readPage } from './paging.ts';

/** How a list of packages is read. */
export interface PackageListRequest {
  readonly clientId: string | null;
  readonly sort: 'number' | 'name' | 'price' | 'renewal' | 'status';
  readonly direction: 'ascending' | 'descending';
  readonly filter: 'all' | 'active' | 'pending' | 'other';
  readonly search: string | null;
  readonly cursor: string | undefined;
}

/** A package's row in a list. */
export interface PackageListRow {
  readonly id: string;
  readonly number: number;
  readonly plan_name: string;
  readonly product_name: string;
  readonly domain_name: string | null;
  readonly kind: string;
  readonly price: bigint;
  readonly currency: string;
  readonly cycle: string;
  readonly period_end: string | null;
  readonly status: string;
  readonly panel_plugin: string | null;
  readonly panel_reference: string | null;
}

const columns = {
  number: { column: 'packages.number', type: 'integer' },
  name: { column: 'packages.plan_name', type: 'text' },
  price: { column: 'packages.price', type: 'bigint' },
  renewal: { column: 'renews_on', type: 'date' },
  status: { column: 'packages.status', type: 'text' },
} as const;

const statuses = {
  all: null,
  active: ['active', 'suspended', 'pending_renewal'],
  pending: ['pending', 'work_in_progress', 'started', 'submitted', 'failed'],
  other: [
    'transferred',
    'canceled',
    'fraudulent',
    'collections',
    'expired',
    'stopped',
    'completed',
  ],
} as const;

/** One page of packages; those without a renewal date stand after those that have one. */
export function listPackageRows(
  handle: Handle,
  request: PackageListRequest,
): Promise<PageOfRows<PackageListRow>> {
  const { column, type } = columns[request.sort];
  const wanted = statuses[request.filter];
  const query = handle
    .selectFrom((from) =>
      from
        .selectFrom('packages')
        .selectAll()
        .select(sql<string>`coalesce(period_end, date '9999-12-31')`.as('renews_on'))
        .as('packages'),
    )
    .select([
      'packages.id',
      'packages.number',
      'packages.plan_name',
      'packages.product_name',
      'packages.domain_name',
      'packages.kind',
      'packages.price',
      'packages.currency',
      'packages.cycle',
      'packages.period_end',
      'packages.status',
      'packages.panel_plugin',
      'packages.panel_reference',
      sql<string>`cast(${sql.ref(column)} as text)`.as('sort_value'),
    ])
    .$if(request.clientId !== null, (one) =>
      one.where('packages.client_id', '=', request.clientId ?? ''),
    )
    .$if(wanted !== null, (one) => one.where('packages.status', 'in', wanted ?? []))
    .$if(request.search !== null, (one) => one.where(matches(request.search ?? '')));
  const order = [request.sort, request.direction, request.filter, request.search].join(' ');
  return readPage(query, [{ column: 'packages.id', type: 'text', textOf: ({ id }) => id }], {
    column,
    type,
    direction: request.direction,
    cursor: request.cursor,
    order,
  });
}

function matches(search: string): ReturnType<typeof sql<boolean>> {
  const text = sql`plan_name || ' ' || product_name || ' ' || number || ' ' ||
    coalesce(domain_name, '')`;
  return sql<boolean>`position(lower(${search}) in lower(${text})) > 0`;
}

/** How many packages each filter shows. */
export async function countPackages(
  handle: Handle,
  clientId: string | null,
  search: string | null,
): Promise<{ all: number; active: number; pending: number; other: number }> {
  const rows = await handle
    .selectFrom('packages')
    .select((row) => ['status', row.fn.countAll<bigint>().as('count')])
    .$if(clientId !== null, (one) => one.where('client_id', '=', clientId ?? ''))
    .$if(search !== null, (one) => one.where(matches(search ?? '')))
    .groupBy('status')
    .execute();
  const counts = { all: 0, active: 0, pending: 0, other: 0 };
  for (const { status, count } of rows) {
    counts.all += Number(count);
    const isIn = (list: readonly string[]): boolean => list.includes(status);
    counts[isIn(statuses.active) ? 'active' : isIn(statuses.pending) ? 'pending' : 'other'] +=
      Number(count);
  }
  return counts;
}
