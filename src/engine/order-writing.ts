import type { RequestFacts } from '../contract/backend.ts';
import type { PlaceOrder } from '../contract/orders.ts';
import { encode } from '../contract/wire.ts';
import { fail, invariant } from '../errors.ts';
import { addOnsFor, findPlan, findPrice, type Plan, type Product } from '../rules/catalog.ts';
import { parseCycle } from '../rules/cycle.ts';
import { isSettledAtIssue } from '../rules/invoice.ts';
import { addDays } from '../rules/plain-date.ts';
import type { OrderQuote, QuoteLine } from '../rules/quote.ts';
import type { Buyer } from './buyers.ts';
import { emit, type Scope } from './context.ts';
import type { LineToIssue } from './invoice-documents.ts';
import { type IssuedInvoice, issueInvoice } from './issue.ts';
import { enqueueMail } from './mails.ts';
import { enqueue, secondsAfter } from './tasks.ts';

/** All that an order is written from. */
export interface OrderToWrite {
  readonly input: PlaceOrder;
  readonly buyer: Buyer;
  readonly rule: OrderQuote;
  readonly request: RequestFacts | undefined;
}

interface WrittenItem {
  readonly packageId: string;
  readonly packageNumber: number;
  /** The item of the plan, and of each add-on by its id. */
  readonly itemIds: ReadonlyMap<string | null, string>;
}

/** Writes order, packages, invoice, books and tasks (SPEC 4.3). Returns the order's id. */
export async function writeOrder(scope: Scope, order: OrderToWrite): Promise<string> {
  const { input, buyer, rule } = order;
  const orderId = scope.context.chance.uuid();
  const lapsesOn = addDays(scope.today, scope.context.catalog.provider.orderLapseDays);
  const free = isSettledAtIssue(rule.totals.total);
  await scope.handle
    .insertInto('orders')
    .values({
      id: orderId,
      client_id: buyer.clientId,
      invoice_id: null,
      status: 'unpaid',
      currency: input.currency,
      document: JSON.stringify(agreed(order)),
      lapses_on: free ? null : lapsesOn,
      placed_on: scope.today,
      created_at: scope.now,
    })
    .execute();
  await takeStock(scope, input);
  await redeem(scope, rule, buyer.clientId, orderId);
  const items: WrittenItem[] = [];
  for (const index of input.items.keys())
    items.push(await writePackage(scope, order, orderId, index));
  await emit(scope, 'order.placed', orderId, buyer.clientId);
  const { invoiceId, paid } = await writeInvoice(scope, order, orderId, items);
  await enqueueMail(scope, {
    event: 'order',
    key: `mail:order:${orderId}`,
    clientId: buyer.clientId,
    data: { orderId, invoiceId },
  });
  if (!paid) await expectPayment(scope, orderId, buyer.clientId);
  return orderId;
}

/** What was agreed: items, prices, terms and the evidence of the place, frozen (SPEC 4.3). */
function agreed({ input, rule, request, buyer }: OrderToWrite): unknown {
  const { password: _notKept, ...contact } = input.client ?? {};
  return encode({
    items: input.items,
    promotionCode: input.promotionCode,
    termsVersion: input.termsVersion,
    lines: rule.lines,
    totals: rule.totals,
    contact: input.client === undefined ? null : contact,
    evidence: {
      country: buyer.party.country,
      address: request?.address ?? null,
      userAgent: request?.userAgent ?? null,
    },
  });
}

async function expectPayment(scope: Scope, orderId: string, clientId: string): Promise<void> {
  const days = scope.context.catalog.provider.orderLapseDays;
  await enqueue(scope, {
    kind: 'order.lapse',
    key: `order.lapse:${orderId}`,
    pluginId: 'rackrate',
    clientId,
    subjectId: orderId,
    dueAt: secondsAfter(scope.now, days * 24 * 3600),
  });
}

/** Takes from the stock by a guarded update, so that the last one is sold once (Law 10). */
async function takeStock(scope: Scope, input: PlaceOrder): Promise<void> {
  for (const [index, item] of input.items.entries()) {
    const { product, plan } = findPlan(scope.context.catalog, item.productId, item.planId);
    const limits = [
      { item: product.id, limit: product.stock },
      { item: `${product.id}/${plan.id}`, limit: plan.stock },
    ];
    for (const { item: key, limit } of limits) {
      if (limit === undefined) continue;
      await scope.handle
        .insertInto('stock')
        .values({ item: key, taken: 0 })
        .onConflict((conflict) => conflict.column('item').doNothing())
        .execute();
      const taken = await scope.handle
        .updateTable('stock')
        .set((row) => ({ taken: row('taken', '+', 1) }))
        .where('item', '=', key)
        .where('taken', '<', limit)
        .returning('taken')
        .executeTakeFirst();
      if (taken === undefined) {
        fail('out_of_stock', `${plan.name} is out of stock.`, { field: `items.${index}.planId` });
      }
    }
  }
}

