-- Plain SQL for the same work: set-based statements over everything that is due,
-- in one transaction, on the same schema with all of its constraints, which leave the same rows.
-- It knows the one kind of client that the bench seeds: one tax, one discount, whole months.
-- {now} is the instant of the run; ids are as long, and as ordered, as those of a run.
create function pg_temp.new_id(n bigint) returns text language sql immutable as
  $$ select '01a254e1-9680-7000-8000-' || lpad(to_hex(n), 12, '0') $$;
create function pg_temp.eur(minor bigint) returns jsonb language sql immutable as
  $$ select jsonb_build_object('amount', (minor / 100.0)::numeric(18, 2)::text, 'currency', 'EUR') $$;

create temp table due on commit drop as
  select row_number() over (order by clients.next_work_on, clients.id) as n,
    clients.id as client_id, packages.id as package_id, packages.number as package_number,
    packages.cycle, least(packages.next_issue_on + 14, packages.next_issue_on + 14) as starts,
    jsonb_build_object('name', first_name || ' ' || last_name,
      'lines', jsonb_build_array(street, zip || ' ' || contacts.city), 'country', contacts.country,
      'vatNumber', clients.vat_number) as buyer
  from clients
  join packages on packages.client_id = clients.id
  join contacts on contacts.client_id = clients.id and contacts.is_primary
  where clients.next_work_on <= '2026-12-08' and clients.parked_at is null
    and packages.next_issue_on <= '2026-12-08' and packages.status = 'active';

create temp table line on commit drop as
  select due.n, pg_temp.new_id(10000000 + due.n * 4 + position) as id, position, item.id as item_id,
    item.name, item.quantity, item.recurring as unit, item.recurring * item.quantity as gross,
    round(item.recurring * item.quantity * (item.promotion ->> 'percent')::numeric / 100)::bigint
      as discount, item.promotion ->> 'code' as code, item.promotion ->> 'percent' as percent,
    item.billed_through as starts,
    (item.billed_through + interval '1 month')::date as ends, due.package_id, due.package_number,
    due.cycle
  from due
  join lateral (
    select *, (row_number() over (order by add_on_id nulls first)) - 1 as position
    from package_items where package_id = due.package_id and not one_time
      and billed_through - 14 <= '2026-12-08') as item on true;

create temp table document on commit drop as
  select due.n, pg_temp.new_id(due.n) as id, due.client_id, due.buyer, sums.*,
    round(sums.net * 0.20)::bigint as tax
  from due join (
    select n, min(starts) as starts, sum(gross)::bigint as gross, sum(discount)::bigint as discount,
      sum(gross - discount)::bigint as net,
      jsonb_agg(jsonb_build_object('lineId', id, 'description', name, 'packageId', package_id,
        'packageNumber', package_number, 'quantity', quantity, 'unitPrice', pg_temp.eur(unit),
        'gross', pg_temp.eur(gross), 'discount', pg_temp.eur(discount),
        'net', pg_temp.eur(gross - discount), 'taxRates', jsonb_build_array('20'),
        'periodStart', starts, 'periodEnd', ends, 'promotionCode', code,
        'explanation', jsonb_build_object('rule', 'period', 'steps', jsonb_build_array(
          jsonb_build_object('label', name || ', ' || cycle || ': '
            || (unit / 100.0)::numeric(18, 2) || ' × ' || quantity, 'amount', pg_temp.eur(gross)),
          jsonb_build_object('label', starts || ' to ' || ends, 'amount', pg_temp.eur(gross)),
          jsonb_build_object('label', 'Less ' || code || ', ' || percent || '%',
            'amount', pg_temp.eur(gross - discount))))) order by position) as lines
    from line group by n) as sums(m, starts, gross, discount, net, lines) on sums.m = due.n;

update package_items as item set billed_through = line.ends, promotion_left = null,
    version = version + 1
  from line where item.id = line.item_id and item.billed_through = line.starts;
update packages set period_start = line.starts, period_end = line.ends,
    next_issue_on = line.ends - 14, version = version + 1
  from line where line.package_id = packages.id and line.position = 0;
