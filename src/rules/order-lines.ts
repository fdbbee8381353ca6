import { fail, isBillingError } from '../errors.ts';
import { addOnsFor, findPlan, findPrice, planOnSale } from './catalog.ts';
import type { AddOn, Catalog, Plan, Price, Product } from './catalog-model.ts';
import { cycleId, type Period, parseCycle, periodAt } from './cycle.ts';
import type { InvoiceLineKind } from './invoice.ts';
import { isZero, type Money } from './money.ts';
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
  /** The first period of a recurring line, which begins on the day of the order. */
  readonly period: Period | null;
}

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
  return input.items.flatMap((item, itemIndex) => {
    const found = chosen[itemIndex];
    return found === undefined ? [] : itemLines(request, item, itemIndex, found);
  });
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

interface Chosen {
  readonly product: Product;
  readonly plan: Plan;
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

function itemLines(
  request: OrderRequest,
  item: OrderItem,
  itemIndex: number,
  { product, plan }: Chosen,
): DraftLine[] {
  const { currency } = request.input;
  const field = `items.${itemIndex}`;
  const price = atField(`${field}.cycle`, () => findPrice(plan, currency, item.cycle));
  const domain = item.domainName === undefined ? '' : ` (${item.domainName})`;
  const description = `${product.name} ${plan.name}${domain}`;
  const base = { itemIndex, item, productKind: product.kind };
  const lines = priceLines({ ...base, description, quantity: 1 }, price, request.on);
  const seen = new Set<string>();
  item.addOns.forEach(({ id, quantity }, at) => {
    const path = `${field}.addOns.${at}`;
    const addOn = addOnsFor(product, plan).find((candidate) => candidate.id === id);
    if (addOn === undefined) {
      fail('unknown_add_on', `${plan.name} has no add-on "${id}".`, { field: `${path}.id` });
    }
    if (seen.has(id)) {
      fail('invalid_input', `"${id}" is ordered twice; use its quantity.`, { field: `${path}.id` });
    }
    seen.add(id);
    checkQuantity(addOn, quantity, `${path}.quantity`);
    if (quantity === 0) return;
    const cycle = addOn.kind === 'one-time' ? 'one-time' : item.cycle;
    const addOnPrice = atField(`${path}.id`, () => findPrice(addOn, currency, cycle));
    const draft = { ...base, addOnId: id, description: addOn.name + domain, quantity };
    lines.push(...priceLines(draft, addOnPrice, request.on));
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

/** A recurring price has a line for its cycle, even of zero, and one for a set-up fee above it. */
function priceLines(
  draft: Pick<
    DraftLine,
    'itemIndex' | 'item' | 'addOnId' | 'productKind' | 'description' | 'quantity'
  >,
  price: Price,
  on: PlainDate,
): DraftLine[] {
  const cycle = parseCycle(price.cycle);
  if (cycle.unit === 'one-time') {
    return [{ ...draft, kind: 'one_time', unitPrice: price.setup, period: null }];
  }
  const item = { ...draft.item, cycle: cycleId(cycle) };
  const period = periodAt(on, cycle, 0);
  const lines: DraftLine[] = [
    { ...draft, item, kind: 'cycle', unitPrice: price.recurring, period },
  ];
  if (!isZero(price.setup)) {
    const description = `Set-up: ${draft.description}`;
    lines.push({
      ...draft,
      item,
      description,
      kind: 'setup',
      unitPrice: price.setup,
      period: null,
    });
  }
  return lines;
}
