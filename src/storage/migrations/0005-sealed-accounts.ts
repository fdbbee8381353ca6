/** Bank accounts that are sealed, and what files of the bank collect from them (SPEC 8.9, 9.7). */
export const sealedAccounts: string = `
-- Set where an account is collected from by a file; its data is in sealed_accounts.
alter table billing_accounts add column sealed_kind text check (sealed_kind in ('iban', 'us_bank'));
create table sealed_accounts (
  billing_account_id text primary key references billing_accounts,
  kind text not null check (kind in ('iban', 'us_bank')),
  key_id text not null,
  -- A JWE and nothing else: five parts, of which ECDH-ES leaves the second empty.
  sealed text not null check (sealed ~ '^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){4}$')
);
create table collection_files (
  id text primary key,
  number integer not null unique generated always as identity (start with 1001),
  format text not null check (format in ('pain008', 'nacha')),
  key_id text not null,
  made_on date not null,
  made_by text not null,
  created_at timestamptz not null
);
create table collections (
  charge_id text primary key references charges,
  number bigint not null unique generated always as identity,
  billing_account_id text not null references billing_accounts,
  kind text not null check (kind in ('iban', 'us_bank')),
  collect_on date not null,
  file_id text references collection_files,
  sequence text check (sequence in ('FRST', 'RCUR')),
  result text check (result in ('paid', 'returned')),
  reason text,
  settled_at timestamptz,
  check ((file_id is null) = (sequence is null)),
  -- What no bank has heard of cannot have come to an end there.
  check (result is null or file_id is not null)
);
create index collections_waiting on collections (kind, number) where file_id is null;
create index collections_of_file on collections (file_id) where file_id is not null;
create index collections_of_account on collections (billing_account_id);
`;
