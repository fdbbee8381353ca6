import type { Obstacle } from '../rules/explain.ts';
import type { Money } from '../rules/money.ts';
import type { ExpectedMonth, OutlookEvent } from '../rules/outlook.ts';
import type { ExplanationView } from './invoices.ts';
import type { Operation } from './operation.ts';

/** A line of the invoice that comes next, before tax. */
export interface NextInvoiceLine {
  /** As the invoice will have it. */
  readonly description: string;
  readonly quantity: number;
  readonly periodStart: string;
  /** Exclusive. */
  readonly periodEnd: string;
  /** Whether it is for a part of a period alone (SPEC 6.3). */
  readonly partOfPeriod: boolean;
  /** Before the discount. */
  readonly gross: Money;
}

/** Whether a package will be invoiced, when, for how much and by which rule (SPEC 19.1). */
export interface PackageExplanation {
  readonly packageId: string;
  readonly willBeInvoiced: boolean;
  /** Its own part of its next invoice; when something stops it, what it would be without. */
  readonly next: {
    readonly issueOn: string;
    readonly dueOn: string;
    readonly periodStart: string;
    /** Exclusive. */
    readonly periodEnd: string;
    /** Days before its period on which an invoice of this cycle is issued. */
    readonly leadDays: number;
    readonly lines: readonly NextInvoiceLine[];
    /** Above zero: what promotions take off, in `net` already. */
    readonly discount: Money;
    readonly promotionCode: string | null;
    readonly net: Money;
    readonly tax: Money;
    /** A cent that no net can reach where prices include tax (SPEC 7.10); else nothing. */
    readonly rounding: Money;
    readonly total: Money;
  } | null;
  /** The same in English, step by step, for tools; a page has `next` and `obstacles`. */
  readonly explanation: ExplanationView;
  readonly obstacles: readonly Obstacle[];
}

/** The coming twelve months of a client, when nothing changes (SPEC 19.2). */
export interface Outlook {
  readonly clientId: string;
  readonly from: string;
  /** The last day; it belongs to the time. */
  readonly until: string;
  readonly events: readonly OutlookEvent[];
  /** What the invoices to come sum up to, by currency, those once an order is paid included. */
  readonly invoiced: readonly Money[];
  /** The same by the month of issue; a month without an invoice is left out. */
  readonly months: readonly ExpectedMonth[];
}

/** Operations that say what the rules will do (SPEC 19.1, 19.2). */
export interface OutlookOperations {
  'packages.explain': {
    input: { readonly packageId: string };
    output: PackageExplanation;
  };
  'clients.outlook': { input: { readonly clientId: string }; output: Outlook };
}

/** Their table. */
export const outlookOperations: { readonly [Name in keyof OutlookOperations]: Operation } = {
  'packages.explain': {
    kind: 'query',
    method: 'GET',
    path: '/packages/{packageId}/explanation',
    access: { client: 'packages', operator: 'packages:read' },
    summary: 'Whether a package will be invoiced, when, for how much and by which rule.',
  },
  'clients.outlook': {
    kind: 'query',
    method: 'GET',
    path: '/clients/{clientId}/outlook',
    access: { client: 'invoices', operator: 'invoices:read' },
    summary: 'The coming twelve months of a client by the rules that will run.',
  },
};
