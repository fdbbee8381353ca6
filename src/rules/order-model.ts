import type { Catalog, Plan, Product } from './catalog-model.ts';
import type { Period } from './cycle.ts';
import type { Explanation } from './explanation.ts';
import type { InvoiceLineKind } from './invoice.ts';
import type { Money } from './money.ts';
import type { PricedPeriod } from './period-price.ts';
import type { PlainDate } from './plain-date.ts';
import type { ProductKind } from './tax.ts';

/** An add-on that is ordered; a quantity of 0 is as good as none. */
export interface OrderAddOn {
  readonly id: string;
  readonly quantity: number;
}

/** One plan that is ordered. */
export interface OrderItem {
  readonly productId: string;
  readonly planId: string;
  /** The id of a cycle, such as `annual`. */
  readonly cycle: string;
  readonly addOns: readonly OrderAddOn[];
  readonly domainName?: string | undefined;
}

/** What a client wants to buy; one promotion code per order (SPEC 2.6). */
export interface OrderInput {
  readonly currency: string;
  readonly items: readonly OrderItem[];
  readonly promotionCode?: string | undefined;
}

/** An order before discount and tax. */
export interface OrderRequest {
  readonly catalog: Catalog;
  readonly input: OrderInput;
  /** The day of the order: prices, taxes and periods begin with it. */
  readonly on: PlainDate;
  /** How many of a plan are left, null for any number; the catalog's stock when absent. */
  readonly available?: ((productId: string, planId: string) => number | null) | undefined;
  /** Whether a trial of the product is refused: had before, or an account is missing (2.10). */
  readonly trialRefused?: ((productId: string, plan: Plan) => boolean) | undefined;
}

/** A line before discount and tax. */
export interface DraftLine {
  readonly itemIndex: number;
  readonly item: OrderItem;
  readonly addOnId?: string;
  readonly productKind: ProductKind;
  readonly kind: Extract<InvoiceLineKind, 'cycle' | 'setup' | 'one_time'>;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Of a recurring line: its first period or periods, or its trial. */
  readonly period: Period | null;
  readonly explanation: Explanation;
  /** Whether it uses up one of the periods of a promotion: a part and a trial do not (7.9). */
  readonly counts: boolean;
  /** What the last of an item's periods is followed by; null on all other lines. */
  readonly next: NextPeriod | null;
}

/** The period that the first renewal will bill. */
export interface NextPeriod extends PricedPeriod {
  readonly period: Period;
}

/** A plan that is ordered, with its product. */
export interface Chosen {
  readonly product: Product;
  readonly plan: Plan;
}

/** One item of an order with what is sold by it. */
export interface ItemChosen extends Chosen {
  readonly item: OrderItem;
  readonly itemIndex: number;
  readonly trialDays: number;
}
