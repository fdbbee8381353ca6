import type { Generated, Selectable } from 'kysely';
import type { Document } from './document.ts';

/** A package: what a client has bought, with the names frozen at its order (SPEC 2.8). */
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
  /** The first day on which a period is issued; null when nothing is. */
  next_issue_on: Generated<string | null>;
  next_usage_on: Generated<string | null>;
  trial_ends_on: Generated<string | null>;
  cancel_on: Generated<string | null>;
  cancel_reason: Generated<string | null>;
  suspended_on: Generated<string | null>;
  suspended_for: Generated<'debt' | 'trial' | 'operator' | null>;
  transferred_from: Generated<string | null>;
  /** Which account pays it; null: the default one does (SPEC 9.5). */
  billing_account_id: Generated<string | null>;
  version: Generated<number>;
  created_at: Date;
}

/** A package's row. */
export type PackageRecord = Selectable<PackagesTable>;

/** The plan or an add-on of a package, with its price frozen in minor units (SPEC 2.8). */
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
  /** The first day that no line covers. */
  billed_through: string | null;
  since: string;
  promotion_left: Generated<number | null>;
  raised_price: Generated<bigint | null>;
  raised_from: Generated<string | null>;
  prorated: Generated<boolean>;
  /** The first day that it does not hold any more. */
  ends_on: Generated<string | null>;
  version: Generated<number>;
}

/** Days that no invoice covers, with the rule that excuses them (SPEC 6.8). */
export interface ExcusedSpansTable {
  id: string;
  package_id: string;
  item_id: string;
  span_start: string;
  span_end: string;
  rule: string;
  made_on: string;
}

/** A change of plan, cycle or add-ons (SPEC 5.10). */
export interface PackageChangesTable {
  id: string;
  package_id: string;
  client_id: string;
  kind: 'upgrade' | 'downgrade' | 'add_ons';
  state: 'scheduled' | 'awaiting_payment' | 'applied' | 'lapsed' | 'taken_back';
  effective_on: string;
  document: Document;
  invoice_id: string | null;
  credit_note_id: string | null;
  lapses_on: string | null;
  made_on: string;
  version: Generated<number>;
  created_at: Date;
}

/** A trial that a client has had of a product (SPEC 2.10). */
export interface TrialsTable {
  client_id: string;
  product_id: string;
  package_id: string;
}

/** What was measured on a package on a day, as decimal strings (SPEC 12.3). */
export interface MeterReadingsTable {
  package_id: string;
  resource: string;
  day: string;
  value: string;
  unit: string;
  allowance: string;
  read_at: Date;
}
