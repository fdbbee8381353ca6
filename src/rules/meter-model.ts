/** A step of a price by use: up to so many units, null for all above. */
export interface UsageTier {
  /** The last unit of the tier, as a decimal string; null for the last tier. */
  readonly upTo: string | null;
  /** Per unit, at most one per currency. */
  readonly prices: readonly UnitPrice[];
}

/** A price per unit that may be finer than the minor unit, such as `0.025` EUR. */
export interface UnitPrice {
  readonly currency: string;
  readonly amount: string;
}

/** What is measured on a package, and how it is charged (SPEC 2.3, 12.3). */
export interface Meter {
  /** Such as `disk`, `traffic` or `mailboxes`. */
  readonly resource: string;
  /** Such as `GB`; 1 GB is 1000 MB unless the unit is GiB (SPEC 12.4). */
  readonly unit: string;
  /** Units included, as a decimal string. */
  readonly included: string;
  /** Summed over the month, or sampled and averaged over its days. */
  readonly mode: 'summed' | 'sampled';
  /** Over the allowance: refused by the panel, or charged. */
  readonly over: 'refused' | 'charged';
  /** Flat has one tier; graduated fills tier by tier; volume takes one tier for all. */
  readonly model: 'flat' | 'graduated' | 'volume';
  readonly tiers: readonly UsageTier[];
  /** Started units or blocks are charged whole; exact fractions when absent. */
  readonly block?: string | undefined;
}
