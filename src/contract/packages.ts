import type { Money } from '../rules/money.ts';
import type { PackageStatus } from '../rules/package.ts';
import type { Command, Operation } from './operation.ts';

/** A package in a list (SPEC 5.1). */
export interface PackageRow {
  readonly packageId: string;
  readonly number: number;
  /** Plan and product, `Silver web hosting`. */
  readonly name: string;
  readonly domainName: string | null;
  readonly kind: 'hosting' | 'domain' | 'certificate' | 'service';
  /** Recurring, with add-ons, before tax. */
  readonly price: Money;
  readonly cycle: string;
  readonly nextRenewal: string | null;
  readonly status: PackageStatus;
  /** Whether Panel Login, and Switch to subscription, is offered (SPEC 5.9, 13.1). */
  readonly canSignIn: boolean;
}

/** Which packages a list shows. */
export type PackageFilter = 'all' | 'active' | 'pending' | 'other';

/** How to list packages; 50 a page. */
export interface PackageQuery {
  readonly sort?: 'number' | 'name' | 'price' | 'renewal' | 'status';
  readonly direction?: 'ascending' | 'descending';
  readonly filter?: PackageFilter;
  readonly search?: string;
  readonly cursor?: string;
  readonly clientId?: string;
}

/** One page of packages. */
export interface PackagePage {
  readonly rows: readonly PackageRow[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly from: number;
  readonly matching: number;
  readonly counts: { readonly [Filter in PackageFilter]: number };
}

/** An add-on of a package. */
export interface PackageAddOnView {
  readonly addOnId: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: Money;
  readonly oneTime: boolean;
  readonly since: string;
}

/** Which part of Upgrade or Downgrade a change is (SPEC 5.10). */
export type ChangeKind = 'upgrade' | 'downgrade' | 'add_ons';

/** A change that was asked for. */
export interface PackageChangeView {
  readonly changeId: string;
  readonly kind: ChangeKind;
  readonly state: 'scheduled' | 'awaiting_payment' | 'applied' | 'lapsed' | 'taken_back';
  readonly effectiveOn: string;
  readonly planName: string;
  readonly cycle: string;
  readonly invoice: { readonly invoiceId: string; readonly number: string } | null;
  readonly creditNote: { readonly invoiceId: string; readonly number: string } | null;
  /** When it ends if it is not paid (SPEC 5.17). */
  readonly lapsesOn: string | null;
  /**
   * What its documents come to with tax, before account credit pays of it; below zero when the
   * client gets credit.
   */
  readonly sum: Money;
  /** What is left to pay of its invoice, after account credit and what was paid. */
  readonly toPay: Money;
}

/** A plan that a package may move to, with the cycles in which it has a price. */
export interface PlanOfferView {
  readonly planId: string;
  readonly name: string;
  readonly cycles: readonly string[];
}

/** An add-on whose quantity may be changed, with the quantities that may be chosen. */
export interface AddOnOfferView {
  readonly addOnId: string;
  readonly name: string;
  readonly quantity: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** The two parts of Upgrade or Downgrade (SPEC 5.10). */
export interface ChangeOfferView {
  /** Other plans, and its own with other cycles. */
  readonly plans: readonly PlanOfferView[];
  readonly addOns: readonly AddOnOfferView[];
}

/** A whole package (SPEC 5.8). */
export interface PackageView extends PackageRow {
  readonly clientId: string;
  readonly productId: string;
  readonly productName: string;
  readonly planId: string;
  readonly planName: string;
  readonly ordered: string;
  readonly activated: string | null;
  readonly periodStart: string | null;
  /** Exclusive. */
  readonly periodEnd: string | null;
  readonly addOns: readonly PackageAddOnView[];
  readonly panelOptions: {
    readonly serverGroup: string;
    readonly controlPanel: string;
    readonly plan: string;
    readonly userName: string;
  } | null;
  /** Whether a cancelation gives back what is paid and not used, as account credit (SPEC 5.21). */
  readonly refundsUnused: boolean;
  /** What the client should know of the status. */
  readonly statusNote: string | null;
  /** The invoice that a Pending package waits for. */
  readonly openInvoice: { readonly invoiceId: string; readonly number: string } | null;
  /** Null where Upgrade is not offered (SPEC 5.8, 5.10). */
  readonly upgrade: ChangeOfferView | null;
  /** Null where Downgrade is not offered. */
  readonly downgrade: ChangeOfferView | null;
  /** A change that waits for its payment or its day. */
  readonly pendingChange: PackageChangeView | null;
  /** Whether a change has not reached the hosting panel yet (SPEC 5.22). */
  readonly waitsForPanel: boolean;
  /** The first day that it does not run any more; null when it is not to be canceled. */
  readonly cancelOn: string | null;
}

/** Operations on packages. */
export interface PackageOperations {
  'packages.list': { input: PackageQuery; output: PackagePage };
  'packages.get': { input: { readonly packageId: string }; output: PackageView };
  'packages.signIn': {
    input: Command & { readonly packageId: string };
    /** Valid once and for a short time. */
    output: { readonly url: string };
  };
  'packages.changeStatus': {
    input: Command & {
      readonly packageId: string;
      readonly status: PackageStatus;
      readonly reason: string;
    };
    output: PackageView;
  };
  'packages.retry': { input: Command & { readonly packageId: string }; output: PackageView };
}

/** Their table. */
export const packageOperations: { readonly [Name in keyof PackageOperations]: Operation } = {
  'packages.list': {
    kind: 'query',
    method: 'GET',
    path: '/packages',
    access: { client: 'packages', operator: 'packages:read' },
    summary: 'Packages, sorted and filtered, 50 a page.',
  },
  'packages.get': {
    kind: 'query',
    method: 'GET',
    path: '/packages/{packageId}',
    access: { client: 'packages', operator: 'packages:read' },
    summary: 'One package with period, price, add-ons and panel options.',
  },
  'packages.signIn': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/sign-in',
    access: { client: 'packages' },
    summary: 'A one-time address that signs in at the hosting panel.',
  },
  'packages.changeStatus': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/change-status',
    access: { operator: 'packages:write' },
    summary: 'Changes a status where the state machine allows it.',
  },
  'packages.retry': {
    kind: 'command',
    method: 'POST',
    path: '/packages/{packageId}/retry',
    access: { operator: 'packages:write' },
    summary: 'Tries again to set up a package that failed.',
  },
};
