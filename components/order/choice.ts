import type {
  AddOnView,
  CatalogView,
  PlanView,
  PriceView,
  ProductView,
} from '../../src/contract/catalog.ts';
import type { OrderItem } from '../../src/contract/orders.ts';

/** What an order should begin with; from attributes or from a link (SPEC 4.2). */
export interface Wish {
  readonly product: string;
  readonly plan: string;
  readonly cycle: string;
  /** `ip:2,backup`. */
  readonly addOns: string;
  readonly domain: string;
  readonly code: string;
  readonly currency: string;
  readonly country: string;
}

/** What is chosen; quantities of add-ons by id, none of them 0. */
export interface Choice {
  readonly product: ProductView;
  readonly plan: PlanView;
  readonly cycle: string;
  readonly addOns: ReadonlyMap<string, number>;
  readonly currency: string;
}

const cycleOrder: readonly string[] = [
  'weekly',
  'monthly',
  'quarterly',
  'semi-annual',
  'annual',
  'biennial',
  'triennial',
  'one-time',
];

/** The wish with what a link says in place of the attributes. */
export function wishOfLink(wish: Wish, search: string): Wish {
  const query = new URLSearchParams(search);
  const read = (name: string, other: string): string => query.get(name) ?? other;
  return {
    product: read('product', wish.product),
    plan: read('plan', wish.plan),
    cycle: read('cycle', wish.cycle),
    addOns: read('add-ons', wish.addOns),
    domain: read('domain', wish.domain),
    code: read('code', wish.code),
    currency: read('currency', wish.currency),
    country: read('country', wish.country),
  };
}

/** The products that can be ordered alone, with the one that was wished for in any case. */
export function productsToOrder(catalog: CatalogView, wished: string): readonly ProductView[] {
  return catalog.products.filter(
    ({ productId, kind, plans }) =>
      plans.length > 0 && (productId === wished || kind === 'hosting' || kind === 'service'),
  );
}

/** The choice nearest to a wish; null when nothing is on sale. */
export function choiceOf(
  wish: Wish,
  products: readonly ProductView[],
  currency: string,
): Choice | null {
  const product =
    products.find(({ productId }) => productId === wish.product) ??
    products.find(({ plans }) => plans.some(({ planId }) => planId === wish.plan)) ??
    products[0];
  if (product === undefined) return null;
  const onSale = product.plans.filter((plan) => plan.available && hasPrice(plan, currency));
  const plan = onSale.find(({ planId }) => planId === wish.plan) ?? onSale[0] ?? product.plans[0];
  if (plan === undefined) return null;
  const cycle = priceOf(plan, currency, wish.cycle)?.cycle ?? firstCycle(plan, currency);
  return settle({ product, plan, cycle, currency, addOns: readAddOns(wish.addOns, product) });
}

/** The choice with other members; what no longer goes together is dropped. */
export function change(choice: Choice, other: Partial<Choice>): Choice {
  const next = { ...choice, ...other };
  const fits = priceOf(next.plan, next.currency, next.cycle) !== undefined;
  if (fits) return settle(next);
  const plan = next.product.plans.find(
    (one) => one.available && priceOf(one, next.currency, next.cycle) !== undefined,
  );
  if (plan !== undefined && other.plan === undefined) return settle({ ...next, plan });
  return settle({ ...next, cycle: firstCycle(next.plan, next.currency) });
}

/** The choice with another quantity of an add-on; 0 takes it away. */
export function withAddOn(choice: Choice, addOn: AddOnView, quantity: number): Choice {
  const addOns = new Map(choice.addOns);
  const allowed = allowedQuantity(addOn, quantity);
  if (allowed === 0) addOns.delete(addOn.addOnId);
  else addOns.set(addOn.addOnId, allowed);
  return { ...choice, addOns };
}

/** The nearest quantity that an add-on may have, or 0. */
export function allowedQuantity(addOn: AddOnView, quantity: number): number {
  if (!Number.isInteger(quantity) || quantity <= 0) return 0;
  if (addOn.quantity === null) return 1;
  const { minimum, maximum } = addOn.quantity;
  return Math.min(Math.max(quantity, minimum, 1), maximum);
}

/** The price of a plan for a cycle in a currency. */
export function priceOf(
  plan: { readonly prices: readonly PriceView[] },
  currency: string,
  cycle: string,
): PriceView | undefined {
  return plan.prices.find((price) => price.currency === currency && price.cycle === cycle);
}

/** The price of an add-on beside a cycle: that of the cycle, or the one that is paid once. */
export function addOnPrice(
  addOn: AddOnView,
  currency: string,
  cycle: string,
): PriceView | undefined {
  return priceOf(addOn, currency, cycle) ?? priceOf(addOn, currency, 'one-time');
}

/** The add-ons that go with what is chosen. */
export function addOnsOf(choice: Choice): readonly AddOnView[] {
  const { product, plan, currency, cycle } = choice;
  return product.addOns.filter(
    (addOn) =>
      plan.addOnIds.includes(addOn.addOnId) && addOnPrice(addOn, currency, cycle) !== undefined,
  );
}

/** The cycles of a product's plans in a currency, shortest first. */
export function cyclesOf(product: ProductView, currency: string): readonly string[] {
  const found = product.plans
    .flatMap(({ prices }) => prices)
    .filter((price) => price.currency === currency)
    .map(({ cycle }) => cycle);
  const rank = (cycle: string): number => {
    const index = cycleOrder.indexOf(cycle);
    return index === -1 ? cycleOrder.length : index;
  };
  return [...new Set(found)].sort((a, b) => rank(a) - rank(b));
}

/** What is chosen as an item of an order. */
export function itemOf(choice: Choice): OrderItem {
  return {
    productId: choice.product.productId,
    planId: choice.plan.planId,
    cycle: choice.cycle,
    addOns: [...choice.addOns].map(([addOnId, quantity]) => ({ addOnId, quantity })),
  };
}

function settle(choice: Choice): Choice {
  const fitting = new Set(addOnsOf(choice).map(({ addOnId }) => addOnId));
  const addOns = new Map([...choice.addOns].filter(([addOnId]) => fitting.has(addOnId)));
  return { ...choice, addOns };
}

function hasPrice(plan: PlanView, currency: string): boolean {
  return plan.prices.some((price) => price.currency === currency);
}

function firstCycle(plan: PlanView, currency: string): string {
  return plan.prices.find((price) => price.currency === currency)?.cycle ?? '';
}

function readAddOns(list: string, product: ProductView): ReadonlyMap<string, number> {
  const addOns = new Map<string, number>();
  for (const part of list.split(',')) {
    const [id = '', quantity = '1'] = part.trim().split(':');
    const addOn = product.addOns.find(({ addOnId }) => addOnId === id);
    if (addOn === undefined) continue;
    const allowed = allowedQuantity(addOn, Number(quantity));
    if (allowed > 0) addOns.set(id, allowed);
  }
  return addOns;
}
