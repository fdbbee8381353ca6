import type { Generated } from 'kysely';
import type { Document } from './document.ts';

/** A means of payment that a client saved; the gateway keeps the secret (SPEC 3.7). */
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

/** An attempt to take money through a gateway, in minor units (SPEC 8.1). */
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

/** The part of a charge that pays one invoice, in minor units. */
export interface ChargeAllocationsTable {
  charge_id: string;
  invoice_id: string;
  amount: bigint;
  open: boolean;
}

/** An event that a gateway reported, kept so that it counts once. */
export interface NotificationsTable {
  plugin_id: string;
  event_id: string;
  charge_id: string;
  received_at: Date;
}

/** Money that goes back to its source, in minor units (SPEC 8.10). */
export interface RefundsTable {
  id: string;
  client_id: string;
  /** The invoice for which it was paid. */
  invoice_id: string;
  /** The charge that took it; null for money that came outside any gateway. */
  charge_id: string | null;
  plugin_id: string;
  currency: string;
  amount: bigint;
  reason: 'credit_note' | 'overpayment' | 'goodwill';
  note: string;
  state: 'created' | 'unknown' | 'pending' | 'done' | 'failed';
  method: string;
  reference: string | null;
  failure_message: string | null;
  made_on: string;
  created_at: Date;
  settled_at: Date | null;
}
