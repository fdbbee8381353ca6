import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../rules/plain-date.ts';
import { arrayLiteral } from '../../storage/bulk.ts';
import type { Scope } from '../context.ts';

/** A client that was claimed: locked until the transaction ends. */
export interface ClaimedClient {
  readonly id: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly currency: string;
  readonly country: string;
  readonly state: string | null;
  readonly county: string | null;
  readonly city: string | null;
  readonly vat_number: string | null;
  readonly vat_number_valid: boolean;
  readonly tax_exempt: boolean;
  readonly next_work_on: PlainDate;
}

/** Where the claims of a pass have come to: they go by day and id, and never back. */
export interface Cursor {
  readonly day: PlainDate;
  readonly id: string;
}

/** Which clients to claim. */
export interface Claim {
  readonly until: PlainDate;
  readonly after: Cursor | null;
  readonly limit: number;
  /** Whether to wait for clients that others hold, rather than pass over them. */
  readonly wait: boolean;
}

/**
 * Claims clients for whom something is due, the longest due first. What another worker holds is
 * passed over, so any number of workers share a run.
 */
export async function claimClients(
  scope: Scope,
  { until, after, limit, wait }: Claim,
): Promise<readonly ClaimedClient[]> {
  const later =
    after === null ? sql`` : sql`and (next_work_on, id) > (${after.day}::date, ${after.id})`;
  const { rows } = await sql<ClaimedClient>`
    select id, status, currency, country, state, county, city, vat_number,
      vat_number_valid, tax_exempt, next_work_on
    from clients
    where next_work_on <= ${until} and next_work_on is not null and parked_at is null ${later}
    order by next_work_on, id limit ${limit}
    for update ${wait ? sql`` : sql`skip locked`}`.execute(scope.handle);
  return rows;
}

/** Claims one client, if something is due; waits for whoever else holds it. */
export async function claimClient(
  scope: Scope,
  { id, until }: { readonly id: string; readonly until: PlainDate },
): Promise<ClaimedClient | null> {
  const { rows } = await sql<ClaimedClient>`
    select id, status, currency, country, state, county, city, vat_number,
      vat_number_valid, tax_exempt, next_work_on
    from clients
    where id = ${id} and next_work_on <= ${until} and parked_at is null
    for update`.execute(scope.handle);
  return rows[0] ?? null;
}

/**
 * Of claimed clients those for whom more is due than cycle invoices, or whose account credit pays
 * first (SPEC 8.3): they are done one by one.
 */
export async function clientsWithMore(
  scope: Scope,
  ids: readonly string[],
  until: PlainDate,
): Promise<ReadonlySet<string>> {
  // A proforma has other rows than an invoice, which the batch does not write.
  if (scope.context.catalog.provider.billing.document === 'proforma') return new Set(ids);
  const own = anyOf(ids);
  const { rows } = await sql<{ client_id: string }>`
    select client_id from packages where client_id = ${own}
      and (cancel_on <= ${until} or trial_ends_on <= ${until} or next_usage_on <= ${until})
    union all select client_id from package_changes where client_id = ${own}
      and state in ('scheduled', 'awaiting_payment')
      and case state when 'scheduled' then effective_on else lapses_on end <= ${until}
    union all select client_id from invoice_states where client_id = ${own}
      and (next_step_on <= ${until} or charge_on <= ${until})
    union all select affiliates.client_id from commissions
      join affiliates on affiliates.id = commissions.affiliate_id
      where affiliates.client_id = ${own} and state = 'waiting' and matures_on <= ${until}
    union all select client_id from billing_accounts where client_id = ${own}
      and tell_expiry_on <= ${until}
    union all select client_id from postings where client_id = ${own} and account = 'credit'
      group by client_id, currency having sum(amount) <> 0`.execute(scope.handle);
  return new Set(rows.map((row) => row.client_id));
}

/** `any (…)` of ids, as one parameter whatever their number. */
export function anyOf(ids: readonly string[]): RawBuilder<unknown> {
  return sql`any (${arrayLiteral(ids)}::text[])`;
}
