import { fail, isBillingError, quoted } from '../errors.ts';
import { addOnsFor, findPlan, findPrice, planOnSale } from './catalog.ts';
import type { AddOn } from './catalog-model.ts';
import type { Chosen, DraftLine, ItemChosen, OrderRequest } from './order-model.ts';
import { priceLines } from './order-periods.ts';

export type {
  DraftLine,
  NextPeriod,
  OrderAddOn,
  OrderInput,
  OrderItem,
  OrderRequest,
} from './order-model.ts';

/**
 * The lines of an order before discount and tax, checked against the catalog and the stock: per
 * item its plan, its set-up fee if any, then its add-ons in the order asked.
 *
 * @throws BillingError with the field at fault, see `quoteOrder`.
 */
export function draftLines(request: OrderRequest): DraftLine[] {
  const { catalog, input } = request;
  if (input.items.length === 0) {
    fail('invalid_input', 'An order needs at least one item.', { field: 'items' });
  }
  const chosen = input.items.map((item, itemIndex) => {
    const field = `items.${itemIndex}`;
    return atField(`${field}.planId`, () => findPlan(catalog, item.productId, item.planId));
  });
  checkStock(request, chosen);
  const tried = new Set<string>();
  return input.items.flatMap((item, itemIndex) => {
    const found = chosen[itemIndex];
    if (found === undefined) return [];
    const { product, plan } = found;
    const trialDays = tried.has(product.id) ? 0 : trialDaysOf(request, found);
    // Once per client and product (SPEC 2.10), so once in an order too.
    if (trialDays > 0) tried.add(product.id);
    return itemLines(request, { item, itemIndex, product, plan, trialDays });
  });
}

/** Days at zero from the start; none where the client may not try it (SPEC 2.10). */
function trialDaysOf({ trialRefused }: OrderRequest, { product, plan }: Chosen): number {
  const days = plan.trialDays ?? 0;
  return days > 0 && trialRefused?.(product.id, plan) === true ? 0 : days;
}

/** Says which input field a fault belongs to, as the rules below do not know their caller. */
function atField<Value>(field: string, find: () => Value): Value {
  try {
    return find();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    fail(error.code, error.message, { field, cause: error });
  }
}

/** Counts over the whole order, so that two items cannot both take the last one. */
function checkStock(request: OrderRequest, chosen: readonly Chosen[]): void {
  const { available } = request;
  chosen.forEach(({ product, plan }, index) => {
    const field = `items.${index}.planId`;
    if (plan.hidden) fail('not_for_sale', `${plan.name} is not for sale.`, { field });
    const ofProduct = chosen.filter((other) => other.product === product).length;
    const ofPlan = chosen.filter((other) => other.plan === plan).length;
    const left = available?.(product.id, plan.id);
    // A plan without a stock of its own draws on its product's, together with its siblings.
    const shared = plan.stock === undefined && product.stock !== undefined;
    const short =
      left !== undefined
        ? left !== null && (shared ? ofProduct : ofPlan) > left
        : !planOnSale(product, plan) ||
          ofPlan > (plan.stock ?? Number.POSITIVE_INFINITY) ||
          ofProduct > (product.stock ?? Number.POSITIVE_INFINITY);
    if (short) fail('out_of_stock', `${plan.name} is sold out.`, { field });
  });
}

function itemLines(request: OrderRequest, chosen: ItemChosen): DraftLine[] {
  const { currency } = request.input;
  const { item, itemIndex, product, plan } = chosen;
  const field = `items.${itemIndex}`;
  const price = atField(`${field}.cycle`, () => findPrice(plan, currency, item.cycle));
  const domain = item.domainName === undefined ? '' : ` (${item.domainName})`;
  const description = `${product.name} ${plan.name}${domain}`;
  const lines = priceLines(request, chosen, { description, quantity: 1, prorated: true, price });
  const seen = new Set<string>();
  item.addOns.forEach(({ id, quantity }, at) => {
    const path = `${field}.addOns.${at}`;
    const addOn = addOnsFor(product, plan).find((candidate) => candidate.id === id);
    if (addOn === undefined) {
      fail('unknown_add_on', `${plan.name} has no add-on ${quoted(id)}.`, { field: `${path}.id` });
    }
    if (seen.has(id)) {
      fail('invalid_input', `"${id}" is ordered twice; use its quantity.`, { field: `${path}.id` });
    }
    seen.add(id);
    checkQuantity(addOn, quantity, `${path}.quantity`);
    if (quantity === 0) return;
    const cycle = addOn.kind === 'one-time' ? 'one-time' : item.cycle;
    const addOnPrice = atField(`${path}.id`, () => findPrice(addOn, currency, cycle));
    lines.push(
      ...priceLines(request, chosen, {
        addOnId: id,
        description: addOn.name + domain,
        quantity,
        prorated: addOn.prorated ?? true,
        price: addOnPrice,
      }),
    );
  });
  return lines;
}

function checkQuantity({ name, quantity }: AddOn, wanted: number, field: string): void {
  const { minimum, maximum } = quantity ?? { minimum: 0, maximum: 1 };
  if (Number.isSafeInteger(wanted) && wanted >= minimum && wanted <= maximum) return;
  fail('quantity_out_of_range', `${name} can be had from ${minimum} to ${maximum} times.`, {
    field,
  });
}
