import type { ChangeTiming } from '../rules/billing-settings.ts';
import type { Money } from '../rules/money.ts';
import type { InvoiceLineView, TaxLineView } from './invoices.ts';
import type { Command, Operation } from './operation.ts';
import type { ChangeKind, PackageChangeView, PackageView } from './packages.ts';

/** What is wanted of a package (SPEC 5.10); what is left out stays as it is. */
export interface ChangeWish {
  readonly packageId: string;
  readonly planId?: string;
  readonly cycle?: string;
  /** Add-ons by the quantity that is wanted, 0 for none; those that are not named stay. */
  readonly addOns?: readonly { readonly addOnId: string; readonly quantity: number }[];
}

/** A line of a quote of a change: an invoice's line that is not issued yet. */
export type ChangeLineView = Omit<
  InvoiceLineView,
  'lineId' | 'packageId' | 'packageNumber' | 'charged'
>;

/** A document that a change writes. */
export interface ChangeDocumentView {
  readonly kind: 'invoice' | 'credit_note';
  /** The number of the invoice that a credit note corrects. */
  readonly corrects: string | null;
  readonly lines: readonly ChangeLineView[];
  readonly net: Money;
  readonly taxes: readonly TaxLineView[];
  readonly tax: Money;
  readonly total: Money;
}

/** What a change costs, before it is confirmed (SPEC 5.11). */
export interface ChangeQuote {
  readonly packageId: string;
  readonly kind: ChangeKind;
  /** Whether more or longer is taken, or less. */
  readonly direction: 'up' | 'down';
  readonly timing: ChangeTiming;
  /** The first day that belongs to the new plan. */
  readonly effectiveOn: string;
  readonly planId: string;
  readonly planName: string;
  readonly cycle: string;
  readonly documents: readonly ChangeDocumentView[];
  /** What all documents come to with tax; below zero when the client gets credit. */
  readonly sum: Money;
  /** What account credit pays of it. */
  readonly creditUsed: Money;
  /** What is to be paid before the plan changes (SPEC 5.17). */
  readonly dueNow: Money;
  /** What becomes account credit. */
  readonly toCredit: Money;
  /** The new recurring price and its first date. */
  readonly next: {
    readonly on: string;
    readonly cycle: string;
    readonly net: Money;
    readonly tax: Money;
    readonly total: Money;
  };
  /** A scheduled change that this one replaces (SPEC 5.18). */
  readonly takesBack: PackageChangeView | null;
  /** Redeemed by `packages.change`; it needs no row (SPEC 5.12). */
  readonly token: string;
  /** When it ends. */
  readonly expiresAt: string;
}

/** The answer to a change. */
export interface ChangeResult {
  readonly change: PackageChangeView;
  readonly hostingPackage: PackageView;
}

/** Operations that change packages. */
export interface ChangeOperations {
  'packages.quoteChange': { input: ChangeWish; output: ChangeQuote };
  'packages.change': {
    input: Command & { readonly packageId: string; readonly token: string };
    output: ChangeResult;
  };
  'packages.takeBackChange': {
    input: Command & { readonly packageId: string };
    output: ChangeResult;
  };
  'packages.cancel': {
    input: Command & {
      readonly packageId: string;
      readonly when: 'now' | 'period-end';
      readonly reason: string;
    };
    output: PackageView;
  };
  'packages.undoCancel': { input: Command & { readonly packageId: string }; output: PackageView };
  'packages.move': {
    input: Command & {
      readonly packageId: string;
      /** Who gets it; of the same currency. */
      readonly toClientId: string;
      readonly reason: string;
    };
    /** The package at its new client. */
    output: PackageView;
  };
}

/** Their table. */
export const changeOperations: { readonly [Name in keyof ChangeOperations]: Operation } = {
  'packages.quoteChange': {
    kind: 'query',
    method: 'POST',
    path: '/packages/{packageId}/quote-change',
    access: { client: 'packages', operator: 'packages:write' },
    summary: 'What an upgrade, a downgrade or other add-ons would cost, for half an hour.',
  },
  'packages.change': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/change',
    access: { client: 'packages', operator: 'packages:write' },
    summary: 'Makes a change that was quoted; redeemed twice it gives the first result.',
  },
  'packages.takeBackChange': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/take-back-change',
    access: { client: 'packages', operator: 'packages:write' },
    summary: 'Takes a change back that waits for its payment or its day.',
  },
  'packages.cancel': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/cancel',
    access: { client: 'packages', operator: 'packages:write' },
    summary: "Cancels a package now or at the period's end.",
  },
  'packages.undoCancel': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/undo-cancel',
    access: { client: 'packages', operator: 'packages:write' },
    summary: 'Lets a package go on that was to be canceled.',
  },
  'packages.move': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/move',
    access: { operator: 'packages:write' },
    summary: 'Moves a package to another client; paid time goes along.',
  },
};
