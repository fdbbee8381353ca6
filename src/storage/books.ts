import { type RawBuilder, sql } from 'kysely';
import type { Handle } from './database.ts';

/** Which entries are read; both days belong to it. */
export interface BooksRequest {
  readonly clientId: string | null;
  readonly from: string | null;
  readonly until: string | null;
  /** The entry after which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A posting with its entry; an entry of nothing has one row without an account. */
export interface PostingRow {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly client_id: string | null;
  readonly actor: string;
  readonly made_on: string;
  readonly account: string | null;
  readonly subaccount: string | null;
  readonly currency: string | null;
  readonly amount: bigint | null;
}

/** Entries have one order: by day, then as they were written. */
const order = sql`made_on, created_at, id`;

function following(after: string | null): RawBuilder<unknown> {
  return after === null
    ? sql`true`
    : sql`(made_on, created_at, id) >
        (select made_on, created_at, id from entries where id = ${after})`;
}

function between(request: BooksRequest): RawBuilder<unknown> {
  const { from, until } = request;
  return sql`(${from}::date is null or made_on >= ${from}::date)
    and (${until}::date is null or made_on <= ${until}::date)`;
}

/** A page of entries with their postings, oldest first. */
export async function listPostings(
  handle: Handle,
  request: BooksRequest,
): Promise<readonly PostingRow[]> {
  const { clientId } = request;
  const { rows } = await sql<PostingRow>`
    select e.id, e.key, e.kind, e.client_id, e.actor, e.made_on,
      p.account, p.subaccount, p.currency, p.amount
    from (
      select * from entries
      where (${clientId}::text is null or client_id = ${clientId})
        and ${between(request)} and ${following(request.after)}
      order by ${order} limit ${request.limit}
    ) e left join postings p on p.entry_id = e.id
    order by e.made_on, e.created_at, e.id, p.position`.execute(handle);
  return rows;
}

/** An entry as far as a client's account goes, with the sums after it, in minor units. */
export interface BalanceReportRow {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly made_on: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly balance: bigint;
  readonly credit: bigint;
  /** The document that it is about, and its number. */
  readonly invoice_id: string | null;
  readonly number: string | null;
}

/** A page of a client's account with its running sums, oldest first (SPEC 13.2). */
export async function balanceReport(
  handle: Handle,
  request: BooksRequest & { readonly clientId: string },
): Promise<readonly BalanceReportRow[]> {
  const { rows } = await sql<BalanceReportRow>`
    with moved as (
      select e.id, e.key, e.kind, e.made_on, e.created_at, p.currency,
        sum(case when p.account in ('receivable', 'credit') then p.amount else 0 end) as amount,
        -sum(case when p.account = 'credit' then p.amount else 0 end) as credited
      from entries e join postings p on p.entry_id = e.id
      where e.client_id = ${request.clientId}
      group by e.id, p.currency
    ), running as (
      select *, sum(amount) over account as balance, sum(credited) over account as credit
      from moved window account as (partition by currency order by ${order})
    )
    select id, key, kind, made_on, currency, cast(amount as bigint) as amount,
      cast(balance as bigint) as balance, cast(credit as bigint) as credit, invoice_id, number
    from running left join lateral (
      select invoices.id as invoice_id, invoices.number from invoices
      where invoices.client_id = ${request.clientId} and (
        (running.kind in ('invoice', 'credit_note')
          and invoices.number = substr(running.key, position(':' in running.key) + 1))
        or (running.kind = 'credit_applied'
          and invoices.id = split_part(running.key, ':', 2)))
      limit 1
    ) document on true
    where ${between(request)} and ${following(request.after)}
    order by ${order} limit ${request.limit}`.execute(handle);
  return rows;
}

/** What an account came to before and after some days, in one currency and minor units. */
export interface PeriodBalanceRow {
  readonly currency: string;
  readonly opening: bigint;
  readonly closing: bigint;
  readonly credit: bigint;
}

/** The sums of a client's account around some days, by currency (SPEC 13.2). */
export async function periodBalances(
  handle: Handle,
  { clientId, from, until }: Pick<BooksRequest, 'from' | 'until'> & { readonly clientId: string },
): Promise<readonly PeriodBalanceRow[]> {
  const { rows } = await sql<PeriodBalanceRow>`
    select p.currency,
      cast(coalesce(sum(p.amount) filter (where e.made_on < ${from}::date), 0) as bigint)
        as opening,
      cast(sum(p.amount) as bigint) as closing,
      cast(coalesce(-sum(p.amount) filter (where p.account = 'credit'), 0) as bigint) as credit
    from entries e join postings p on p.entry_id = e.id
    where e.client_id = ${clientId} and p.account in ('receivable', 'credit')
      and (${until}::date is null or e.made_on <= ${until}::date)
    group by p.currency order by p.currency`.execute(handle);
  return rows;
}
