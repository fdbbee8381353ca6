import type { Generated } from 'kysely';
import type { Document } from './document.ts';

/** A series of document numbers, with the last one given. */
export interface NumberSeriesTable {
  series: string;
  last: number;
}

/** An issued invoice or credit note, which never changes; sums in minor units. */
export interface InvoicesTable {
  id: string;
  number: string;
  kind: 'invoice' | 'credit_note' | 'proforma';
  client_id: string;
  order_id: string | null;
  corrects: string | null;
  /** The number that it had as a proforma, before it was paid. */
  proforma_number: Generated<string | null>;
  currency: string;
  issued_on: string;
  due_on: string;
  net: bigint;
  tax: bigint;
  total: bigint;
  rounding: Generated<bigint>;
  /** Of a credit note: whether it takes the whole invoice back. */
  corrects_all: Generated<boolean>;
  document: Document;
  created_at: Date;
}

/** What may change of an invoice: its status and the balance in minor units. */
export interface InvoiceStatesTable {
  invoice_id: string;
  client_id: string;
  status: 'draft' | 'unpaid' | 'paid' | 'canceled' | 'refunded' | 'collections';
  balance: bigint;
  sent_at: Date | null;
  /** How many steps of dunning were taken, and when the next is due. */
  dunning_step: Generated<number>;
  next_step_on: Generated<string | null>;
  promised_until: Generated<string | null>;
  charge_on: Generated<string | null>;
  charge_attempts: Generated<number>;
  /** Since when its payment is disputed (SPEC 8.12). */
  disputed_on: Generated<string | null>;
  version: Generated<number>;
}

/** A line of an invoice; `standing` until a credit note takes it back. */
export interface InvoiceLinesTable {
  id: string;
  invoice_id: string;
  position: number;
  package_id: string | null;
  item_id: string | null;
  kind: 'cycle' | 'setup' | 'one_time' | 'reversal' | 'fee' | 'usage';
  origin: string;
  origin_id: string;
  period_start: string | null;
  period_end: string | null;
  quantity: number;
  net: bigint;
  /** The line that a reversal takes back. */
  reverses: Generated<string | null>;
  standing: Generated<boolean>;
}
