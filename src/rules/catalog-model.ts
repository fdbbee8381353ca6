import type { AffiliateProgram } from './affiliate-model.ts';
import type { BillingSettings } from './billing-settings.ts';
import type { FundsSettings } from './funds.ts';
import type { Meter } from './meter-model.ts';
import type { Money, RoundingMode } from './money.ts';
import type { PlainDate } from './plain-date.ts';
import type { ProductKind, TaxRegime, TaxRule } from './tax.ts';

/** The validated catalog: all that a provider sells, and how (SPEC 2). */
export interface Catalog {
  readonly provider: ProviderSettings;
  readonly products: readonly Product[];
  readonly promotions: readonly Promotion[];
  readonly taxes: readonly TaxRule[];
  /** Programs that pay for referrals (SPEC 14.1). */
  readonly affiliates?: readonly AffiliateProgram[] | undefined;
}

/** How invoices are numbered (SPEC 7.5). */
export interface NumberingSettings {
  /** Text before the number; `{year}` stands for the year of issue, such as `HL-{year}-`. */
  readonly series: string;
  readonly gapless: boolean;
  /** Digits to which the number is padded with zeros. */
  readonly digits: number;
}

/** A way to pay that the operator has turned on (SPEC 8.2). */
export interface PaymentMethod {
  readonly id: string;
  readonly pluginId: string;
  readonly label: string;
  /** All when absent. */
  readonly currencies?: readonly string[] | undefined;
  /** All when absent. ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[] | undefined;
  /** Smallest and largest sum, at most one per currency; no limit where there is none. */
  readonly minimum?: readonly Money[] | undefined;
  readonly maximum?: readonly Money[] | undefined;
  /** What the client is told to do, for manual payment. */
  readonly instructions?: string | undefined;
}

/** The provider's own data and settings. */
export interface ProviderSettings {
  readonly id?: string | undefined;
  readonly name: string;
  /** IANA name; a day begins at its midnight (SPEC 6.1). */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly vatNumber?: string | undefined;
  /** ISO 4217 codes in which it sells. */
  readonly currencies: readonly string[];
  /** Whether prices include the tax of the provider's country (SPEC 7.10). */
  readonly pricesIncludeTax: boolean;
  /** Days from issue to due date. */
  readonly termsDays: number;
  /** Days after which an unpaid order lapses (SPEC 4.8). */
  readonly orderLapseDays: number;
  readonly numbering: NumberingSettings;
  readonly roundingMode: RoundingMode;
  readonly taxRegime: TaxRegime;
  readonly billing: BillingSettings;
  readonly paymentMethods: readonly PaymentMethod[];
  /** Whether a settlement that takes days already grants the service (SPEC 8.13). */
  readonly provisionOnPending: boolean;
  /** What clients may add to their account credit (SPEC 8.4); absent: nothing. */
  readonly funds?: FundsSettings | undefined;
  /** Addresses of the provider's pages by name, such as `terms`. */
  readonly links?: Readonly<Record<string, string>> | undefined;
}

/** What is sold (SPEC 2.1). */
export interface Product {
  readonly id: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly description?: string | undefined;
  /** The plugin that provisions it. */
  readonly panel?: string | undefined;
  /** How many can be sold over all plans; unlimited when absent. */
  readonly stock?: number | undefined;
  readonly plans: readonly Plan[];
  readonly addOns: readonly AddOn[];
}

/** A variant of a product with its own prices. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly features: readonly string[];
  /** A hidden plan runs on but is not sold. */
  readonly hidden: boolean;
  readonly stock?: number | undefined;
  /** The plan's name at the panel; its id when absent. */
  readonly panelPlan?: string | undefined;
  readonly prices: readonly Price[];
  /** Which of the product's add-ons it may have; all when absent. */
  readonly addOnIds?: readonly string[] | undefined;
  /** What is measured and charged by use (SPEC 2.3). */
  readonly meters?: readonly Meter[] | undefined;
  /** Plans of the product that it may move up or down to; none when absent (SPEC 2.4). */
  readonly upgradesTo?: readonly string[] | undefined;
  readonly downgradesTo?: readonly string[] | undefined;
  /** Whether a client may do so alone; yes when absent (SPEC 2.4). */
  readonly clientMayUpgrade?: boolean | undefined;
  readonly clientMayDowngrade?: boolean | undefined;
  /** Days at zero from activation (SPEC 2.10); none when absent. */
  readonly trialDays?: number | undefined;
  /** Whether a trial needs a billing account; no when absent. */
  readonly trialNeedsAccount?: boolean | undefined;
  /** Whether parts of a period are prorated; else it stays on its anniversary (SPEC 6.3). */
  readonly prorated?: boolean | undefined;
  /** Whether its set-up fee is charged on a change to it; no when absent (SPEC 5.20). */
  readonly setupOnChange?: boolean | undefined;
}

/** What one currency and one cycle cost. A one-time price has its amount in `setup`. */
export interface Price {
  readonly currency: string;
  /** The id of a cycle, such as `annual` or `18-months`. */
  readonly cycle: string;
  readonly recurring: Money;
  readonly setup: Money;
}

/** An optional extra (SPEC 2.2). A one-time one has prices of the cycle `one-time`, in `setup`. */
export interface AddOn {
  readonly id: string;
  readonly name: string;
  readonly kind: 'recurring' | 'one-time';
  /** Without it the add-on is had once or not at all. */
  readonly quantity?: { readonly minimum: number; readonly maximum: number } | undefined;
  /** What the client may change alone (SPEC 2.2); both when absent. */
  readonly clientMay?: 'raise' | 'lower' | 'both' | 'neither' | undefined;
  /** Whether a part of a period is prorated; yes when absent (SPEC 2.2). */
  readonly prorated?: boolean | undefined;
  readonly prices: readonly Price[];
}

/** A discount (SPEC 2.6): percent or fixed, never both. */
export interface Promotion {
  /** Absent when it applies by itself. */
  readonly code?: string | undefined;
  /** Percent as a decimal string, above 0 and at most 100. */
  readonly percent?: string | undefined;
  /** At most one amount per currency, for the whole order and each period. */
  readonly fixed?: readonly Money[] | undefined;
  readonly appliesTo: 'setup' | 'recurring' | 'both';
  /** How many whole periods it covers; null for ever. */
  readonly periods: number | null;
  /** Plan ids; all when absent. */
  readonly plans?: readonly string[] | undefined;
  /** Cycle ids; all when absent. */
  readonly cycles?: readonly string[] | undefined;
  /** The first and the last day of orders; both belong to it. */
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
  readonly newClientsOnly: boolean;
  /** Ids of the client groups that have it; all when absent (SPEC 2.6). */
  readonly groups?: readonly string[] | undefined;
  /** Limits are counted by code, so only a promotion with a code may have them. */
  readonly maximumUses?: number | undefined;
  readonly maximumPerClient?: number | undefined;
}
