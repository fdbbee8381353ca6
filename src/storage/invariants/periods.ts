import type { BookRule } from './rule.ts';

/** Every stretch of days of an item that a line bills or a rule excuses, with the end before it. */
const spans = `with spans as (
    select item_id, period_start as first, period_end as past from invoice_lines
      where kind = 'cycle' and standing and item_id is not null and period_start is not null
    union all select item_id, span_start, span_end from excused_spans
  ), ordered as (
    select *, max(past) over (partition by item_id order by first, past
      rows between unbounded preceding and 1 preceding) as before
    from spans
  )`;

/** A period is billed once, and no day is skipped but by a rule (SPEC 6.8, Law 5). */
export const periodRules: readonly BookRule[] = [
  {
    id: 'I11a',
    says: 'The run bills no package that never ran.',
    sql: `select l.id from invoice_lines l join packages p on p.id = l.package_id
      where l.origin = 'cycle' and l.kind = 'cycle' and p.activated_on is null`,
  },
  {
    id: 'I11b',
    says: 'The run bills no package after its end.',
    sql: `select l.id from packages p
      join events e on e.subject_id = p.id
        and e.name in ('package.canceled', 'package.fraudulent', 'package.transferred')
      join invoice_lines l on l.package_id = p.id and l.origin = 'cycle' and l.kind = 'cycle'
      join invoices i on i.id = l.invoice_id
      where p.status in ('canceled', 'fraudulent', 'transferred')
        and i.created_at > e.happened_at`,
  },
  {
    id: 'I12a',
    says: 'No day of an item is billed or excused twice.',
    sql: `${spans} select item_id as id from ordered where first < before`,
  },
  {
    id: 'I12b',
    says: 'No day of an item is skipped without a rule.',
    sql: `${spans} select o.item_id as id from ordered o
      join package_items i on i.id = o.item_id
      where o.first > o.before and i.billed_through is not null
        and (i.ends_on is null or o.before < i.ends_on)`,
  },
  {
    id: 'I12c',
    says: 'An item is billed through to the end of its last line or excused span, or to its own.',
    sql: `${spans} select i.id from package_items i
      join (select item_id, max(past) as past from spans group by item_id) s on s.item_id = i.id
      where i.billed_through is not null and i.billed_through <> s.past
        and i.billed_through is distinct from i.ends_on`,
  },
  {
    id: 'I12d',
    says: 'A period ends after it begins.',
    sql: `select id from invoice_lines where period_end <= period_start
      union select id from excused_spans where span_end <= span_start`,
  },
  {
    id: 'I12e',
    says: 'An active package with a price has a day on which its next period is issued.',
    sql: `select p.id from packages p join package_items i on i.package_id = p.id
      where p.status = 'active' and p.next_issue_on is null
        and not i.one_time and i.billed_through is not null
        and (i.ends_on is null or i.billed_through < i.ends_on)`,
  },
  {
    id: 'I12f',
    says: 'The run looks at a client no later than the first day on which there is work.',
    sql: `select c.id from clients c join (
        select client_id, next_issue_on as day from packages
        union all select client_id, cancel_on from packages
        union all select client_id, trial_ends_on from packages
        union all select client_id, next_usage_on from packages
        union all select client_id, next_step_on from invoice_states
        union all select client_id, charge_on from invoice_states
        union all select client_id, effective_on from package_changes where state = 'scheduled'
        union all select client_id, lapses_on from package_changes
          where state = 'awaiting_payment'
      ) as work on work.client_id = c.id
      where work.day is not null and (c.next_work_on is null or c.next_work_on > work.day)`,
  },
];
