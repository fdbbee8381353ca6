import { fail, isBillingError, quoted } from '../errors.ts';
import { addOnsFor, findPlan, findPrice } from './catalog.ts';
import type { AddOn, Catalog, Plan, Product } from './catalog-model.ts';
import type { BeginningItem, ItemPromotion } from './change-model.ts';
import { compareCycles, cycleId, parseCycle } from './cycle.ts';
import { coversPurchase } from './discount.ts';
import { isZero, type Money, zero } from './money.ts';
import type { OrderAddOn } from './order-lines.ts';
import type { PlainDate } from './plain-date.ts';

/** An item that a package has now. */
export interface CurrentItem {
  readonly itemId: string;
  /** Null for the plan. */
  readonly addOnId: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly price: Money;
  readonly oneTime: boolean;
  readonly prorated: boolean;
  /** Null of a one-time item. */
  readonly billedThrough: PlainDate | null;
  readonly promotion: ItemPromotion | null;
  readonly raise: BeginningItem['raise'];
}

/** A package as it is before a change. */
export interface CurrentPackage {
  readonly productId: string;
  readonly planId: string;
  readonly cycle: string;
  readonly currency: string;
  readonly domainName: string | null;
  readonly items: readonly CurrentItem[];
}

/** What is wanted of it; what is left out stays as it is. */
export interface ChangeTarget {
  readonly planId?: string | undefined;
  readonly cycle?: string | undefined;
  /** Add-ons by the quantity that is wanted, 0 for none; those that are not named stay. */
  readonly addOns?: readonly OrderAddOn[] | undefined;
}

/** A change as the catalog allows it. */
export interface WantedChange {
  readonly kind: 'upgrade' | 'downgrade' | 'add_ons';
  readonly direction: 'up' | 'down';
  readonly product: Product;
  readonly plan: Plan;
  readonly cycle: string;
  readonly cycleChanges: boolean;
  readonly ends: readonly CurrentItem[];
  readonly begins: readonly BeginningItem[];
}

/** Who asks for a change: a client alone may do what the catalog lets him (SPEC 2.2, 2.4). */
export type ChangeActor = 'client' | 'operator';

/**
 * What a change begins and ends, checked against upgrade paths, add-ons and prices (SPEC 2.2, 2.4,
 * 5.10). Another plan or cycle ends all recurring items; Adjust Add-ons only those it names.
 *
 * @throws BillingError `unknown_plan`, `not_for_sale`, `unknown_add_on`, `unknown_price`,
 *   `quantity_out_of_range`, `not_supported`, or `invalid_input` when nothing would change.
 */
export function wantedChange(
  catalog: Catalog,
  now: CurrentPackage,
  target: ChangeTarget,
  by: ChangeActor,
): WantedChange {
  const from = findPlan(catalog, now.productId, now.planId);
  const { plan } =
    target.planId === undefined
      ? from
      : atField('planId', () => findPlan(catalog, now.productId, target.planId ?? ''));
  const cycle = cycleId(parseCycle(target.cycle ?? now.cycle));
  const cycleChanges = compareCycles(parseCycle(cycle), parseCycle(now.cycle)) !== 0;
  const addOns = addOnChanges(now, from.product, plan, target, by);
  const base = { product: from.product, plan, cycle, cycleChanges };
  if (plan.id === now.planId && !cycleChanges) return adjustment(base, now, addOns);
  const direction = directionOf(
    from.plan,
    plan,
    compareCycles(parseCycle(cycle), parseCycle(now.cycle)),
  );
  mayMove(from.plan, plan, direction, by);
  return {
    ...base,
    kind: direction === 'up' ? 'upgrade' : 'downgrade',
    direction,
    ends: now.items.filter(({ oneTime }) => !oneTime),
    begins: [planItem(now, base, from.plan), ...allAddOns(now, base, addOns)],
  };
}

function atField<Value>(field: string, find: () => Value): Value {
  try {
    return find();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    fail(error.code, error.message, { field, cause: error });
  }
}

