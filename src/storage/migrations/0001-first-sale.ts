import { signInTables } from './sign-in.sql.ts';

/** Clients, orders, packages, invoices, charges, books, tasks (SPEC part 1). */
export const firstSale: string = `
${signInTables}

create table clients (
  id text primary key,
  number integer generated always as identity (start with 1001) unique,
  name text not null,
  status text not null check (status in ('active', 'suspended', 'closed')),
  currency text not null,
  country text not null,
  state text,
  county text,
  vat_number text,
  vat_number_valid boolean not null default false,
  tax_exempt boolean not null default false,
  language text not null,
  version integer not null default 1,
  created_at timestamptz not null
);

create table contacts (
  id text primary key,
  client_id text not null references clients,
  user_id text unique references "user" (id),
  is_primary boolean not null,
  company text,
  first_name text not null,
  last_name text not null,
  email text not null,
  street text not null,
  street2 text,
  city text not null,
  state text,
  county text,
  zip text not null,
  country text not null,
  phone text not null,
  user_name text not null unique,
  language text not null,
  mail_format text not null default 'html' check (mail_format in ('html', 'plain')),
  areas text[] not null,
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index one_primary_contact on contacts (client_id) where is_primary;
create index contacts_of_client on contacts (client_id);

create table one_time_links (
  hash text primary key,
  purpose text not null check (purpose in ('set_password')),
  contact_id text not null references contacts,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table client_sessions (
  id text primary key,
  hash text not null unique,
  client_id text not null references clients,
  contact_id text not null references contacts,
  areas text[] not null,
  origin text,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create table operator_keys (
  hash text primary key,
  name text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Law 11: the caller makes the id; same content, same answer.
create table commands (
  id text not null,
  principal text not null,
  name text not null,
  input_hash text not null,
  output jsonb,
  created_at timestamptz not null,
  primary key (principal, id)
);

create table orders (
  id text primary key,
  number integer generated always as identity (start with 1001) unique,
  client_id text not null references clients,
  invoice_id text,
  status text not null check (status in ('unpaid', 'paid', 'lapsed', 'canceled')),
  currency text not null,
  -- What was agreed, frozen: items, prices, terms, tax evidence (SPEC 4.3).
  document jsonb not null,
  lapses_on date,
  placed_on date not null,
  version integer not null default 1,
  created_at timestamptz not null
);
create index orders_of_client on orders (client_id);

create table packages (
  id text primary key,
  number integer generated always as identity (start with 1001) unique,
  client_id text not null references clients,
  order_id text not null references orders,
  product_id text not null,
  product_name text not null,
  plan_id text not null,
  plan_name text not null,
  kind text not null,
  domain_name text,
  currency text not null,
  cycle text not null,
  price bigint not null,
  status text not null,
  status_note text,
  ordered_on date not null,
  anchor date,
  activated_on date,
  period_start date,
  period_end date,
  panel_plugin text,
  panel_plan text,
  panel_reference text,
  panel_user_name text,
  panel_server_group text,
  panel_control_panel text,
  version integer not null default 1,
  created_at timestamptz not null
);
create index packages_of_client on packages (client_id, number);

create table package_items (
  id text primary key,
  package_id text not null references packages,
  add_on_id text,
  name text not null,
  one_time boolean not null,
  quantity integer not null check (quantity > 0),
  recurring bigint not null,
  setup bigint not null,
  promotion jsonb,
  billed_through date,
  since date not null,
  version integer not null default 1
);
create index items_of_package on package_items (package_id);

create table number_series (
  series text primary key,
  last integer not null
);

create table invoices (
  id text primary key,
  number text not null unique,
  kind text not null check (kind in ('invoice', 'credit_note')),
  client_id text not null references clients,
  order_id text references orders,
  corrects text references invoices,
  currency text not null,
  issued_on date not null,
  due_on date not null,
  net bigint not null,
  tax bigint not null,
  total bigint not null,
  -- The document as issued; never changed (Law 6).
  document jsonb not null,
  created_at timestamptz not null,
  check (net + tax = total)
);
create index invoices_of_client on invoices (client_id, issued_on, number);
create unique index one_full_credit_note on invoices (corrects) where corrects is not null;

-- Stands beside the document: what may change (SPEC 7.3).
create table invoice_states (
  invoice_id text primary key references invoices,
  client_id text not null,
  status text not null
    check (status in ('draft', 'unpaid', 'paid', 'canceled', 'refunded', 'collections')),
  balance bigint not null check (balance >= 0),
  sent_at timestamptz,
  version integer not null default 1
);
create index states_of_client on invoice_states (client_id, status);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name;
end $$;
create trigger invoices_stand before update or delete on invoices
  for each row execute function refuse_change();

create table invoice_lines (
  id text primary key,
  invoice_id text not null references invoices,
  position integer not null,
  package_id text references packages,
  item_id text references package_items,
  kind text not null check (kind in ('cycle', 'setup', 'one_time', 'reversal', 'fee')),
  origin text not null,
  origin_id text not null,
  period_start date,
  period_end date,
  quantity integer not null,
  net bigint not null,
  standing boolean not null default true,
  unique (invoice_id, position)
);
-- Law 5: a period of an item is billed once, and each cause writes its lines once.
create unique index one_standing_cycle_line on invoice_lines (item_id, period_start)
  where kind = 'cycle' and standing;
create unique index one_line_per_cause on invoice_lines (origin, origin_id, item_id, kind)
  nulls not distinct;
create index lines_of_invoice on invoice_lines (invoice_id);

create table billing_accounts (
  id text primary key,
  client_id text not null references clients,
  contact_id text not null references contacts,
  plugin_id text not null,
  method_reference text not null,
  brand text not null,
  last4 text not null,
  expiry_month integer,
  expiry_year integer,
  is_default boolean not null,
  created_at timestamptz not null,
  unique (plugin_id, method_reference)
);
create unique index one_default_account on billing_accounts (client_id) where is_default;

create table charges (
  id text primary key,
  client_id text not null references clients,
  contact_id text not null references contacts,
  method_id text not null,
  plugin_id text not null,
  billing_account_id text references billing_accounts,
  currency text not null,
  amount bigint not null check (amount > 0),
  captured bigint not null default 0,
  state text not null,
  method_label text not null,
  reference text,
  action jsonb,
  failure_code text,
  failure_message text,
  failure_group text,
  vendor_code text,
  input jsonb not null,
  expires_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index charges_of_client on charges (client_id);

create table charge_allocations (
  charge_id text not null references charges,
  invoice_id text not null references invoices,
  amount bigint not null check (amount > 0),
  open boolean not null,
  primary key (charge_id, invoice_id)
);
-- Law 10: of an invoice at most one charge is open.
create unique index one_open_charge on charge_allocations (invoice_id) where open;

create table transactions (
  id text primary key,
  number integer generated always as identity (start with 1001) unique,
  client_id text not null references clients,
  invoice_id text references invoices,
  charge_id text references charges,
  kind text not null check (kind in ('payment', 'refund', 'credit', 'manual')),
  status text not null check (status in ('settled', 'declined', 'pending', 'applied')),
  plugin_id text not null,
  reference text not null,
  method text not null,
  status_code text not null,
  message text,
  made_on date not null,
  currency text not null,
  amount bigint not null,
  created_at timestamptz not null
);
-- One posting per gateway transaction and invoice (Law 10).
create unique index one_transaction on transactions (plugin_id, reference, kind, invoice_id)
  nulls not distinct where status <> 'declined';
create index transactions_of_invoice on transactions (invoice_id);

create table entries (
  id text primary key,
  key text not null unique,
  kind text not null,
  client_id text,
  actor text not null,
  made_on date not null,
  created_at timestamptz not null
);
create table postings (
  entry_id text not null references entries,
  position integer not null,
  account text not null,
  subaccount text,
  client_id text,
  currency text not null,
  amount bigint not null,
  primary key (entry_id, position)
);
create index postings_of_client on postings (client_id, account, currency);
create trigger entries_stand before update or delete on entries
  for each row execute function refuse_change();
create trigger postings_stand before update or delete on postings
  for each row execute function refuse_change();

create table promotion_uses (
  promotion text not null,
  client_id text not null references clients,
  nth integer not null check (nth > 0),
  order_id text not null references orders,
  primary key (promotion, client_id, nth),
  unique (promotion, order_id)
);
create table promotion_totals (
  promotion text primary key,
  used integer not null check (used >= 0)
);
create table stock (
  item text primary key,
  taken integer not null check (taken >= 0)
);

create table tasks (
  id text primary key,
  kind text not null,
  key text not null unique,
  plugin_id text not null,
  client_id text,
  subject_id text not null,
  payload jsonb not null,
  state text not null check (state in ('due', 'running', 'unknown', 'done', 'failed')),
  due_at timestamptz not null,
  attempts integer not null default 0,
  lease_until timestamptz,
  outcome jsonb,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index tasks_due on tasks (due_at) where state in ('due', 'running', 'unknown');
create index tasks_of_subject on tasks (subject_id);

create table notifications (
  plugin_id text not null,
  event_id text not null,
  charge_id text not null,
  received_at timestamptz not null,
  primary key (plugin_id, event_id)
);

create table mails (
  id text primary key,
  key text not null unique,
  event text not null,
  contact_id text not null references contacts,
  recipient text not null,
  subject text not null,
  -- Secrets are masked (SPEC 4.6).
  text text not null,
  state text not null check (state in ('due', 'sent', 'failed')),
  created_at timestamptz not null,
  sent_at timestamptz
);

create table todos (
  id text primary key,
  key text not null unique,
  audience text not null check (audience in ('client', 'operator')),
  client_id text references clients,
  kind text not null,
  title text not null,
  text text not null,
  invoice_id text,
  package_id text,
  created_at timestamptz not null,
  done_at timestamptz
);
create index todos_open on todos (audience, client_id) where done_at is null;

create table events (
  number bigint generated always as identity primary key,
  name text not null,
  subject_id text not null,
  client_id text,
  happened_at timestamptz not null
);
`;
