import type { Promotion } from './catalog-model.ts';
import type { Period } from './cycle.ts';
import type { InvoiceLine, Totals } from './invoice.ts';
import type { Money } from './money.ts';
import type { PackageStatus } from './package.ts';
import type { PlainDate } from './plain-date.ts';
import type { ProductKind, TaxParty } from './tax.ts';

/** A charge item as the run sees it: what bears a price on a package. */
export interface ItemToBill {
  readonly itemId: string;
  /** Null for the plan itself. */
  readonly addOnId: string | null;
  readonly description: string;
  readonly quantity: number;
  /** Per unit and whole cycle, frozen (SPEC 2.8). */
  readonly price: Money;
  /** A raise that was announced, from the first period issued on that day or later (SPEC 2.9). */
  readonly raise: { readonly price: Money; readonly from: PlainDate } | null;
  /** The first day that no line covers. */
  readonly billedThrough: PlainDate;
  /** The first day that it does not hold any more; null while it goes on. */
  readonly endsOn: PlainDate | null;
  readonly prorated: boolean;
  /** With how many whole periods it still covers; null for ever (SPEC 7.9). */
  readonly promotion: { readonly terms: Promotion; readonly periodsLeft: number | null } | null;
}

/** A package as the run sees it, with its recurring items: the plan first. */
export interface PackageToBill {
  readonly packageId: string;
  readonly productKind: ProductKind;
  readonly planId: string;
  /** The id of its cycle. */
  readonly cycle: string;
  /** The n-th period starts at anchor + n cycles (Law 4). */
  readonly anchor: PlainDate;
  readonly status: PackageStatus;
  /** The first paid day after a trial: its invoice is due on it (SPEC 2.10). */
  readonly trialEndsOn?: PlainDate | null;
  readonly items: readonly ItemToBill[];
}

/** A client with the packages for which something may be due. */
export interface ClientToBill {
  readonly clientId: string;
  readonly status: 'active' | 'suspended';
  readonly currency: string;
  readonly party: TaxParty;
  readonly packages: readonly PackageToBill[];
}

/** A line of an invoice that the run issues. */
export interface RunLine extends Omit<InvoiceLine, 'lineId'> {
  readonly packageId: string;
  readonly itemId: string;
  readonly period: Period;
}

/** An invoice that the run issues. */
export interface InvoiceToIssue {
  /** The day on which it should have been issued: rules, prices and taxes are those of that day. */
  readonly wantedOn: PlainDate;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly periodStart: PlainDate;
  readonly currency: string;
  readonly lines: readonly RunLine[];
  readonly totals: Totals;
  readonly notes: readonly string[];
}

/** How far an item is billed after the run; the compare-and-set of Law 5. */
export interface ItemMove {
  readonly itemId: string;
  readonly packageId: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Whole periods that the promotion still covers; null when it has no end, or there is none. */
  readonly periodsLeft: number | null;
  /** The price from now on, where a raise has come into force; else null. */
  readonly raised: Money | null;
}

/** Days that a rule excuses (SPEC 6.8). */
export interface ExcusedSpan {
  readonly itemId: string;
  readonly packageId: string;
  readonly span: Period;
  readonly rule: 'zero' | 'suspension' | 'trial' | 'hold' | 'activation';
}

/** What the run does for one client: a pure answer, which the engine writes. */
export interface ClientRun {
  /** In the order of the days on which they were due. */
  readonly invoices: readonly InvoiceToIssue[];
  /** At most one per item. */
  readonly moves: readonly ItemMove[];
  readonly excused: readonly ExcusedSpan[];
  /** Safety bounds that are passed (SPEC 16.8): the client is parked and nothing is written. */
  readonly problems: readonly string[];
}
