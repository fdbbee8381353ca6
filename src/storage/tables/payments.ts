import type { Generated } from 'kysely';
import type { Document } from './document.ts';

/** A means of payment that a client saved; the gateway keeps the secret (SPEC 3.7). */
export interface BillingAccountsTable {
  id: string;
  client_id: string;
  contact_id: string;
  plugin_id: string;
  /** Null for what keeps nothing at a gateway (SPEC 9.4). */
  method_reference: string | null;
  brand: string;
  last4: string;
  expiry_month: number | null;
  expiry_year: number | null;
  is_default: boolean;
  created_at: Date;
  type: Generated<'card' | 'bank_account' | 'wallet' | 'manual' | 'third_party'>;
  /** The gateway's reference of the client. */
  customer_reference: Generated<string | null>;
  /** The catalog's method by which it was added. */
  method_id: Generated<string | null>;
  /** What allows charges with no client at hand (SPEC 9.10). */
  mandate: Generated<Document | null>;
  /** False once the gateway cannot charge it any more. */
  chargeable: Generated<boolean>;
  /** Its place among the accounts that step in; null: it does not (SPEC 8.8). */
  fallback_rank: Generated<number | null>;
  /** The day of the to-do about its end; null once it stands (SPEC 9.9). */
  tell_expiry_on: Generated<string | null>;
  /** Set where it is collected from by a file, from data that is sealed (SPEC 8.9, 9.7). */
  sealed_kind: Generated<'iban' | 'us_bank' | null>;
  removed_at: Generated<Date | null>;
  version: Generated<number>;
}

/** The keeping of a method without a charge (SPEC 9.6). */
export interface BillingAccountSetupsTable {
  id: string;
  client_id: string;
  /** The owner of the account to be. */
  contact_id: string;
  method_id: string;
  plugin_id: string;
  state: string;
  reference: string | null;
  action: Document | null;
  failure_code: string | null;
  failure_message: string | null;
  failure_group: string | null;
  input: Document;
  billing_account_id: string | null;
  version: Generated<number>;
  created_at: Date;
  settled_at: Date | null;
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

/** Money that a client's bank took back, or tries to, in minor units (SPEC 8.12). */
export interface DisputesTable {
  id: string;
  client_id: string;
  charge_id: string;
  plugin_id: string;
  /** The gateway's id of it. */
  reference: string;
  currency: string;
  amount: bigint;
  reason: string | null;
  state: 'open' | 'won' | 'lost';
  opened_on: string;
  settled_on: string | null;
  created_at: Date;
}

/** What a dispute took of an invoice and did not give back to it. */
export interface DisputePartsTable {
  dispute_id: string;
  invoice_id: string;
  amount: bigint;
}
