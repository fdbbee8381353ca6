import type { Generated } from 'kysely';
import type { Document } from './document.ts';

/** An order as it was placed, with what was agreed to in its document (SPEC 4.3). */
export interface OrdersTable {
  id: string;
  number: Generated<number>;
  client_id: string;
  invoice_id: string | null;
  status: 'held' | 'unpaid' | 'paid' | 'lapsed' | 'canceled' | 'fraudulent';
  currency: string;
  document: Document;
  lapses_on: string | null;
  placed_on: string;
  version: Generated<number>;
  created_at: Date;
}

/** One use of a promotion by a client, counted from 1. */
export interface PromotionUsesTable {
  promotion: string;
  client_id: string;
  nth: number;
  order_id: string;
}

/** How often a promotion was used by all clients together. */
export interface PromotionTotalsTable {
  promotion: string;
  used: number;
}

/** How many of a product or plan are sold, where its stock is limited. */
export interface StockTable {
  item: string;
  taken: number;
}
