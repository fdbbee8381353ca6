import type { Generated } from 'kysely';
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
  version: Generated<number>;
  created_at: Date;
}

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
  billed_through: string | null;
  since: string;
  version: Generated<number>;
}