/** Another plan by its path, the same plan by the length of its cycle. */
function directionOf(from: Plan, to: Plan, longer: number): 'up' | 'down' {
  if (from.id === to.id) return longer > 0 ? 'up' : 'down';
  if (from.upgradesTo?.includes(to.id) === true) return 'up';
  if (from.downgradesTo?.includes(to.id) === true) return 'down';
  fail('not_for_sale', `${from.name} cannot be changed to ${to.name}.`, { field: 'planId' });
}

function mayMove(from: Plan, to: Plan, direction: 'up' | 'down', by: ChangeActor): void {
  if (by === 'operator') return;
  const may = direction === 'up' ? from.clientMayUpgrade : from.clientMayDowngrade;
  if (may === false) {
    fail('not_supported', `Ask the provider to change ${from.name}.`, {
      field: 'planId',
      reason: 'provider_only',
    });
  }
  if (to.hidden && to.id !== from.id) {
    fail('not_for_sale', `${to.name} is not for sale.`, { field: 'planId' });
  }
}

/** One add-on with the quantity it has and the one that is wanted. */
interface AddOnChange {
  readonly addOn: AddOn;
  readonly item: CurrentItem | null;
  readonly had: number;
  readonly wanted: number;
}

function addOnChanges(
  now: CurrentPackage,
  product: Product,
  plan: Plan,
  { addOns = [] }: ChangeTarget,
  by: ChangeActor,
): readonly AddOnChange[] {
  const seen = new Set<string>();
  return addOns.flatMap(({ id, quantity }, index): AddOnChange[] => {
    const field = `addOns.${index}`;
    const addOn = product.addOns.find((candidate) => candidate.id === id);
    if (addOn === undefined || (quantity > 0 && !addOnsFor(product, plan).includes(addOn))) {
      fail('unknown_add_on', `${plan.name} has no add-on ${quoted(id)}.`, {
        field: `${field}.addOnId`,
      });
    }
    if (seen.has(id)) fail('invalid_input', `"${id}" is named twice.`, { field });
    seen.add(id);
    const mine = now.items.filter(({ addOnId }) => addOnId === id);
    const had = mine.reduce((sum, item) => sum + item.quantity, 0);
    if (quantity === had) return [];
    mayAdjust(addOn, quantity, had, field, by);
    const item = mine.find(({ oneTime }) => !oneTime) ?? null;
    return [{ addOn, item, had, wanted: quantity }];
  });
}

function mayAdjust(
  addOn: AddOn,
  wanted: number,
  had: number,
  field: string,
  by: ChangeActor,
): void {
  const { name, kind, quantity, clientMay = 'both' } = addOn;
  const { minimum, maximum } = quantity ?? { minimum: 0, maximum: 1 };
  const isNone = wanted === 0;
  if (!Number.isSafeInteger(wanted) || wanted > maximum || (wanted < minimum && !isNone)) {
    fail('quantity_out_of_range', `${name} can be had from ${minimum} to ${maximum} times.`, {
      field: `${field}.quantity`,
    });
  }
  if (kind === 'one-time' && wanted < had) {
    fail('not_supported', `${name} was delivered once and cannot be given back.`, {
      field,
      reason: 'delivered_once',
    });
  }
  if (by === 'operator' || clientMay === 'both') return;
  if (clientMay === (wanted > had ? 'raise' : 'lower')) return;
  fail('not_supported', `Ask the provider to change ${name}.`, { field, reason: 'provider_only' });
}

type Base = Pick<WantedChange, 'product' | 'plan' | 'cycle' | 'cycleChanges'>;

