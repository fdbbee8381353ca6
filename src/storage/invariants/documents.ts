import type { BookRule } from './rule.ts';

/** An amount of a stored document in minor units: its decimals are always all there. */
const minor = (json: string): string => `replace((${json}) ->> 'amount', '.', '')::bigint`;

/** What stands beside each line that was taken back, by whatever document and however often. */
const reversals = `with recursive chain (root, id, net) as (
    select reverses, id, net from invoice_lines where reverses is not null
    union all
    select chain.root, r.id, r.net from invoice_lines r join chain on r.reverses = chain.id
  ), back as (select root, sum(net) as net from chain group by root)`;

/** Documents add up, keep their numbers and never change (SPEC 7.3–7.8). */
export const documentRules: readonly BookRule[] = [
  {
    id: 'I03',
    says: 'No invoice is below zero, no credit note above it, and none is beyond measure.',
    sql: `select id from invoices
      where (kind <> 'credit_note' and total < 0) or (kind = 'credit_note' and total > 0)
        or abs(total) > 1000000000000000`,
  },
  {
    id: 'I04b',
    says: 'An invoice, its charges and its transactions have one currency.',
    sql: `select i.id from invoices i
        join charge_allocations a on a.invoice_id = i.id join charges c on c.id = a.charge_id
        where c.currency <> i.currency
      union select i.id from invoices i join transactions t on t.invoice_id = i.id
        where t.currency <> i.currency`,
  },
  {
    id: 'I05a',
    says: 'The lines of a document sum to its net.',
    sql: `select i.id from invoices i left join invoice_lines l on l.invoice_id = i.id
      group by i.id having coalesce(sum(l.net), 0) <> i.net`,
  },
  {
    id: 'I05b',
    says: 'The sums of a document are those of its row, and its taxes sum to its tax.',
    sql: `select id from invoices
      where ${minor("document -> 'net'")} <> net
        or ${minor("document -> 'tax'")} <> tax
        or ${minor("document -> 'total'")} <> total
        or (select coalesce(sum(${minor("item -> 'tax'")}), 0)
          from jsonb_array_elements(document -> 'taxes') as item) <> tax`,
  },
  {
    id: 'I05c',
    says: 'Together a line and what took it back are between nothing and the line.',
    sql: `${reversals}
      select l.id from invoice_lines l join back on back.root = l.id
      where (l.net >= 0 and (l.net + back.net < 0 or back.net > 0))
        or (l.net < 0 and (l.net + back.net > 0 or back.net < 0))`,
  },
  {
    id: 'I05d',
    says: 'An invoice, its credit notes and what took those back never come to less than nothing.',
    // That of a change holds a reversal, which is no part of what a later credit note takes back.
    sql: `with given as (
        select corrects as id, total, net, tax from invoices where corrects is not null
        union all
        select n.corrects, m.total, m.net, m.tax from invoices n
          join (select distinct o.invoice_id as note, l.invoice_id as back
            from invoice_lines o join invoice_lines l on l.reverses = o.id) r on r.note = n.id
          join invoices m on m.id = r.back
          where n.kind = 'credit_note')
      select i.id from invoices i join given n on n.id = i.id
      where not exists (select 1 from invoice_lines l
        where l.invoice_id = i.id and l.kind = 'reversal')
      group by i.id
      having i.total + sum(n.total) < 0 or i.net + sum(n.net) < 0 or i.tax + sum(n.tax) < 0`,
  },
  {
    id: 'I07a',
    says: 'A discount is between nothing and its line, and net is what it leaves.',
    sql: `select i.id from invoices i, jsonb_array_elements(i.document -> 'lines') as line
      where ${minor("line -> 'gross'")} - ${minor("line -> 'discount'")}
          <> ${minor("line -> 'net'")}
        or abs(${minor("line -> 'discount'")}) > abs(${minor("line -> 'gross'")})
        or ${minor("line -> 'gross'")} * ${minor("line -> 'discount'")} < 0`,
  },
  {
    id: 'I18b',
    says: 'The balance of an invoice is its total less what was paid, credited and not disputed.',
    sql: `select i.id from invoices i join invoice_states s on s.invoice_id = i.id
      where i.kind = 'invoice' and s.balance <> greatest(0, i.total
        - coalesce((select sum(amount) from transactions t where t.invoice_id = i.id
            and ((t.kind in ('payment', 'manual') and t.status = 'settled')
              or (t.kind = 'credit' and t.status = 'applied'))), 0)
        + coalesce((select sum(amount) from dispute_parts d where d.invoice_id = i.id), 0)
        + coalesce((select sum(total) from invoices n where n.corrects = i.id), 0))`,
  },
  {
    id: 'I18c',
    says: 'What is open is Unpaid or in Collections; all else has nothing left to pay.',
    sql: `select s.invoice_id as id from invoice_states s
      where (s.status in ('unpaid', 'collections')) <> (s.balance > 0)
      union select i.id from invoices i
        where not exists (select from invoice_states s where s.invoice_id = i.id)`,
  },
  {
    id: 'I20',
    says: 'The numbers of a series have no gap, and none is outside a series.',
    sql: `with given as (select id, number from invoices
        union all select id, proforma_number from invoices where proforma_number is not null)
      select series as id from number_series n
      left join given i on left(i.number, length(n.series)) = n.series
        and substring(i.number from length(n.series) + 1) ~ '^[0-9]+$'
      group by n.series, n.last
      having count(i.id) <> n.last
        or coalesce(max(substring(i.number from length(n.series) + 1)::bigint), 0) <> n.last
      union all select i.id from invoices i where not exists (select from number_series n
        where left(i.number, length(n.series)) = n.series
          and substring(i.number from length(n.series) + 1) ~ '^[0-9]+$')`,
  },
  {
    id: 'I29',
    says: 'The database refuses every change of a document, an entry or a posting.',
    sql: `select wanted.name as id
      from (values ('invoices_stand'), ('entries_stand'), ('postings_stand')) as wanted (name)
      where not exists (select from pg_trigger t
        where t.tgname = wanted.name and t.tgenabled <> 'D')`,
  },
];
