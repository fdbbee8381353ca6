import type { Generated } from 'kysely';

/** Money that moved, or was meant to, as the client sees it; in minor units. */
export interface TransactionsTable {
  id: string;
  number: Generated<number>;
  client_id: string;
  invoice_id: string | null;
  charge_id: string | null;
  kind: 'payment' | 'refund' | 'credit' | 'manual' | 'dispute';
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

/** An entry of the books; its key makes it happen once. */
export interface EntriesTable {
  id: string;
  key: string;
  kind: string;
  client_id: string | null;
  actor: string;
  made_on: string;
  created_at: Date;
}

/** One side of an entry: an amount in minor units on an account. */
export interface PostingsTable {
  entry_id: string;
  position: number;
  account: string;
  subaccount: string | null;
  client_id: string | null;
  currency: string;
  amount: bigint;
}
