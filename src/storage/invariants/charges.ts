import type { BookRule } from './rule.ts';

/** Of an invoice one charge is open, and money is booked once (SPEC 8.5, 8.10). */
export const chargeRules: readonly BookRule[] = [
  {
    id: 'I08a',
    says: 'Of an invoice at most one charge is open.',
    sql: `select invoice_id as id from charge_allocations where open
      group by invoice_id having count(*) > 1`,
  },
  {
    id: 'I08b',
    says: 'The allocations of a charge are open as long as it is.',
    sql: `select c.id from charges c join charge_allocations a on a.charge_id = c.id
      where a.open <> (c.state in ('created', 'sent', 'action_required', 'pending', 'unknown'))`,
  },
  {
    id: 'I09a',
    says: 'No charge takes more than the client confirmed.',
    sql: `select id from charges where captured > amount or captured < 0`,
  },
  {
    id: 'I09b',
    says: 'A charge of invoices asks for what they get from it; one of none adds funds.',
    sql: `select c.id from charges c join charge_allocations a on a.charge_id = c.id
      group by c.id having sum(a.amount) <> c.amount`,
  },
  {
    id: 'I10',
    says: 'No more goes back of a charge than it captured.',
    sql: `select c.id from charges c join refunds r on r.charge_id = c.id and r.state <> 'failed'
      group by c.id having sum(r.amount) > c.captured`,
  },
  {
    id: 'I16a',
    says: 'The indexes that keep things single are there.',
    sql: `select wanted.name as id from (values ('one_open_charge'), ('one_standing_cycle_line'),
        ('one_line_per_cause'), ('one_transaction'), ('one_full_credit_note'),
        ('one_default_account'), ('entries_key_key'), ('invoices_number_key'),
        ('tasks_key_key')) as wanted (name)
      where not exists (select from pg_class c join pg_index i on i.indexrelid = c.oid
        where c.relname = wanted.name and i.indisunique and i.indisvalid)`,
  },
  {
    id: 'I16b',
    says: 'What a charge captured is booked once.',
    sql: `select c.id from charges c where c.captured > 0 and not exists (
        select from entries e where e.key = 'payment:' || c.plugin_id || ':' || c.reference)`,
  },
  {
    id: 'I18d',
    says: 'The transactions of a charge sum to what it captured.',
    sql: `select c.id from charges c
      left join transactions t on t.charge_id = c.id and t.kind = 'payment'
        and t.status = 'settled'
      group by c.id having coalesce(sum(t.amount), 0) <> c.captured`,
  },
];
