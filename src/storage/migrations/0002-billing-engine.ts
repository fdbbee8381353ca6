/** The billing run, changes of packages, dunning, usage, affiliates (SPEC part 2). */
export const billingEngine: string = `
-- The first day on which the run has something to do for a client; null for never. One column to
-- claim by, so that any number of workers share a run with SKIP LOCKED.
alter table clients add column next_work_on date;
alter table clients add column client_group text;
-- A city may have a tax of its own (SPEC 7.11).
alter table clients add column city text;
alter table clients add column parked_at timestamptz;
alter table clients add column parked_reason text;
create index clients_at_work on clients (next_work_on, id)
  where next_work_on is not null and parked_at is null;

-- The first day on which a period of the package is issued; null when nothing is.
alter table packages add column next_issue_on date;
-- The first day of the month on which its use is invoiced; null without charged meters.
alter table packages add column next_usage_on date;
alter table packages add column trial_ends_on date;
alter table packages add column cancel_on date;
alter table packages add column cancel_reason text;
alter table packages add column suspended_on date;
alter table packages add column suspended_for text
  check (suspended_for in ('debt', 'trial', 'operator'));
alter table packages add column transferred_from text references packages;
create index packages_to_issue on packages (client_id, next_issue_on)
  where next_issue_on is not null;
create index packages_to_end on packages (client_id)
  where cancel_on is not null or trial_ends_on is not null or next_usage_on is not null;

-- How many more whole periods the promotion covers; null when it has no end, or there is none.
alter table package_items add column promotion_left integer check (promotion_left >= 0);
-- A raise that was announced, from the first period issued on that day or later (SPEC 2.9).
alter table package_items add column raised_price bigint check (raised_price >= 0);
alter table package_items add column raised_from date;
alter table package_items add column prorated boolean not null default true;
-- The first day that it does not hold any more; null while it goes on.
alter table package_items add column ends_on date;

-- Days that no invoice covers, each with the rule that excuses it (SPEC 6.8).
create table excused_spans (
  id text primary key,
  package_id text not null references packages,
  item_id text not null references package_items,
  span_start date not null,
  span_end date not null,
  rule text not null,
  made_on date not null,
  check (span_start < span_end)
);
create index excused_of_item on excused_spans (item_id);

alter table orders drop constraint orders_status_check;
alter table orders add constraint orders_status_check
  check (status in ('held', 'unpaid', 'paid', 'lapsed', 'canceled', 'fraudulent'));

alter table invoices drop constraint invoices_kind_check;
alter table invoices add constraint invoices_kind_check
  check (kind in ('invoice', 'credit_note', 'proforma'));
-- Of an invoice that was a proforma until it was paid (SPEC 7.6): the number it had.
alter table invoices add column proforma_number text unique;
create function refuse_change_but_of_proforma() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.kind = 'proforma' and new.kind = 'invoice'
    and new.proforma_number = old.number
    and (new.id, new.client_id, new.order_id, new.currency, new.due_on, new.net, new.tax,
      new.total, new.document, new.created_at) is not distinct from
      (old.id, old.client_id, old.order_id, old.currency, old.due_on, old.net, old.tax,
      old.total, old.document, old.created_at) then
    return new;
  end if;
  raise exception 'rows of % are never changed', tg_table_name;
end $$;
drop trigger invoices_stand on invoices;
create trigger invoices_stand before update or delete on invoices
  for each row execute function refuse_change_but_of_proforma();
-- A cent that no net can reach (BT-114, SPEC 7.10).
alter table invoices add column rounding bigint not null default 0;
alter table invoices drop constraint invoices_check;
alter table invoices add constraint invoices_add_up check (net + tax + rounding = total);
-- A credit note of the whole invoice, rather than of an unused part.
alter table invoices add column corrects_all boolean not null default true;
drop index one_full_credit_note;
create unique index one_full_credit_note on invoices (corrects)
  where corrects is not null and corrects_all;
create index corrections_of_invoice on invoices (corrects) where corrects is not null;

-- What the run does next about an invoice: dunning by its step, and the automatic charge.
alter table invoice_states add column dunning_step integer not null default 0;
alter table invoice_states add column next_step_on date;
alter table invoice_states add column promised_until date;
alter table invoice_states add column charge_on date;
alter table invoice_states add column charge_attempts integer not null default 0;
create index states_at_work on invoice_states (client_id)
  where next_step_on is not null or charge_on is not null;

alter table invoice_lines drop constraint invoice_lines_kind_check;
alter table invoice_lines add constraint invoice_lines_kind_check
  check (kind in ('cycle', 'setup', 'one_time', 'reversal', 'fee', 'usage'));
-- The line that a reversal takes back.
alter table invoice_lines add column reverses text references invoice_lines;
create index reversals_of_line on invoice_lines (reverses) where reverses is not null;
drop index one_line_per_cause;
-- Cycle lines are kept single by one_standing_cycle_line; a period billed anew has a new line.
create unique index one_line_per_cause
  on invoice_lines (origin, origin_id, item_id, kind, period_start, reverses)
  nulls not distinct where origin <> 'cycle';
create index lines_of_item on invoice_lines (item_id, period_end) where standing;

create table package_changes (
  id text primary key,
  package_id text not null references packages,
  client_id text not null references clients,
  kind text not null check (kind in ('upgrade', 'downgrade', 'add_ons')),
  state text not null
    check (state in ('scheduled', 'awaiting_payment', 'applied', 'lapsed', 'taken_back')),
  effective_on date not null,
  -- What was agreed: target, prices, lines, recurring price, frozen.
  document jsonb not null,
  invoice_id text references invoices,
  credit_note_id text references invoices,
  lapses_on date,
  made_on date not null,
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index one_open_change on package_changes (package_id)
  where state in ('scheduled', 'awaiting_payment');
create index changes_of_client on package_changes (client_id)
  where state in ('scheduled', 'awaiting_payment');

create table trials (
  client_id text not null references clients,
  product_id text not null,
  package_id text not null references packages,
  primary key (client_id, product_id)
);

create table price_campaigns (
  id text primary key,
  document jsonb not null,
  notice_on date not null,
  effective_from date not null,
  state text not null check (state in ('noticed', 'withdrawn')),
  created_at timestamptz not null
);

create table meter_readings (
  package_id text not null references packages,
  resource text not null,
  day date not null,
  -- As a decimal: a share of a unit may be finer than any minor unit.
  value numeric not null check (value >= 0),
  unit text not null,
  allowance numeric not null check (allowance >= 0),
  read_at timestamptz not null,
  primary key (package_id, resource, day)
);

create table runs (
  id text primary key,
  number integer generated always as identity unique,
  kind text not null check (kind in ('daily', 'manual')),
  until date not null,
  state text not null check (state in ('running', 'done', 'stopped', 'failed')),
  counts jsonb not null,
  problems jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz
);

-- Effects that an operator has switched off (SPEC 16.9); plugin_id is empty for all plugins.
create table switches (
  effect text not null check (effect in ('charging', 'invoicing', 'provisioning', 'destroying')),
  plugin_id text not null,
  actor text not null,
  off_since timestamptz not null,
  primary key (effect, plugin_id)
);

-- Catalogs as loaded, the newest in force; an empty table means the file's.
create table catalogs (
  number integer generated always as identity primary key,
  document jsonb not null,
  actor text not null,
  loaded_at timestamptz not null
);

create table affiliates (
  id text primary key,
  client_id text not null references clients,
  program_id text not null,
  code text not null unique,
  joined_on date not null,
  unique (client_id, program_id)
);
create table referrals (
  client_id text primary key references clients,
  affiliate_id text not null references affiliates,
  referred_on date not null
);
create table commissions (
  id text primary key,
  affiliate_id text not null references affiliates,
  client_id text not null references clients,
  invoice_id text not null references invoices,
  -- The document that made it: the invoice, or a credit note that takes a part back.
  cause_id text not null references invoices,
  currency text not null,
  amount bigint not null,
  state text not null check (state in ('waiting', 'mature', 'paid')),
  matures_on date,
  made_on date not null,
  payout_id text,
  unique (affiliate_id, invoice_id, cause_id)
);
create index commissions_of_affiliate on commissions (affiliate_id, state);
create index commissions_of_client on commissions (client_id);
-- The register's word on a client's VAT number, kept as evidence (SPEC 7.12).
create table vat_checks (
  id text primary key,
  client_id text not null references clients,
  order_id text not null unique references orders,
  vat_number text not null,
  plugin_id text not null,
  state text not null check (state in ('due', 'valid', 'invalid', 'given_up')),
  consultation text,
  registered_name text,
  made_on date not null,
  tries integer not null default 0,
  answered_at timestamptz
);
create index vat_checks_of_client on vat_checks (client_id);
create table payouts (
  id text primary key,
  affiliate_id text not null references affiliates,
  currency text not null,
  amount bigint not null check (amount > 0),
  way text not null check (way in ('credit', 'by_hand')),
  reference text,
  made_on date not null
);

-- Money that goes back (SPEC 8.10): the row is the intent, the gateway is asked by its id.
create table refunds (
  id text primary key,
  client_id text not null references clients,
  invoice_id text not null references invoices,
  charge_id text references charges,
  plugin_id text not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  reason text not null check (reason in ('credit_note', 'overpayment', 'goodwill')),
  note text not null,
  state text not null check (state in ('created', 'unknown', 'pending', 'done', 'failed')),
  method text not null,
  reference text,
  failure_message text,
  made_on date not null,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index refunds_of_charge on refunds (charge_id);
create index refunds_of_invoice on refunds (invoice_id);
`;
