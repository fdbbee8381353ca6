import { addOnsFor, findPlan } from './catalog.ts';
import type { Catalog, Plan, Product } from './catalog-model.ts';
import type { ChangeActor, CurrentPackage } from './change-target.ts';
import { compareCycles, cycleId, parseCycle } from './cycle.ts';

/** A plan that a package may move to, with the cycles in which it has a price. */
export interface PlanOffer {
  readonly planId: string;
  readonly name: string;
  readonly cycles: readonly string[];
}

/** An add-on whose quantity may be changed, with the quantities that may be chosen. */
export interface AddOnOffer {
  readonly addOnId: string;
  readonly name: string;
  readonly quantity: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** One direction of a change: its plans, and add-ons for Adjust Add-ons (SPEC 5.10). */
export interface ChangeOffer {
  /** Other plans, and its own with other cycles. */
  readonly plans: readonly PlanOffer[];
  readonly addOns: readonly AddOnOffer[];
}

/** What may be changed of a package; null where nothing is configured (SPEC 5.8, 5.10). */
export interface ChangeOffers {
  readonly upgrade: ChangeOffer | null;
  readonly downgrade: ChangeOffer | null;
}

/** What the catalog allows of a package, to a client alone or to an operator (SPEC 2.2, 2.4). */
export function changeOffers(catalog: Catalog, now: CurrentPackage, by: ChangeActor): ChangeOffers {
  const { product, plan } = findPlan(catalog, now.productId, now.planId);
  return {
    upgrade: offerOf('up', product, plan, now, by),
    downgrade: offerOf('down', product, plan, now, by),
  };
}

function offerOf(
  direction: 'up' | 'down',
  product: Product,
  plan: Plan,
  now: CurrentPackage,
  by: ChangeActor,
): ChangeOffer | null {
  const plans = planOffers(direction, product, plan, now, by);
  const addOns = addOnOffers(direction, product, plan, now, by);
  return plans.length + addOns.length === 0 ? null : { plans, addOns };
}

function planOffers(
  direction: 'up' | 'down',
  product: Product,
  plan: Plan,
  now: CurrentPackage,
  by: ChangeActor,
): readonly PlanOffer[] {
  const isUp = direction === 'up';
  const may = isUp ? plan.clientMayUpgrade : plan.clientMayDowngrade;
  if (by === 'client' && may === false) return [];
  const others = (isUp ? plan.upgradesTo : plan.downgradesTo) ?? [];
  const targets = product.plans.filter(
    (one) => others.includes(one.id) && one.id !== plan.id && (by === 'operator' || !one.hidden),
  );
  const current = parseCycle(now.cycle);
  const own = cyclesOf(plan, now.currency).filter((cycle) => {
    const longer = compareCycles(parseCycle(cycle), current);
    return isUp ? longer > 0 : longer < 0;
  });
  return [
    { planId: plan.id, name: plan.name, cycles: own },
    ...targets.map((one) => ({
      planId: one.id,
      name: one.name,
      cycles: cyclesOf(one, now.currency),
    })),
  ].filter(({ cycles }) => cycles.length > 0);
}

function cyclesOf({ prices }: Plan, currency: string): readonly string[] {
  return prices
    .filter((price) => price.currency === currency && parseCycle(price.cycle).unit !== 'one-time')
    .map((price) => parseCycle(price.cycle))
    .sort(compareCycles)
    .map(cycleId);
}

function addOnOffers(
  direction: 'up' | 'down',
  product: Product,
  plan: Plan,
  now: CurrentPackage,
  by: ChangeActor,
): readonly AddOnOffer[] {
  const wanted = direction === 'up' ? 'raise' : 'lower';
  return addOnsFor(product, plan).flatMap((addOn): AddOnOffer[] => {
    const { clientMay = 'both', quantity: range, kind } = addOn;
    if (by === 'client' && clientMay !== 'both' && clientMay !== wanted) return [];
    const had = now.items
      .filter(({ addOnId }) => addOnId === addOn.id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const most = range?.maximum ?? 1;
    const base = { addOnId: addOn.id, name: addOn.name, quantity: had };
    if (direction === 'down') {
      if (had === 0 || kind === 'one-time') return [];
      return [{ ...base, minimum: 0, maximum: had - 1 }];
    }
    const cycle = kind === 'one-time' ? 'one-time' : cycleId(parseCycle(now.cycle));
    const isPriced = addOn.prices.some(
      (price) => price.currency === now.currency && cycleId(parseCycle(price.cycle)) === cycle,
    );
    if (had >= most || !isPriced) return [];
    return [{ ...base, minimum: Math.max(had + 1, range?.minimum ?? 1), maximum: most }];
  });
}
