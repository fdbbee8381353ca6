import type { PlaceOrder } from '../../contract/orders.ts';
import { encode } from '../../contract/wire.ts';
import { invariant } from '../../errors.ts';
import { addOnsFor, findPlan, findPrice, type Plan, type Product } from '../../rules/catalog.ts';
import { parseCycle } from '../../rules/cycle.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { KeptPromotion, OrderQuote } from '../../rules/quote.ts';
import { firstPeriods } from '../../rules/schedule.ts';
import type { Scope } from '../context.ts';
import type { Buyer } from './buyers.ts';

/** An ordered package with its items. */
export interface WrittenPackage {
  readonly packageId: string;
  readonly packageNumber: number;
  /** The item of the plan, and of each add-on by its id. */
  readonly itemIds: ReadonlyMap<string | null, string>;
}

/** The order that a package is written from. */
export interface OrderedPackages {
  readonly input: PlaceOrder;
  readonly buyer: Buyer;
  readonly rule: OrderQuote;
}

/** Writes one package with the items that bear its prices, frozen (SPEC 2.8). */
export async function writePackage(
  scope: Scope,
  { input, buyer, rule }: OrderedPackages,
  orderId: string,
  index: number,
): Promise<WrittenPackage> {
  const item = input.items[index];
  invariant(item !== undefined, 'An order has the item that is written.');
  const { product, plan } = findPlan(scope.context.catalog, item.productId, item.planId);
  const parts = partsOf(product, plan, item, input.currency);
  const price = parts.reduce(
    (total, part) => total + shownPrice(part, item.cycle) * BigInt(part.quantity),
    0n,
  );
  const packageId = scope.context.chance.uuid();
  const isTrial = rule.lines.some(
    ({ itemIndex, explanation }) => itemIndex === index && explanation.rule === 'trial',
  );
  const { number } = await scope.handle
    .insertInto('packages')
    .values({
      id: packageId,
      client_id: buyer.clientId,
      order_id: orderId,
      product_id: product.id,
      product_name: product.name,
      plan_id: plan.id,
      plan_name: plan.name,
      kind: product.kind,
      domain_name: item.domainName ?? null,
      currency: input.currency,
      cycle: item.cycle,
      price,
      status: 'pending',
      status_note: null,
      ordered_on: scope.today,
      anchor: isTrial ? null : anchorAtOrder(scope, plan, item.cycle),
      activated_on: null,
      period_start: null,
      period_end: null,
      panel_plugin: product.panel ?? null,
      panel_plan: plan.panelPlan ?? plan.id,
      panel_reference: null,
      panel_user_name: null,
      panel_server_group: null,
      panel_control_panel: null,
      created_at: scope.now,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  if (isTrial) await writeTrial(scope, buyer.clientId, product.id, packageId);
  const itemIds = await writeParts(scope, packageId, parts, rule.kept[index] ?? null);
  return { packageId, packageNumber: number, itemIds };
}

/**
 * The anchor where the order decides it: by a fixed day of the month, or by setting on the day of
 * the order (SPEC 6.2, 6.3). Null where the day of activation does.
 */
function anchorAtOrder(scope: Scope, plan: Plan, cycleId: string): PlainDate | null {
  const { cycleMode: mode } = scope.context.catalog.provider.billing;
  const cycle = parseCycle(cycleId);
  const on = scope.today;
  if (cycle.unit === 'one-time') return null;
  if (mode.kind === 'anniversary') return mode.anchor === 'order' ? on : null;
  // What may not be prorated, and weeks, stay on their anniversary (SPEC 6.3).
  if (plan.prorated === false || cycle.unit === 'week') return null;
  return firstPeriods({ on, cycle, mode, prorated: true }).anchor;
}

/** Notes that the client has had its trial; two orders at once cannot both have it (Law 10). */
async function writeTrial(
  scope: Scope,
  clientId: string,
  productId: string,
  packageId: string,
): Promise<void> {
  await scope.handle
    .insertInto('trials')
    .values({ client_id: clientId, product_id: productId, package_id: packageId })
    .execute();
}

/** What a part costs each period; in a package that is bought once, what it cost. */
function shownPrice({ price }: Part, cycle: string): bigint {
  return cycle === 'one-time' ? price.setup.amount : price.recurring.amount;
}

/** What bears a price in a package: its plan, or an add-on. */
interface Part {
  readonly addOnId: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly oneTime: boolean;
  readonly prorated: boolean;
  readonly price: ReturnType<typeof findPrice>;
}

function partsOf(
  product: Product,
  plan: Plan,
  item: PlaceOrder['items'][number],
  currency: string,
): readonly Part[] {
  const offered = addOnsFor(product, plan);
  const addOns = item.addOns
    .filter(({ quantity }) => quantity > 0)
    .map(({ addOnId, quantity }): Part => {
      const addOn = offered.find(({ id }) => id === addOnId);
      invariant(addOn !== undefined, `The add-on ${addOnId} was quoted.`);
      const oneTime = addOn.kind === 'one-time';
      const price = findPrice(addOn, currency, oneTime ? 'one-time' : item.cycle);
      const { name, prorated = true } = addOn;
      return { addOnId, name, quantity, oneTime, prorated, price };
    });
  const oneTime = parseCycle(item.cycle).unit === 'one-time';
  const price = findPrice(plan, currency, item.cycle);
  const { name, prorated = true } = plan;
  return [{ addOnId: null, name, quantity: 1, oneTime, prorated, price }, ...addOns];
}

/** Writes the items of a package. Returns the item of the plan, and of each add-on by its id. */
async function writeParts(
  scope: Scope,
  packageId: string,
  parts: readonly Part[],
  kept: KeptPromotion | null,
): Promise<ReadonlyMap<string | null, string>> {
  const itemIds = new Map<string | null, string>();
  for (const part of parts) itemIds.set(part.addOnId, scope.context.chance.uuid());
  await scope.handle
    .insertInto('package_items')
    .values(
      parts.map((part) => {
        const promotion = part.oneTime ? null : kept;
        return {
          id: itemIds.get(part.addOnId) ?? '',
          package_id: packageId,
          add_on_id: part.addOnId,
          name: part.name,
          one_time: part.oneTime,
          quantity: part.quantity,
          recurring: part.price.recurring.amount,
          setup: part.price.setup.amount,
          promotion: promotion === null ? null : JSON.stringify(encode(promotion.terms)),
          promotion_left: promotion?.periodsLeft ?? null,
          prorated: part.prorated,
          billed_through: null,
          since: scope.today,
        };
      }),
    )
    .execute();
  return itemIds;
}
