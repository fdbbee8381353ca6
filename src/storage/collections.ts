import { type RawBuilder, sql } from 'kysely';
import type { Handle } from './database.ts';

/** A collection as lists show it. */
export interface CollectionListRow {
  readonly number: bigint;
  readonly charge_id: string;
  readonly client_id: string;
  readonly client_number: number;
  readonly account: string;
  readonly kind: 'iban' | 'us_bank';
  readonly amount: bigint;
  readonly currency: string;
  readonly invoices: string;
  readonly collect_on: string;
  readonly state: 'due' | 'exported' | 'paid' | 'returned' | 'withdrawn';
  readonly file_id: string | null;
  readonly reason: string | null;
}

const stateOf: RawBuilder<unknown> = sql`case
  when c.result is not null then c.result
  when ch.state in ('voided', 'failed', 'succeeded') then 'withdrawn'
  when c.file_id is null then 'due' else 'exported' end`;

/** Collections, newest first. */
export async function listCollections(
  handle: Handle,
  asked: {
    readonly number?: bigint | null;
    readonly state?: string | null;
    readonly clientId?: string | null;
    /** The number before which the page begins. */
    readonly before?: bigint | null;
    readonly limit: number;
  },
): Promise<readonly CollectionListRow[]> {
  const { number = null, state = null, clientId = null, before = null, limit } = asked;
  const { rows } = await sql<CollectionListRow>`
    select c.number, c.charge_id, ch.client_id, clients.number as client_number,
      ch.method_label as account, c.kind, ch.amount, ch.currency,
      (select string_agg(i.number, ', ' order by i.number) from charge_allocations a
        join invoices i on i.id = a.invoice_id where a.charge_id = c.charge_id) as invoices,
      c.collect_on, ${stateOf} as state, c.file_id, c.reason
    from collections c join charges ch on ch.id = c.charge_id
      join clients on clients.id = ch.client_id
    where (${number}::bigint is null or c.number = ${number})
      and (${before}::bigint is null or c.number < ${before})
      and (${clientId}::text is null or ch.client_id = ${clientId})
      and (${state}::text is null or ${stateOf} = ${state})
    order by c.number desc limit ${limit}`.execute(handle);
  return rows;
}

/** Which collections wait for a file. */
interface Waiting {
  readonly kind: 'iban' | 'us_bank';
  readonly keyId: string;
}

/**
 * Puts the collections that wait into a file, the oldest first, and locks their charges: what is
 * being given up at this moment is waited for, and left out (SPEC 8.9). A client's first one says
 * so; the day is moved where it is too close.
 *
 * @returns how many.
 */
export async function fileCollections(
  handle: Handle,
  file: Waiting & {
    readonly fileId: string;
    /** The soonest day that a file may name. */
    readonly soonest: string;
    readonly limit: number;
  },
): Promise<number> {
  const { rows } = await sql<{ readonly charge_id: string }>`
    with waiting as (
      select c.charge_id from collections c join charges ch on ch.id = c.charge_id
        join sealed_accounts s on s.billing_account_id = c.billing_account_id
      where c.file_id is null and c.kind = ${file.kind} and ch.state = 'pending'
        and s.key_id = ${file.keyId}
      order by ch.id limit ${file.limit} for update of ch, c
    )
    update collections set file_id = ${file.fileId},
      collect_on = greatest(collect_on, ${file.soonest}::date),
      sequence = case when exists (
        select from collections earlier
        where earlier.billing_account_id = collections.billing_account_id
          and earlier.number < collections.number
          and (earlier.file_id is not null
            or earlier.charge_id in (select charge_id from waiting))
      ) then 'RCUR' else 'FRST' end
    where charge_id in (select charge_id from waiting) and file_id is null
    returning charge_id`.execute(handle);
  return rows.length;
}

/** How many collections wait for a file. */
export async function countWaiting(handle: Handle, { kind, keyId }: Waiting): Promise<number> {
  const { rows } = await sql<{ readonly waiting: number }>`
    select cast(count(*) as integer) as waiting
    from collections c join charges ch on ch.id = c.charge_id
      join sealed_accounts s on s.billing_account_id = c.billing_account_id
    where c.file_id is null and c.kind = ${kind} and ch.state = 'pending'
      and s.key_id = ${keyId}`.execute(handle);
  return rows[0]?.waiting ?? 0;
}

/** A collection as its file has it. */
export interface FiledRow {
  readonly number: bigint;
  readonly amount: bigint;
  readonly currency: string;
  readonly collect_on: string;
  readonly sequence: 'FRST' | 'RCUR';
  readonly mandate: { readonly reference: string; readonly acceptedOn: string };
  readonly description: string;
  readonly client_number: number;
  /** Null once the account was removed, and its data erased. */
  readonly sealed: string | null;
}

/** The collections of a file, in the order in which it has them. */
export async function filedCollections(
  handle: Handle,
  fileId: string,
): Promise<readonly FiledRow[]> {
  const { rows } = await sql<FiledRow>`
    select c.number, ch.amount, ch.currency, c.collect_on, c.sequence, b.mandate,
      ch.input->>'description' as description, clients.number as client_number, s.sealed
    from collections c join charges ch on ch.id = c.charge_id
      join clients on clients.id = ch.client_id
      join billing_accounts b on b.id = c.billing_account_id
      left join sealed_accounts s on s.billing_account_id = b.id
    where c.file_id = ${fileId} order by c.number`.execute(handle);
  return rows;
}

/** A file with the count and sum of what it collects. */
export interface CollectionFileListRow {
  readonly id: string;
  readonly number: number;
  readonly format: 'pain008' | 'nacha';
  readonly key_id: string;
  readonly made_on: string;
  readonly created_at: Date;
  readonly count: number;
  readonly sum: bigint;
}

/** Files, newest first. */
export async function listCollectionFiles(
  handle: Handle,
  limit: number,
): Promise<readonly CollectionFileListRow[]> {
  const { rows } = await sql<CollectionFileListRow>`
    select f.id, f.number, f.format, f.key_id, f.made_on, f.created_at,
      cast(count(*) as integer) as count, cast(sum(ch.amount) as bigint) as sum
    from collection_files f join collections c on c.file_id = f.id
      join charges ch on ch.id = c.charge_id
    group by f.id order by f.number desc limit ${limit}`.execute(handle);
  return rows;
}
