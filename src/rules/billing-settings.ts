import type { Money } from './money.ts';

/** When a change of plan, cycle or add-ons takes effect, and what becomes of the rest (5.13). */
export type ChangeTiming = 'now-with-credit' | 'now-without-credit' | 'period-end';

/** How a part of a period is counted (SPEC 6.5): its actual days, months of 30 days, or whole. */
export type Proration = 'actual' | '30-day' | 'none';

/** What a step of dunning does. */
export type DunningAction = 'remind' | 'suspend' | 'terminate';

/** One step of the dunning schedule (SPEC 16.2). */
export interface DunningStep {
  /** Days after the due date; before it when negative. */
  readonly day: number;
  readonly do: DunningAction;
  /** Charged with this step on an invoice of its own; at most one amount per currency (7.13). */
  readonly lateFee?: readonly Money[] | undefined;
}

/** Where periods begin (SPEC 6.2, 6.3). */
export type CycleMode =
  | { readonly kind: 'anniversary'; readonly anchor: 'activation' | 'order' }
  | {
      readonly kind: 'monthly';
      /** Day of the month on which all periods begin, 1 to 31. */
      readonly day: number;
      /** From this day on the next whole cycle is taken along; null for never. */
      readonly thresholdDay: number | null;
    };

/** Bounds that park a client or stop a run (SPEC 16.8). */
export interface SafetyBounds {
  readonly linesPerPackage: number;
  readonly invoicesPerClient: number;
  /** A run whose sum passes its forecast this many times is stopped. */
  readonly forecastFactor: number;
}

/** The provider's rules of billing (SPEC 2, 5, 6, 7, 16). */
export interface BillingSettings {
  readonly cycleMode: CycleMode;
  readonly proration: Proration;
  /** Days before the period's start on which its invoice is issued (SPEC 6.6). */
  readonly leadDays: {
    /** By the id of a cycle; `default` for those that are not named. */
    readonly byCycle: Readonly<Record<string, number>>;
    readonly default: number;
    readonly domain: number;
  };
  /** Who and what is invoiced (SPEC 6.7). */
  readonly invoiced: {
    readonly activeClients: boolean;
    readonly suspendedClients: boolean;
    readonly activePackages: boolean;
    readonly suspendedPackages: boolean;
  };
  /** On return from suspension: from the start of the period that holds today, or from today. */
  readonly returnFrom: 'period-start' | 'today';
  /** One invoice per period start, or one a month (SPEC 7.7). */
  readonly grouping: 'period' | 'month';
  /** Invoice at issue, or a proforma until it is paid (SPEC 7.6). */
  readonly document: 'invoice' | 'proforma';
  readonly changes: {
    readonly upgrade: ChangeTiming;
    readonly downgrade: ChangeTiming;
    /** Days after which an unpaid change lapses (SPEC 5.17). */
    readonly lapseDays: number;
  };
  /** What a cancelation gives back: nothing, or the unused part as account credit (SPEC 5.21). */
  readonly cancelRefund: 'none' | 'unused';
  readonly dunning: {
    readonly steps: readonly DunningStep[];
    /** Days between the real suspension and termination, at least (SPEC 16.2). */
    readonly terminateAfterDays: number;
  };
  /** Days after a declined automatic charge on which it is tried again (SPEC 8.8). */
  readonly chargeRetryDays: readonly number[];
  /** Days after which a package is suspended whose payment is disputed; null: never (8.12). */
  readonly disputeSuspendDays: number | null;
  /** Days between the notice of a raise and the first issue at the new price (SPEC 2.9). */
  readonly raiseNoticeDays: number;
  readonly safety: SafetyBounds;
  /** Orders that wait until an operator has accepted them (SPEC 4.10). */
  readonly review: {
    /** Above this total, tax included; at most one amount per currency. */
    readonly amountAbove: readonly Money[];
    /** From clients of these countries, ISO 3166-1 alpha-2. */
    readonly countries: readonly string[];
  };
  readonly tax: {
    /** The tax of a rate is rounded once on the sum of its lines, or on each line (SPEC 7.10). */
    readonly rounding: 'per-rate' | 'per-line';
    /** Of a price that includes tax, what is rounded first, and what is the rest (SPEC 7.10). */
    readonly inclusive: 'net-first' | 'tax-first' | 'tax-is-rest';
  };
}

/** What holds where the catalog says nothing. */
export const defaultBilling: BillingSettings = {
  cycleMode: { kind: 'anniversary', anchor: 'activation' },
  proration: 'actual',
  leadDays: { byCycle: {}, default: 14, domain: 45 },
  invoiced: {
    activeClients: true,
    suspendedClients: false,
    activePackages: true,
    suspendedPackages: false,
  },
  returnFrom: 'period-start',
  grouping: 'period',
  document: 'invoice',
  changes: { upgrade: 'now-with-credit', downgrade: 'period-end', lapseDays: 3 },
  cancelRefund: 'none',
  dunning: {
    steps: [
      { day: -3, do: 'remind' },
      { day: 3, do: 'remind' },
      { day: 10, do: 'suspend' },
      { day: 40, do: 'terminate' },
    ],
    terminateAfterDays: 14,
  },
  chargeRetryDays: [1, 3, 5],
  disputeSuspendDays: 3,
  raiseNoticeDays: 30,
  safety: { linesPerPackage: 15, invoicesPerClient: 20, forecastFactor: 3 },
  review: { amountAbove: [], countries: [] },
  tax: { rounding: 'per-rate', inclusive: 'net-first' },
};