/** Adjust Add-ons touches no other item (SPEC 5.10). */
function adjustment(
  base: Base,
  now: CurrentPackage,
  changes: readonly AddOnChange[],
): WantedChange {
  const [first] = changes;
  if (first === undefined) {
    fail('invalid_input', 'Nothing would change. Choose a plan, a cycle or add-ons.', {
      reason: 'nothing_changes',
    });
  }
  const direction = first.wanted > first.had ? 'up' : 'down';
  if (changes.some(({ wanted, had }) => wanted > had !== first.wanted > first.had)) {
    // The provider may credit one direction at once and the other at the period's end (5.13).
    fail('invalid_input', 'Raise and lower add-ons in two steps.', {
      field: 'addOns',
      reason: 'two_steps',
    });
  }
  return {
    ...base,
    kind: 'add_ons',
    direction,
    ends: changes.flatMap(({ item }) => item ?? []),
    begins: changes
      .filter(({ wanted }) => wanted > 0)
      .map((change) => addOnItem(now, base, change)),
  };
}

/** The add-ons of another plan or cycle: those that it offers stay, and those that are named. */
function allAddOns(
  now: CurrentPackage,
  base: Base,
  changes: readonly AddOnChange[],
): readonly BeginningItem[] {
  const offered = addOnsFor(base.product, base.plan);
  const kept = now.items.flatMap((item): AddOnChange[] => {
    const addOn = offered.find(({ id }) => id === item.addOnId);
    if (addOn === undefined || item.oneTime) return [];
    if (changes.some((change) => change.addOn.id === item.addOnId)) return [];
    return [{ addOn, item, had: item.quantity, wanted: item.quantity }];
  });
  return [...kept, ...changes.filter(({ wanted }) => wanted > 0)].map((change) =>
    addOnItem(now, base, change),
  );
}

function suffix({ domainName }: CurrentPackage): string {
  return domainName === null ? '' : ` (${domainName})`;
}

function planItem(now: CurrentPackage, base: Base, from: Plan): BeginningItem {
  const { product, plan, cycle } = base;
  const price = atField('cycle', () => findPrice(plan, now.currency, cycle));
  const item = now.items.find(({ addOnId, oneTime }) => addOnId === null && !oneTime);
  const setup = plan.setupOnChange === true && plan.id !== from.id ? price.setup : null;
  return {
    addOnId: null,
    description: `${product.name} ${plan.name}${suffix(now)}`,
    quantity: 1,
    price: price.recurring,
    once: setup === null || isZero(setup) ? null : { kind: 'setup', price: setup },
    oneTime: false,
    prorated: plan.prorated !== false,
    promotion: surviving(item, plan, cycle),
    replaces: item?.itemId ?? null,
    raise: null,
  };
}

function addOnItem(now: CurrentPackage, base: Base, change: AddOnChange): BeginningItem {
  const { plan, cycle, cycleChanges } = base;
  const { addOn, item, had, wanted } = change;
  const oneTime = addOn.kind === 'one-time';
  const common = {
    addOnId: addOn.id,
    description: `${addOn.name}${suffix(now)}`,
    oneTime,
    prorated: addOn.prorated !== false,
    promotion: surviving(item ?? undefined, plan, cycle),
    replaces: item?.itemId ?? null,
  };
  // The price of a running package is frozen (SPEC 2.8); another cycle has its own.
  if (item !== null && !cycleChanges) {
    const { price, raise } = item;
    return { ...common, quantity: wanted, price, once: null, raise };
  }
  const price = atField('addOns', () =>
    findPrice(addOn, now.currency, oneTime ? 'one-time' : cycle),
  );
  if (oneTime) {
    const once = { kind: 'one_time', price: price.setup } as const;
    return { ...common, quantity: wanted - had, price: zero(now.currency), once, raise: null };
  }
  const setup = plan.setupOnChange === true && item === null && !isZero(price.setup);
  return {
    ...common,
    quantity: wanted,
    price: price.recurring,
    once: setup ? { kind: 'setup', price: price.setup } : null,
    raise: null,
  };
}

/** A promotion survives only if it covers the new plan and cycle (SPEC 7.9). */
function surviving(item: CurrentItem | undefined, plan: Plan, cycle: string): ItemPromotion | null {
  const promotion = item?.promotion ?? null;
  if (promotion === null) return null;
  return coversPurchase(promotion.terms, { planId: plan.id, cycle }) ? promotion : null;
}
