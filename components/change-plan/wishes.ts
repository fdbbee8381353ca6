import type { AddOnView, CatalogView, PriceView, ProductView } from '../../src/contract/catalog.ts';
import type { ChangeWish } from '../../src/contract/changes.ts';
import type { AddOnOfferView, ChangeOfferView, PackageView } from '../../src/contract/packages.ts';
import { compareCycles } from '../internal/cycle.ts';

/** The two ways of SPEC 5.10. */
export type Direction = 'upgrade' | 'downgrade';

/** Quantities that were chosen, by add-on. */
export type Quantities = ReadonlyMap<string, number>;

/** What a direction offers; null where it is not offered. */
export function offerOf(view: PackageView, direction: Direction): ChangeOfferView | null {
  return direction === 'upgrade' ? view.upgrade : view.downgrade;
}

/** The cycles of the plans of an offer, and the package's own where a plan has it. */
export function cyclesOffered({ plans }: ChangeOfferView): readonly string[] {
  const cycles = [...new Set(plans.flatMap((plan) => plan.cycles))];
  return cycles.sort(compareCycles);
}

/** The cycle to begin with: the package's own where it is offered, else the first one. */
export function firstCycle(offer: ChangeOfferView, own: string): string {
  const cycles = cyclesOffered(offer);
  return cycles.includes(own) ? own : (cycles[0] ?? own);
}

/** The nearest quantity that may be chosen; what the package has always may. */
export function allowedQuantity(offer: AddOnOfferView, wanted: number): number {
  const { quantity, minimum, maximum } = offer;
  if (!Number.isInteger(wanted) || wanted === quantity) return quantity;
  const isRaise = minimum > quantity;
  if (isRaise ? wanted < quantity : wanted > quantity) return quantity;
  return Math.min(Math.max(wanted, minimum), maximum);
}

/** One step up or down, over the quantities that may not be chosen. */
export function stepped(offer: AddOnOfferView, value: number, by: -1 | 1): number {
  const { quantity, minimum, maximum } = offer;
  const next = value + by;
  if (next >= minimum && next <= maximum) return next;
  const isRaise = minimum > quantity;
  if (isRaise) return by === 1 ? (next > maximum ? maximum : minimum) : quantity;
  if (by === -1) return next < minimum ? minimum : maximum;
  return quantity;
}

/** The change of add-ons that was chosen; null: none. */
export function addOnWish(packageId: string, chosen: Quantities): ChangeWish | null {
  if (chosen.size === 0) return null;
  const addOns = [...chosen].map(([addOnId, quantity]) => ({ addOnId, quantity }));
  return { packageId, addOns };
}

/** The product of a package as it is on sale now; undefined when the catalog does not say. */
export function productOf(
  catalog: CatalogView | undefined,
  view: PackageView,
): ProductView | undefined {
  return catalog?.products.find(({ productId }) => productId === view.productId);
}

/** What a price list says for a currency and cycle. */
export function listPrice(
  prices: readonly PriceView[],
  currency: string,
  cycle: string,
): PriceView | undefined {
  return prices.find((price) => price.currency === currency && price.cycle === cycle);
}

/** The same of an add-on, that may be paid once. */
export function addOnPrice(
  addOn: AddOnView | undefined,
  currency: string,
  cycle: string,
): PriceView | undefined {
  if (addOn === undefined) return undefined;
  return listPrice(addOn.prices, currency, cycle) ?? listPrice(addOn.prices, currency, 'one-time');
}
