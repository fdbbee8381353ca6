import { fail, quoted } from '../errors.ts';
import type { AddOn, Catalog, Plan, Price, Product } from './catalog-model.ts';
import { cycleId, parseCycle } from './cycle.ts';

export { type CatalogFault, checkCatalog } from './catalog-check.ts';
export type {
  AddOn,
  Catalog,
  NumberingSettings,
  PaymentMethod,
  Plan,
  Price,
  Product,
  Promotion,
  ProviderSettings,
} from './catalog-model.ts';
export type { ProductKind, TaxRegime, TaxRule } from './tax.ts';

/**
 * A plan and its product, hidden ones too: packages of a hidden plan run on.
 *
 * @throws BillingError `unknown_plan`.
 */
export function findPlan(
  catalog: Catalog,
  productId: string,
  planId: string,
): { readonly product: Product; readonly plan: Plan } {
  const product = catalog.products.find(({ id }) => id === productId);
  const plan = product?.plans.find(({ id }) => id === planId);
  if (product === undefined || plan === undefined) {
    fail('unknown_plan', `There is no plan ${quoted(planId)} of a product ${quoted(productId)}.`);
  }
  return { product, plan };
}

/**
 * The price of a plan or add-on for a currency and a cycle; `12-months` finds `annual`.
 *
 * @throws BillingError `unknown_price`, or `invalid_input` when the cycle is none.
 */
export function findPrice(
  sold: Pick<Plan | AddOn, 'name' | 'prices'>,
  currency: string,
  cycle: string,
): Price {
  const wanted = cycleId(parseCycle(cycle));
  const price = sold.prices.find(
    (candidate) =>
      candidate.currency === currency && cycleId(parseCycle(candidate.cycle)) === wanted,
  );
  if (price === undefined) {
    fail(
      'unknown_price',
      `${sold.name} has no price in ${currency} for the cycle ${quoted(cycle)}.`,
    );
  }
  return price;
}

/** The add-ons that a plan may have, in the product's order (SPEC 2.2). */
export function addOnsFor(product: Product, plan: Plan): readonly AddOn[] {
  const { addOnIds } = plan;
  if (addOnIds === undefined) return product.addOns;
  return product.addOns.filter(({ id }) => addOnIds.includes(id));
}

/** Whether a plan can be ordered: not hidden, and not of a stock of none (SPEC 2.1). */
export function planOnSale(product: Product, plan: Plan): boolean {
  return !plan.hidden && plan.stock !== 0 && product.stock !== 0;
}
