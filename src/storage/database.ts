import type { Kysely, Transaction } from 'kysely';
import type { ClientSessionsTable, OneTimeLinksTable, OperatorKeysTable } from './tables/access.ts';
import type {
  AffiliatesTable,
  CommissionsTable,
  PayoutsTable,
  ReferralsTable,
} from './tables/affiliates.ts';
import type { EntriesTable, PostingsTable, TransactionsTable } from './tables/books.ts';
import type { ClientsTable, ContactsTable } from './tables/clients.ts';
import type {
  CollectionFilesTable,
  CollectionsTable,
  SealedAccountsTable,
} from './tables/collections.ts';
import type {
  InvoiceLinesTable,
  InvoiceStatesTable,
  InvoicesTable,
  NumberSeriesTable,
} from './tables/invoices.ts';
import type {
  OrdersTable,
  PromotionTotalsTable,
  PromotionUsesTable,
  StockTable,
} from './tables/orders.ts';
import type {
  ExcusedSpansTable,
  MeterReadingsTable,
  PackageChangesTable,
  PackageItemsTable,
  PackagesTable,
  TrialsTable,
} from './tables/packages.ts';
import type {
  BillingAccountSetupsTable,
  BillingAccountsTable,
  ChargeAllocationsTable,
  ChargesTable,
  DisputePartsTable,
  DisputesTable,
  NotificationsTable,
  RefundsTable,
} from './tables/payments.ts';
import type {
  CatalogsTable,
  PriceCampaignsTable,
  RunsTable,
  SwitchesTable,
} from './tables/runs.ts';
import type { AccountTable, SessionTable, UserTable } from './tables/sign-in.ts';
import type { VatChecksTable } from './tables/vat.ts';
import type {
  CommandsTable,
  EventsTable,
  MailsTable,
  TasksTable,
  TodosTable,
} from './tables/work.ts';

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
  excused_spans: ExcusedSpansTable;
  package_changes: PackageChangesTable;
  trials: TrialsTable;
  meter_readings: MeterReadingsTable;
  number_series: NumberSeriesTable;
  invoices: InvoicesTable;
  invoice_states: InvoiceStatesTable;
  invoice_lines: InvoiceLinesTable;
  billing_accounts: BillingAccountsTable;
  billing_account_setups: BillingAccountSetupsTable;
  sealed_accounts: SealedAccountsTable;
  collections: CollectionsTable;
  collection_files: CollectionFilesTable;
  charges: ChargesTable;
  charge_allocations: ChargeAllocationsTable;
  disputes: DisputesTable;
  dispute_parts: DisputePartsTable;
  refunds: RefundsTable;
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
  runs: RunsTable;
  switches: SwitchesTable;
  catalogs: CatalogsTable;
  price_campaigns: PriceCampaignsTable;
  affiliates: AffiliatesTable;
  referrals: ReferralsTable;
  commissions: CommissionsTable;
  payouts: PayoutsTable;
  vat_checks: VatChecksTable;
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
  /**
   * Runs `work`, which only reads, on one connection without a transaction: at the isolation level
   * of PostgreSQL's default each statement sees its own moment in a transaction too.
   */
  read<Value>(work: (handle: Handle) => Promise<Value>): Promise<Value>;
  /** For the sign-in library alone, which needs a connection of its own. */
  readonly signInConnection: Kysely<Tables>;
  close(): Promise<void>;
}
