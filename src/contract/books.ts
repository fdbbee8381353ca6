import type { EntryKind } from '../rules/ledger.ts';
import type { Money } from '../rules/money.ts';
import type { Command, Operation } from './operation.ts';

/** Dates between which books are read; both days belong to it, and each may be left open. */
export interface BookDates {
  readonly from?: string;
  readonly until?: string;
}

/** A movement of a client's account (SPEC 13.2). */
export interface BalanceRow {
  readonly entryId: string;
  readonly on: string;
  readonly kind: EntryKind;
  /** The document's number or the payment's reference. */
  readonly reference: string;
  /** What the client owes more by it; below zero when he owes less. */
  readonly amount: Money;
  /** What the client owes after it, less the account credit; below zero when we owe the client. */
  readonly balance: Money;
  /** The account credit after it. */
  readonly credit: Money;
  /** The document that it is about; null for what is about none, or about several. */
  readonly invoiceId: string | null;
}

/** What stood on an account before and after the days that were asked for, in one currency. */
export interface PeriodBalance {
  /** What the client owed before the first day, less the account credit; else as `closing`. */
  readonly opening: Money;
  /** What it owes after the last day, less the account credit; below zero when we owe it. */
  readonly closing: Money;
  /** The account credit after the last day. */
  readonly credit: Money;
}

/** A page of the balance report, oldest first. */
export interface BalancePage {
  readonly rows: readonly BalanceRow[];
  readonly next: string | null;
  /**
   * A balance for each currency in which the account has ever moved up to the last day, whatever
   * page is shown and whether it moved on these days.
   */
  readonly balances: readonly PeriodBalance[];
}

/** One side of an entry. */
export interface PostingView {
  /** Such as `receivable`, `revenue`, `tax`, `credit`, `gateway`. */
  readonly account: string;
  /** The tax and its rate, or the gateway. */
  readonly subaccount: string | null;
  /** A debit is above zero, a credit below. */
  readonly amount: Money;
}

/** An entry of the books: its postings sum to zero (SPEC 17.1). */
export interface BookEntry {
  readonly entryId: string;
  readonly key: string;
  readonly kind: EntryKind;
  readonly on: string;
  readonly clientId: string | null;
  /** Who booked it. */
  readonly actor: string;
  readonly postings: readonly PostingView[];
}

/** A document to be kept as a file. */
export interface FileView {
  readonly mediaType: string;
  readonly body: string;
}

/** A rule of the books that is broken, with the ids of what breaks it (SPEC 17.4). */
export interface Violation {
  /** Such as `I05`. */
  readonly rule: string;
  /** What must hold. */
  readonly says: string;
  /** At most 20 of them. */
  readonly ids: readonly string[];
}

/** What a check of the books came to. */
export interface BookCheck {
  /** How many rules were checked. */
  readonly checked: number;
  /** Empty when all hold. */
  readonly violations: readonly Violation[];
}

/** How the books compare with what a gateway holds. */
export interface Reconciliation {
  readonly pluginId: string;
  /** How many movements the gateway has in the time. */
  readonly compared: number;
  /** Empty when both agree; each is also a to-do of the operator. */
  readonly differences: readonly {
    readonly kind: 'payment' | 'refund' | 'dispute';
    /** The gateway's id of it. */
    readonly reference: string;
    /** Null: the books have none. */
    readonly booked: Money | null;
    /** Null: the gateway has none. */
    readonly held: Money | null;
  }[];
}

/** Operations on the books. */
export interface BookOperations {
  'books.balanceReport': {
    /** A client sees its own; an operator names one. */
    input: BookDates & { readonly clientId?: string; readonly cursor?: string };
    output: BalancePage;
  };
  'books.entries': {
    input: BookDates & { readonly clientId?: string; readonly cursor?: string };
    output: { readonly rows: readonly BookEntry[]; readonly next: string | null };
  };
  'books.export': {
    /** Of a page of CSV; the first has the names of the columns. */
    input: BookDates & { readonly clientId?: string; readonly cursor?: string };
    output: FileView & { readonly next: string | null };
  };
  'books.check': { input: Record<string, never>; output: BookCheck };
  'books.reconcile': {
    /** Days by UTC, both meant. */
    input: Command & {
      readonly pluginId: string;
      readonly from: string;
      readonly until: string;
    };
    output: Reconciliation;
  };
}

/** Their table. */
export const bookOperations: { readonly [Name in keyof BookOperations]: Operation } = {
  'books.balanceReport': {
    kind: 'query',
    method: 'GET',
    path: '/books/balance-report',
    access: { client: 'invoices', operator: 'books:read' },
    summary: 'Every invoice, payment, credit and refund of a client with the running balance.',
  },
  'books.entries': {
    kind: 'query',
    method: 'GET',
    path: '/books/entries',
    access: { operator: 'books:read' },
    summary: 'Entries of the books with their postings, 50 a page.',
  },
  'books.export': {
    kind: 'query',
    method: 'GET',
    path: '/books/export',
    access: { operator: 'books:read' },
    summary: 'Postings as CSV, 5,000 a page, safe to open in a spreadsheet.',
  },
  'books.reconcile': {
    kind: 'command',
    method: 'POST',
    path: '/books/reconcile',
    access: { operator: 'payments:write' },
    summary: 'Compares the books with what a gateway holds.',
  },
  'books.check': {
    kind: 'query',
    method: 'GET',
    path: '/books/check',
    access: { operator: 'books:read' },
    summary: 'Runs every rule that the books must keep and names what breaks one.',
  },
};