insert into todos (id, key, audience, client_id, kind, title, text, invoice_id, created_at)
  select pg_temp.new_id(20000000 + n), 'invoice.unpaid:' || id, 'client', client_id,
    'invoice_unpaid', 'Pay your invoice', 'Pay it by its due date, so that your packages go on.',
    id, {now} from document order by n;
insert into tasks (id, kind, key, plugin_id, client_id, subject_id, payload, state, due_at,
    created_at)
  select pg_temp.new_id(30000000 + n), 'mail.send', 'mail:invoice:' || id, 'mailbox', client_id,
    client_id, jsonb_build_object('event', 'invoice', 'invoiceId', id), 'due', {now}, {now}
  from document order by n;
insert into events (name, subject_id, client_id, happened_at)
  select 'invoice.issued', id, client_id, {now} from document order by n;
insert into number_series (series, last) select 'HL-2026-', count(*) from document
  on conflict (series) do update set last = number_series.last + excluded.last;
insert into invoices (id, number, kind, client_id, currency, issued_on, due_on, net, tax, total,
    rounding, document, created_at)
  select id, 'HL-2026-' || lpad(n::text, 6, '0'), 'invoice', client_id, 'EUR', '2026-12-08', starts,
    net, tax, net + tax, 0, jsonb_build_object(
      'seller', '{"name": "Harbourlight Hosting", "lines": [], "country": "DE",
        "vatNumber": "DE123456788"}'::jsonb,
      'buyer', buyer, 'lines', lines, 'gross', pg_temp.eur(gross),
      'discount', pg_temp.eur(discount), 'net', pg_temp.eur(net),
      'taxes', jsonb_build_array(jsonb_build_object('name', 'VAT', 'rate', '20', 'category', 'S',
        'reason', null, 'base', pg_temp.eur(net), 'tax', pg_temp.eur(tax))),
      'tax', pg_temp.eur(tax), 'rounding', pg_temp.eur(0), 'total', pg_temp.eur(net + tax),
      'notes', '[]'::jsonb, 'lineTaxes', '[[0], [0]]'::jsonb), {now}
  from document order by n;
insert into invoice_states (invoice_id, client_id, status, balance, sent_at, dunning_step,
    next_step_on, charge_on)
  select id, client_id, 'unpaid', net + tax, {now}, 0, starts - 3, starts from document order by n;
insert into invoice_lines (id, invoice_id, position, package_id, item_id, kind, origin, origin_id,
    period_start, period_end, quantity, net)
  select line.id, pg_temp.new_id(n), position, package_id, item_id, 'cycle', 'cycle', item_id,
    starts, ends, quantity, gross - discount from line order by n, position;
insert into entries (id, key, kind, client_id, actor, made_on, created_at)
  select pg_temp.new_id(40000000 + n), 'invoice:HL-2026-' || lpad(n::text, 6, '0'), 'invoice',
    client_id, 'run', '2026-12-08', {now} from document order by n;
insert into postings (entry_id, position, account, subaccount, client_id, currency, amount)
  select pg_temp.new_id(40000000 + n), position, account, subaccount, owner, 'EUR', amount
  from document cross join lateral (values
    (0, 'receivable', null, client_id, net + tax),
    (1, 'revenue', null, null, -net),
    (2, 'tax', 'VAT 20%', null, -tax)) as side (position, account, subaccount, owner, amount)
  order by n, position;
update clients set next_work_on = least(
    (select min(next_issue_on) from packages where client_id = clients.id),
    (select min(least(cancel_on, trial_ends_on, next_usage_on)) from packages
      where client_id = clients.id
        and (cancel_on is not null or trial_ends_on is not null or next_usage_on is not null)),
    (select min(least(next_step_on, charge_on)) from invoice_states
      where client_id = clients.id and (next_step_on is not null or charge_on is not null)),
    (select min(case state when 'scheduled' then effective_on else lapses_on end)
      from package_changes
      where client_id = clients.id and state in ('scheduled', 'awaiting_payment')),
    (select min(commissions.matures_on) from commissions
      join affiliates on affiliates.id = commissions.affiliate_id
      where affiliates.client_id = clients.id and commissions.state = 'waiting'))
  from due where due.client_id = clients.id;
