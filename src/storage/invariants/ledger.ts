import type { BookRule } from './rule.ts';

/** Every cent is a balanced double entry, and sums of entries are what documents say (17.1). */
export const ledgerRules: readonly BookRule[] = [
  {
    id: 'I01',
    says: 'The postings of an entry sum to zero in each currency.',
    sql: `select entry_id as id from postings
      group by entry_id, currency having sum(amount) <> 0`,
  },
  {
    id: 'I02a',
    says: 'What gateways hold is what came, less what went back or was disputed.',
    sql: `select currency as id from (
        select currency, amount from postings where account = 'gateway'
        union all select currency, -captured from charges
        union all select currency, -amount from transactions
          where kind = 'manual' and status = 'settled'
        union all select currency, amount from refunds
          where state = 'done' and plugin_id <> 'rackrate'
        union all select currency, amount from disputes where state in ('open', 'lost')
      ) as moved group by currency having sum(amount) <> 0`,
  },
  {
    id: 'I02b',
    says: 'What is set aside for refunds is the sum of those that are on their way.',
    sql: `select currency as id from (
        select currency, amount from postings where account = 'refund_due'
        union all select currency, amount from refunds
          where state in ('created', 'unknown', 'pending')
      ) as due group by currency having sum(amount) <> 0`,
  },
  {
    id: 'I04a',
    says: 'An entry has one currency.',
    sql: `select entry_id as id from postings
      group by entry_id having count(distinct currency) > 1`,
  },
  {
    id: 'I06a',
    says: 'No client has an account credit below zero.',
    sql: `select client_id as id from postings where account = 'credit'
      group by client_id, currency having sum(amount) > 0`,
  },
  {
    id: 'I06b',
    says: 'What a client owes in the books is the sum of the open balances.',
    sql: `select client_id as id from (
        select client_id, currency, amount from postings where account = 'receivable'
        union all select i.client_id, i.currency,
            case when i.kind <> 'proforma' then -s.balance
              -- A proforma is not booked: what was paid of it stands there alone.
              when s.status = 'unpaid' then i.total - s.balance else 0 end
          from invoice_states s join invoices i on i.id = s.invoice_id
      ) as owed group by client_id, currency having sum(amount) <> 0`,
  },
  {
    id: 'I06c',
    says: 'What moves a client account names the client of its entry.',
    sql: `select p.entry_id as id from postings p join entries e on e.id = p.entry_id
      where p.account in ('receivable', 'credit') and p.client_id is distinct from e.client_id`,
  },
  {
    id: 'I18a',
    says: 'Every document is booked once, with its own net and tax.',
    sql: `select i.id from invoices i
      left join entries e on e.key = i.kind || ':' || i.number
      left join postings p on p.entry_id = e.id
      where i.kind <> 'proforma'
      group by i.id, e.id
      having e.id is null
        or coalesce(sum(p.amount) filter (where p.account = 'revenue'), 0) <> -i.net
        or coalesce(sum(p.amount) filter (where p.account = 'tax'), 0) <> -i.tax`,
  },
];
