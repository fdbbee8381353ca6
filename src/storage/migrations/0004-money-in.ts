/** Billing accounts of all kinds, who pays what, and what gateways say later (SPEC 8, 9). */
export const moneyIn: string = `
alter table billing_accounts add column type text not null default 'card'
  check (type in ('card', 'bank_account', 'wallet', 'manual', 'third_party'));
-- A method by hand or of a third party keeps nothing at a gateway (SPEC 9.4).
alter table billing_accounts alter column method_reference drop not null;
alter table billing_accounts add column customer_reference text;
alter table billing_accounts add column method_id text;
-- What allows charges with no client at hand (SPEC 9.10).
alter table billing_accounts add column mandate jsonb;
-- Whether the gateway can still charge it: false once it is gone there.
alter table billing_accounts add column chargeable boolean not null default true;
-- Its place among those that step in; null: it does not (SPEC 8.8).
alter table billing_accounts add column fallback_rank integer;
-- One that was removed stays, since charges name it.
alter table billing_accounts add column removed_at timestamptz;
alter table billing_accounts add column version integer not null default 1;
drop index one_default_account;
create unique index one_default_account on billing_accounts (client_id)
  where is_default and removed_at is null;
create index accounts_of_client on billing_accounts (client_id);
alter table billing_accounts add constraint removed_is_no_default
  check (removed_at is null or not is_default);
-- When its owner is told of its end (SPEC 9.9); null once that is done, or where it has none.
alter table billing_accounts add column tell_expiry_on date;
create index accounts_expiring on billing_accounts (client_id, tell_expiry_on)
  where tell_expiry_on is not null;
alter table todos add column billing_account_id text references billing_accounts;
alter table packages add column billing_account_id text references billing_accounts;

-- A bank took the money of a charge back, or tries to (SPEC 8.12).
create table disputes (
  id text primary key,
  client_id text not null references clients,
  charge_id text not null references charges,
  plugin_id text not null,
  reference text not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  reason text,
  state text not null check (state in ('open', 'won', 'lost')),
  opened_on date not null,
  settled_on date,
  created_at timestamptz not null,
  unique (plugin_id, reference)
);
create index disputes_of_charge on disputes (charge_id);
-- What of an invoice a dispute took; gone once it came back to that invoice.
create table dispute_parts (
  dispute_id text not null references disputes,
  invoice_id text not null references invoices,
  amount bigint not null check (amount > 0),
  primary key (dispute_id, invoice_id)
);
-- Since when the payment of an unpaid invoice is disputed.
alter table invoice_states add column disputed_on date;
alter table transactions drop constraint transactions_kind_check;
alter table transactions add constraint transactions_kind_check
  check (kind in ('payment', 'refund', 'credit', 'manual', 'dispute'));

create table billing_account_setups (
  id text primary key,
  client_id text not null references clients,
  contact_id text not null references contacts,
  method_id text not null,
  plugin_id text not null,
  state text not null,
  reference text,
  action jsonb,
  failure_code text,
  failure_message text,
  failure_group text,
  input jsonb not null,
  billing_account_id text references billing_accounts,
  version integer not null default 1,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index setups_of_client on billing_account_setups (client_id);
`;
