import type { Money } from '../rules/money.ts';
import type { ChargeView } from './charges.ts';
import type { Command, Operation } from './operation.ts';

/** SPEC 7.3. Overdue and partly paid are derived and stand beside it. */
export type InvoiceStatusView =
  | 'draft'
  | 'unpaid'
  | 'paid'
  | 'canceled'
  | 'refunded'
  | 'collections';

/** An invoice or credit note in a list. */
export interface InvoiceRow {
  readonly invoiceId: string;
  /** What the client knows it by, `HL-2026-000001`. */
  readonly number: string;
  readonly kind: 'invoice' | 'credit_note' | 'proforma';
  /** Issue date. */
  readonly entered: string;
  readonly due: string;
  readonly status: InvoiceStatusView;
  readonly overdue: boolean;
  readonly partlyPaid: boolean;
  /** A payment is on its way, or an open step waits for the client. */
  readonly paymentPending: boolean;
  readonly total: Money;
  readonly balance: Money;
  /** Whether Pay Now is offered. */
  readonly payable: boolean;
}

/** Which invoices a list shows. */
export type InvoiceFilter = 'all' | 'outstanding' | 'paid' | 'other';

/** How to list invoices (SPEC 7.1); 50 a page. */
export interface InvoiceQuery {
  readonly sort?: 'amount' | 'entered' | 'due' | 'status';
  readonly direction?: 'ascending' | 'descending';
  readonly filter?: InvoiceFilter;
  /** Part of the number. */
  readonly search?: string;
  /** `next` or `previous` of a page. */
  readonly cursor?: string;
  /** For operators: whose invoices. */
  readonly clientId?: string;
}

/** One page of a list. */
export interface InvoicePage {
  readonly rows: readonly InvoiceRow[];
  readonly next: string | null;
  readonly previous: string | null;
  /** Place of the first row among all that match, from 1; 0 when there is none. */
  readonly from: number;
  readonly matching: number;
  readonly counts: { readonly [Filter in InvoiceFilter]: number };
  /** What is owed, a sum per currency. */
  readonly outstanding: readonly Money[];
}

/** Seller or buyer as frozen with the document. */
export interface PartyView {
  readonly name: string;
  readonly lines: readonly string[];
  readonly country: string;
  readonly vatNumber: string | null;
}

/** One step of an explanation, with the amount that stands after it. */
export interface ExplanationStepView {
  /** In English, for a reader who has no sentence for the code. */
  readonly label: string;
  /** What it says, such as `share`; null on documents of before. */
  readonly code: string | null;
  /** What its sentence names: amounts and counts as decimals, days as `YYYY-MM-DD`. */
  readonly values: Readonly<Record<string, string>>;
  readonly amount: Money | null;
}

/** Why an amount is what it is (SPEC 7.14 in its simple form). */
export interface ExplanationView {
  readonly rule: string;
  readonly steps: readonly ExplanationStepView[];
}

/** A line of a document. */
export interface InvoiceLineView {
  readonly lineId: string;
  readonly description: string;
  readonly packageId: string | null;
  readonly packageNumber: number | null;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  /** Percent as text, `20`. */
  readonly taxRates: readonly string[];
  readonly periodStart: string | null;
  /** Exclusive. */
  readonly periodEnd: string | null;
  readonly promotionCode: string | null;
  readonly explanation: ExplanationView;
}

/** Tax of one rate on the sum of its lines (SPEC 7.8). */
export interface TaxLineView {
  readonly name: string;
  readonly rate: string;
  /** EN 16931 category: S, Z, E, AE, O, G. */
  readonly category: string;
  readonly reason: string | null;
  readonly base: Money;
  readonly tax: Money;
}

/** A movement of money as an invoice shows it (SPEC 7.2). */
export interface TransactionView {
  readonly transactionId: string;
  /** `T-1001`. */
  readonly number: string;
  readonly kind: 'payment' | 'refund' | 'credit' | 'manual' | 'dispute';
  readonly method: string;
  readonly status: 'settled' | 'declined' | 'pending' | 'applied';
  readonly statusCode: string;
  readonly message: string | null;
  /** Date at the provider. */
  readonly on: string;
  readonly amount: Money;
}