/** Counts a promotion's use; the unique index and the guard keep its limits (Law 10). */
async function redeem(
  scope: Scope,
  rule: OrderQuote,
  clientId: string,
  orderId: string,
): Promise<void> {
  const code = rule.promotion?.code;
  if (code === undefined || code === null) return;
  const promotion = scope.context.catalog.promotions.find((candidate) => candidate.code === code);
  invariant(promotion !== undefined, `The promotion ${code} is in the catalog.`);
  await scope.handle
    .insertInto('promotion_totals')
    .values({ promotion: code, used: 0 })
    .onConflict((conflict) => conflict.column('promotion').doNothing())
    .execute();
  const limit = promotion.maximumUses;
  const counted = await scope.handle
    .updateTable('promotion_totals')
    .set((row) => ({ used: row('used', '+', 1) }))
    .where('promotion', '=', code)
    .$if(limit !== undefined, (query) => query.where('used', '<', limit ?? 0))
    .returning('used')
    .executeTakeFirst();
  if (counted === undefined) {
    fail('promotion_not_valid', 'This code is not valid.', { field: 'promotionCode' });
  }
  const { count } = await scope.handle
    .selectFrom('promotion_uses')
    .select((row) => row.fn.countAll<bigint>().as('count'))
    .where('promotion', '=', code)
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow();
  await scope.handle
    .insertInto('promotion_uses')
    .values({ promotion: code, client_id: clientId, nth: Number(count) + 1, order_id: orderId })
    .execute();
}

/** One package with the items that bear its prices, frozen (SPEC 2.8). */
async function writePackage(
  scope: Scope,
  { input, buyer, rule }: OrderToWrite,
  orderId: string,
  index: number,
): Promise<WrittenItem> {
  const item = input.items[index];
  invariant(item !== undefined, 'An order has the item that is written.');
  const { product, plan } = findPlan(scope.context.catalog, item.productId, item.planId);
  const parts = partsOf(product, plan, item, input.currency);
  const recurring = parts.reduce(
    (total, part) => total + part.price.recurring.amount * BigInt(part.quantity),
    0n,
  );
  const packageId = scope.context.chance.uuid();
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
      price: recurring,
      status: 'pending',
      status_note: null,
      ordered_on: scope.today,
      anchor: null,
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
  const itemIds = await writeParts(scope, packageId, parts, rule.promotion);
  return { packageId, packageNumber: number, itemIds };
}

/** What bears a price in a package: its plan, or an add-on. */
interface Part {
  readonly addOnId: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly oneTime: boolean;
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
      return { addOnId, name: addOn.name, quantity, oneTime, price };
    });
  const oneTime = isOneTime(item.cycle);
  const price = findPrice(plan, currency, item.cycle);
  return [{ addOnId: null, name: plan.name, quantity: 1, oneTime, price }, ...addOns];
}

/** Writes the items of a package. Returns the item of the plan, and of each add-on by its id. */
async function writeParts(
  scope: Scope,
  packageId: string,
  parts: readonly Part[],
  promotion: OrderQuote['promotion'],
): Promise<ReadonlyMap<string | null, string>> {
  const itemIds = new Map<string | null, string>();
  for (const part of parts) itemIds.set(part.addOnId, scope.context.chance.uuid());
  await scope.handle
    .insertInto('package_items')
    .values(
      parts.map((part) => ({
        id: itemIds.get(part.addOnId) ?? '',
        package_id: packageId,
        add_on_id: part.addOnId,
        name: part.name,
        one_time: part.oneTime,
        quantity: part.quantity,
        recurring: part.price.recurring.amount,
        setup: part.price.setup.amount,
        promotion: promotion === null ? null : JSON.stringify(encode(promotion)),
        billed_through: null,
        since: scope.today,
      })),
    )
    .execute();
  return itemIds;
}

function isOneTime(cycle: string): boolean {
  return parseCycle(cycle).unit === 'one-time';
}

async function writeInvoice(
  scope: Scope,
  { rule, buyer }: OrderToWrite,
  orderId: string,
  items: readonly WrittenItem[],
): Promise<IssuedInvoice> {
  const issued = await issueInvoice(scope, {
    clientId: buyer.clientId,
    orderId,
    currency: rule.currency,
    dueOn: addDays(scope.today, scope.context.catalog.provider.termsDays),
    lines: rule.lines.map((line) => toIssue(line, orderId, items)),
    totals: rule.totals,
    notes: rule.taxNote === undefined ? [] : [rule.taxNote],
    // An order that is not paid lapses; nothing runs yet that could be suspended.
    dunned: false,
    charged: false,
    todo: {
      title: 'Pay your order',
      text: 'Your package is set up as soon as its invoice is paid.',
    },
  });
  await scope.handle
    .updateTable('orders')
    .set({ invoice_id: issued.invoiceId })
    .where('id', '=', orderId)
    .execute();
  return issued;
}

function toIssue(
  { itemIndex, addOnId, ...line }: QuoteLine,
  orderId: string,
  items: readonly WrittenItem[],
): LineToIssue {
  const written = items[itemIndex];
  const itemId = written?.itemIds.get(addOnId ?? null);
  invariant(written !== undefined && itemId !== undefined, 'Each line has its item.');
  return {
    line: { ...line, packageId: written.packageId, itemId },
    packageNumber: written.packageNumber,
    origin: 'order',
    originId: orderId,
  };
}
