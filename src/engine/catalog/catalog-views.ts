import type {
  AddOnView,
  PlanView,
  PriceView,
  ProductView,
  ProviderView,
} from '../../contract/catalog.ts';
import type { AddOn, Plan, Price, Product } from '../../rules/catalog.ts';
import { addOnsFor, planOnSale } from '../../rules/catalog.ts';
import { compareCycles, monthsIn, parseCycle } from '../../rules/cycle.ts';
import { type Money, multiplyRatio } from '../../rules/money.ts';
import type { Scope } from '../context.ts';
import { planStock } from '../stock.ts';
import type { Query } from '../use-case.ts';

/** `provider.get`. */
export const getProvider: Query<'provider.get'> = {
  kind: 'query',
  run(scope): Promise<ProviderView> {
    const { catalog, settings } = scope.context;
    const { provider } = catalog;
    return Promise.resolve({
      name: provider.name,
      country: provider.country,
      timeZone: provider.timeZone,
      today: scope.today,
      currencies: provider.currencies,
      pricesIncludeTax: provider.pricesIncludeTax,
      terms: settings.terms,
      features: settings.features,
    });
  },
};

/** `catalog.get`: what is on sale. */
export const getCatalog: Query<'catalog.get'> = {
  kind: 'query',
  async run(scope): Promise<{ products: readonly ProductView[] }> {
    const rows = await scope.handle.selectFrom('stock').selectAll().execute();
    const taken = new Map(rows.map((row) => [row.item, row.taken]));
    const { products } = scope.context.catalog;
    return { products: products.map((product) => productView(scope, product, taken)) };
  },
};

function productView(
  scope: Scope,
  product: Product,
  taken: ReadonlyMap<string, number>,
): ProductView {
  const left = (stock: number | undefined, item: string): boolean =>
    stock === undefined || stock > (taken.get(item) ?? 0);
  return {
    productId: product.id,
    kind: product.kind,
    name: product.name,
    description: product.description ?? '',
    plans: product.plans
      .filter((plan) => planOnSale(product, plan))
      .map((plan) => ({
        ...planView(scope, product, plan),
        available:
          left(product.stock, product.id) && left(plan.stock, planStock(product.id, plan.id)),
      })),
    addOns: product.addOns.map((addOn) => addOnView(scope, addOn)),
  };
}

function planView(scope: Scope, product: Product, plan: Plan): Omit<PlanView, 'available'> {
  return {
    planId: plan.id,
    name: plan.name,
    description: plan.description ?? '',
    features: plan.features,
    prices: priceViews(scope, plan.prices),
    addOnIds: addOnsFor(product, plan).map(({ id }) => id),
  };
}

function addOnView(scope: Scope, addOn: AddOn): AddOnView {
  return {
    addOnId: addOn.id,
    name: addOn.name,
    kind: addOn.kind,
    quantity: addOn.quantity ?? null,
    prices: priceViews(scope, addOn.prices),
  };
}

function priceViews(scope: Scope, prices: readonly Price[]): readonly PriceView[] {
  const sorted = [...prices].sort((a, b) =>
    compareCycles(parseCycle(a.cycle), parseCycle(b.cycle)),
  );
  return sorted.map((price) => {
    const months = monthsIn(parseCycle(price.cycle));
    const perMonth = months === null ? null : monthly(scope, price.recurring, months);
    const byMonth = prices.find(
      (other) => other.currency === price.currency && monthsIn(parseCycle(other.cycle)) === 1,
    );
    return {
      currency: price.currency,
      cycle: price.cycle,
      recurring: price.recurring,
      setup: price.setup,
      perMonth,
      savingPercent: months === null ? null : saving(price.recurring, byMonth?.recurring, months),
    };
  });
}

function monthly(scope: Scope, recurring: Money, months: number): Money {
  const { roundingMode } = scope.context.catalog.provider;
  return multiplyRatio(recurring, 1n, BigInt(months), roundingMode);
}

/** Whole percent, rounded to the nearest, that a longer cycle saves against paying monthly. */
function saving(recurring: Money, monthlyPrice: Money | undefined, months: number): number | null {
  if (monthlyPrice === undefined || monthlyPrice.amount === 0n) return null;
  const full = monthlyPrice.amount * BigInt(months);
  const percent = Number(((full - recurring.amount) * 200n + full) / (full * 2n));
  return percent > 0 ? percent : null;
}
