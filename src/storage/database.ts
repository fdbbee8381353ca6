import type { Generated, Kysely, Transaction } from 'kysely';

/** A JSON document; the engine knows its shape. */
export type Document = unknown;

export interface ClientsTable {
  id: string;
  number: Generated<number>;
  name: string;
  status: 'active' | 'suspended' | 'closed';
  currency: string;
  country: string;
  state: string | null;
  county: string | null;
  vat_number: string | null;
  vat_number_valid: boolean;
  tax_exempt: boolean;
  language: string;
  version: Generated<number>;
  created_at: Date;
}

export interface ContactsTable {
  id: string;
  client_id: string;
  user_id: string | null;
  is_primary: boolean;
  company: string | null;
  first_name: string;
  last_name: string;
  email: string;
  street: string;
  street2: string | null;
  city: string;
  state: string | null;
  county: string | null;
  zip: string;
  country: string;
  phone: string;
  user_name: string;
  language: string;
  mail_format: Generated<'html' | 'plain'>;
  areas: string[];
  version: Generated<number>;
  created_at: Date;
}

export interface OneTimeLinksTable {
  hash: string;
  purpose: 'set_password';
  contact_id: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface ClientSessionsTable {
  id: string;
  hash: string;
  client_id: string;
  contact_id: string;
  areas: string[];
  origin: string | null;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface OperatorKeysTable {
  hash: string;
  name: string;
  scopes: string[];
  created_at: Date;
  revoked_at: Date | null;
}

export interface CommandsTable {
  id: string;
  principal: string;
  name: string;
  input_hash: string;
  output: Document | null;
  created_at: Date;
}

export interface OrdersTable {
  id: string;
  number: Generated<number>;
  client_id: string;
  invoice_id: string | null;
  status: 'unpaid' | 'paid' | 'lapsed' | 'canceled';
  currency: string;
  document: Document;
  lapses_on: string | null;
  placed_on: string;
  version: Generated<number>;
  created_at: Date;
}

export interface PackagesTable {
  id: string;
  number: Generated<number>;
  client_id: string;
  order_id: string;
  product_id: string;
  product_name: string;
  plan_id: string;
  plan_name: string;
  kind: string;
  domain_name: string | null;
  currency: string;
  cycle: string;
  /** Recurring with add-ons, in minor units. */
  price: bigint;
  status: string;
  status_note: string | null;
  ordered_on: string;
  anchor: string | null;
  activated_on: string | null;
  period_start: string | null;
  period_end: string | null;
  panel_plugin: string | null;
  panel_plan: string | null;
  panel_reference: string | null;
  panel_user_name: string | null;
  panel_server_group: string | null;
  panel_control_panel: string | null;
  version: Generated<number>;
  created_at: Date;
}

export interface PackageItemsTable {
  id: string;
  package_id: string;
  add_on_id: string | null;
  name: string;
  one_time: boolean;
  quantity: number;
  recurring: bigint;
  setup: bigint;
  promotion: Document | null;
  billed_through: string | null;
  since: string;
  version: Generated<number>;
}

export interface NumberSeriesTable {
  series: string;
  last: number;
}

export interface InvoicesTable {
  id: string;
  number: string;
  kind: 'invoice' | 'credit_note';
  client_id: string;
  order_id: string | null;
  corrects: string | null;
  currency: string;
  issued_on: string;
  due_on: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  document: Document;
  created_at: Date;
}

export interface InvoiceStatesTable {
  invoice_id: string;
  client_id: string;
  status: 'draft' | 'unpaid' | 'paid' | 'canceled' | 'refunded' | 'collections';
  balance: bigint;
  sent_at: Date | null;
  version: Generated<number>;
}

export interface InvoiceLinesTable {
  id: string;
  invoice_id: string;
  position: number;
  package_id: string | null;
  item_id: string | null;
  kind: 'cycle' | 'setup' | 'one_time' | 'reversal' | 'fee';
  origin: string;
  origin_id: string;
  period_start: string | null;
  period_end: string | null;
  quantity: number;
  net: bigint;
  standing: Generated<boolean>;
}

export interface BillingAccountsTable {
  id: string;
  client_id: string;
  contact_id: string;
  plugin_id: string;
  method_reference: string;
  brand: string;
  last4: string;
  expiry_month: number | null;
  expiry_year: number | null;
  is_default: boolean;
  created_at: Date;
}

export interface ChargesTable {
  id: string;
  client_id: string;
  contact_id: string;
  method_id: string;
  plugin_id: string;
  billing_account_id: string | null;
  currency: string;
  amount: bigint;
  captured: Generated<bigint>;
  state: string;
  method_label: string;
  reference: string | null;
  action: Document | null;
  failure_code: string | null;
  failure_message: string | null;
  failure_group: string | null;
  vendor_code: string | null;
  input: Document;
  expires_at: Date | null;
  version: Generated<number>;
  created_at: Date;
  settled_at: Date | null;
}

export interface ChargeAllocationsTable {
  charge_id: string;
  invoice_id: string;
  amount: bigint;
  open: boolean;
}

export interface TransactionsTable {
  id: string;
  number: Generated<number>;
  client_id: string;
  invoice_id: string | null;
  charge_id: string | null;
  kind: 'payment' | 'refund' | 'credit' | 'manual';
  status: 'settled' | 'declined' | 'pending' | 'applied';
  plugin_id: string;
  reference: string;
  method: string;
  status_code: string;
  message: string | null;
  made_on: string;
  currency: string;
  amount: bigint;
  created_at: Date;
}

export interface EntriesTable {
  id: string;
  key: string;
  kind: string;
  client_id: string | null;
  actor: string;
  made_on: string;
  created_at: Date;
}

export interface PostingsTable {
  entry_id: string;
  position: number;
  account: string;
  subaccount: string | null;
  client_id: string | null;
  currency: string;
  amount: bigint;
}

export interface PromotionUsesTable {
  promotion: string;
  client_id: string;
  nth: number;
  order_id: string;
}

export interface PromotionTotalsTable {
  promotion: string;
  used: number;
}

export interface StockTable {
  item: string;
  taken: number;
}

export interface TasksTable {
  id: string;
  kind: string;
  key: string;
  plugin_id: string;
  client_id: string | null;
  subject_id: string;
  payload: Document;
  state: 'due' | 'running' | 'unknown' | 'done' | 'failed';
  due_at: Date;
  attempts: Generated<number>;
  lease_until: Date | null;
  outcome: Document | null;
  created_at: Date;
  finished_at: Date | null;
}

export interface NotificationsTable {
  plugin_id: string;
  event_id: string;
  charge_id: string;
  received_at: Date;
}

export interface MailsTable {
  id: string;
  key: string;
  event: string;
  contact_id: string;
  recipient: string;
  subject: string;
  text: string;
  state: 'due' | 'sent' | 'failed';
  created_at: Date;
  sent_at: Date | null;
}

export interface TodosTable {
  id: string;
  key: string;
  audience: 'client' | 'operator';
  client_id: string | null;
  kind: string;
  title: string;
  text: string;
  invoice_id: string | null;
  package_id: string | null;
  created_at: Date;
  done_at: Date | null;
}

export interface EventsTable {
  number: Generated<bigint>;
  name: string;
  subject_id: string;
  client_id: string | null;
  happened_at: Date;
}

/** The sign-in library's user; `email` is made from the contact's id. */
export interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Date;
  updatedAt: Date;
  username: string | null;
  displayUsername: string | null;
}

/** The sign-in library's credential of a user. */
export interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The sign-in library's session, which a new password ends. */
export interface SessionTable {
  id: string;
  userId: string;
}

/** Every table. */
export interface Tables {
  clients: ClientsTable;
  contacts: ContactsTable;
  one_time_links: OneTimeLinksTable;
  client_sessions: ClientSessionsTable;
  operator_keys: OperatorKeysTable;
  commands: CommandsTable;
  orders: OrdersTable;
  packages: PackagesTable;
  package_items: PackageItemsTable;
  number_series: NumberSeriesTable;
  invoices: InvoicesTable;
  invoice_states: InvoiceStatesTable;
  invoice_lines: InvoiceLinesTable;
  billing_accounts: BillingAccountsTable;
  charges: ChargesTable;
  charge_allocations: ChargeAllocationsTable;
  transactions: TransactionsTable;
  entries: EntriesTable;
  postings: PostingsTable;
  promotion_uses: PromotionUsesTable;
  promotion_totals: PromotionTotalsTable;
  stock: StockTable;
  tasks: TasksTable;
  notifications: NotificationsTable;
  mails: MailsTable;
  todos: TodosTable;
  events: EventsTable;
  user: UserTable;
  account: AccountTable;
  session: SessionTable;
}

/** What is in scope inside a transaction: its own handle, and nothing else (Law 7). */
export type Handle = Transaction<Tables>;

/** The store: every access is a transaction. */
export interface Store {
  /** Runs `work` in a transaction; serialization failures and deadlocks are tried again. */
  transaction<Value>(work: (handle: Handle) => Promise<Value>): Promise<Value>;
  /** For the sign-in library alone, which needs a connection of its own. */
  readonly signInConnection: Kysely<Tables>;
  close(): Promise<void>;
}