/** A whole document (SPEC 7.2). */
export interface InvoiceView extends InvoiceRow {
  readonly clientId: string;
  readonly seller: PartyView;
  readonly buyer: PartyView;
  readonly lines: readonly InvoiceLineView[];
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly taxes: readonly TaxLineView[];
  readonly tax: Money;
  /** A cent that no net can reach where prices include tax (BT-114, SPEC 7.10); else zero. */
  readonly rounding: Money;
  readonly paid: Money;
  readonly creditUsed: Money;
  readonly transactions: readonly TransactionView[];
  /** The charge that is open, if any. */
  readonly openCharge: ChargeView | null;
  readonly corrects: { readonly invoiceId: string; readonly number: string } | null;
  readonly correctedBy: { readonly invoiceId: string; readonly number: string } | null;
  /** Plain text below the totals, such as the reason for reverse charge. */
  readonly notes: readonly string[];
}

/** Why money goes back (SPEC 8.10). */
export type RefundReason = 'credit_note' | 'overpayment' | 'goodwill';

/** To the payments that it came from, newest first; to account credit; or sent by the operator. */
export type RefundWay = 'source' | 'credit' | 'by_hand';

/** Operations on invoices. */
export interface InvoiceOperations {
  'invoices.list': { input: InvoiceQuery; output: InvoicePage };
  'invoices.get': { input: { readonly invoiceId: string }; output: InvoiceView };
  'invoices.markPaid': {
    input: Command & {
      readonly invoiceId: string;
      /** When the money came. */
      readonly paidOn: string;
      /** Such as `Bank transfer`. */
      readonly method: string;
      /** The bank's reference, unique per method. */
      readonly reference: string;
    };
    output: InvoiceView;
  };
  'invoices.cancel': {
    input: Command & { readonly invoiceId: string; readonly reason: string };
    output: InvoiceView;
  };
  'invoices.credit': {
    input: Command & {
      readonly invoiceId: string;
      /** Left out: all that is left of the invoice. Nothing of it is billed anew. */
      readonly lines?: readonly {
        readonly lineId: string;
        /** Without tax; left out: all that is left of the line. */
        readonly net?: Money;
      }[];
      readonly reason: string;
    };
    output: InvoiceView;
  };
  'invoices.refund': {
    input: Command & {
      readonly invoiceId: string;
      readonly amount: Money;
      readonly reason: RefundReason;
      readonly way: RefundWay;
      /** For the books and the client; such as why it is goodwill. */
      readonly note: string;
      /** Of the transfer, when the money was sent back by hand. */
      readonly reference?: string;
    };
    output: InvoiceView;
  };
  'invoices.promise': {
    input: Command & {
      readonly invoiceId: string;
      /** Until then nothing is suspended or terminated and no fee added; left out: no promise. */
      readonly until?: string;
    };
    output: InvoiceView;
  };
}

/** Their table. */
export const invoiceOperations: { readonly [Name in keyof InvoiceOperations]: Operation } = {
  'invoices.list': {
    kind: 'query',
    method: 'GET',
    path: '/invoices',
    access: { client: 'invoices', operator: 'invoices:read' },
    summary: 'Invoices and credit notes, sorted and filtered, 50 a page.',
  },
  'invoices.get': {
    kind: 'query',
    method: 'GET',
    path: '/invoices/{invoiceId}',
    access: { client: 'invoices', operator: 'invoices:read' },
    summary: 'One invoice with lines, taxes, balance and transactions.',
  },
  'invoices.markPaid': {
    kind: 'command',
    method: 'POST',
    path: '/invoices/{invoiceId}/mark-paid',
    access: { operator: 'invoices:write' },
    summary: 'Marks an invoice paid by hand, with date, method and reference.',
  },
  'invoices.cancel': {
    kind: 'command',
    method: 'POST',
    path: '/invoices/{invoiceId}/cancel',
    access: { operator: 'invoices:write' },
    summary: 'Cancels an invoice by a full credit note; both keep their numbers.',
  },
  'invoices.credit': {
    kind: 'command',
    method: 'POST',
    path: '/invoices/{invoiceId}/credit',
    access: { operator: 'invoices:write' },
    summary: 'Credits lines of an invoice, or all; what was paid becomes account credit.',
  },
  'invoices.refund': {
    kind: 'command',
    method: 'POST',
    path: '/invoices/{invoiceId}/refund',
    access: { operator: 'invoices:write' },
    summary: 'Sends money back, never more than was paid and did not go back yet.',
  },
  'invoices.promise': {
    kind: 'command',
    method: 'POST',
    path: '/invoices/{invoiceId}/promise',
    access: { operator: 'invoices:write' },
    summary: 'Notes until when the client promised to pay; dunning waits that long.',
  },
};
