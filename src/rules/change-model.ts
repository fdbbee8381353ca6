import type { Proration } from './billing-settings.ts';
import type { Promotion } from './catalog-model.ts';
import type { CreditableLine, CreditedInvoice, CreditWish } from './credit-note.ts';
import type { Period } from './cycle.ts';
import type { DocumentPolicy } from './document.ts';
import type { InvoiceLine, Totals } from './invoice.ts';
import type { Money } from './money.ts';
import type { PlainDate } from './plain-date.ts';
import type { AppliedTax } from './tax.ts';

/** A line that stands and reaches beyond the day of the change. */
export interface StandingLine extends CreditableLine {
  readonly itemId: string;
  readonly period: Period;
  readonly invoiceId: string;
}

/** An invoice on which such lines stand. */
export interface InvoiceOfLines extends CreditedInvoice {
  readonly invoiceId: string;
  readonly number: string;
  /** Whether something of it is still to be paid. */
  readonly open: boolean;
  /** All of its lines, with what took them back so far. */
  readonly lines: readonly CreditableLine[];
}

/** An item that ends with the change. */
export interface EndingItem {
  readonly itemId: string;
  readonly addOnId: string | null;
  /** The first day that no line covers. */
  readonly billedThrough: PlainDate;
}

/** A promotion that an item has. */
export interface ItemPromotion {
  readonly terms: Promotion;
  /** How many whole periods it still covers; null for ever. */
  readonly periodsLeft: number | null;
}

/** An item that begins with the change. */
export interface BeginningItem {
  readonly addOnId: string | null;
  readonly description: string;
  readonly quantity: number;
  /** Per unit and whole cycle, frozen (SPEC 2.8); zero of a one-time one. */
  readonly price: Money;
  /** Charged once now: a one-time price, or a set-up fee (SPEC 5.20); null for none. */
  readonly once: { readonly kind: 'one_time' | 'setup'; readonly price: Money } | null;
  readonly oneTime: boolean;
  readonly prorated: boolean;
  /** Of the item that it replaces, when it covers the new plan (SPEC 7.9). */
  readonly promotion: ItemPromotion | null;
  /** The item that it replaces. */
  readonly replaces: string | null;
  /** A raise that was announced for the item whose price it keeps (SPEC 2.9). */
  readonly raise: { readonly price: Money; readonly from: PlainDate } | null;
}

/** Where the periods of the new items lie. */
export type NewPeriods =
  /** The same days are billed anew, up to the first that no line covers (SPEC 5.15). */
  | { readonly kind: 'same-days'; readonly through: PlainDate }
  /** Another cycle: it starts anew with these periods (SPEC 5.15). */
  | { readonly kind: 'anew'; readonly periods: readonly { period: Period; whole: Period }[] }
  /** What is paid covers the new items as well, up to that day. */
  | { readonly kind: 'covered'; readonly through: PlainDate }
  /** From the day of the change on, by the billing run. */
  | { readonly kind: 'later' };

/** All that decides the figures of a change. */
export interface ChangeRequest {
  readonly packageId: string;
  readonly cycle: string;
  readonly anchor: PlainDate;
  /** The first day that belongs to the new items. */
  readonly day: PlainDate;
  /** Whether what is unused is credited (SPEC 5.13). */
  readonly credited: boolean;
  readonly periods: NewPeriods;
  readonly ends: readonly EndingItem[];
  readonly begins: readonly BeginningItem[];
  /** The lines of the ending items that reach beyond the day. */
  readonly standing: readonly StandingLine[];
  readonly invoices: readonly InvoiceOfLines[];
  /** The taxes of new lines. */
  readonly taxes: readonly AppliedTax[];
  readonly homeTaxes: readonly AppliedTax[];
  readonly policy: DocumentPolicy;
  readonly proration: Proration;
}

/** A line of a change: a new one, of the n-th beginning item, or one that takes a line back. */
export interface ChangeLine extends Omit<InvoiceLine, 'lineId' | 'packageId' | 'itemId'> {
  readonly begins: number | null;
  readonly reverses: string | null;
}

/** A credit note of a change. */
export interface ChangeNote {
  readonly invoiceId: string;
  readonly number: string;
  readonly wishes: readonly CreditWish[];
  readonly lines: readonly Omit<InvoiceLine, 'lineId'>[];
  readonly totals: Totals;
  /** The invoice is not paid, so its balance is lowered first (SPEC 5.14). */
  readonly lowersOpen: boolean;
}

/** What a change comes to. */
export interface ChangePlan {
  /** Null when there is nothing to bill. */
  readonly invoice: { readonly lines: readonly ChangeLine[]; readonly totals: Totals } | null;
  readonly notes: readonly ChangeNote[];
  /** Lines that stand no more. */
  readonly reversed: readonly string[];
  readonly ends: readonly (EndingItem & { readonly billedThroughAfter: PlainDate })[];
  /** The first day that no line covers, of each beginning item. */
  readonly billedThrough: PlainDate;
  /** Whole periods that each beginning item's promotion still covers. */
  readonly periodsLeft: readonly (number | null)[];
  /** What the change costs with tax; below zero what it gives back, open invoices apart. */
  readonly sum: Money;
}
