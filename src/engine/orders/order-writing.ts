import type { RequestFacts } from '../../contract/backend.ts';
import type { PlaceOrder } from '../../contract/orders.ts';
import { encode } from '../../contract/wire.ts';
import { fail, invariant } from '../../errors.ts';
import { findPlan } from '../../rules/catalog.ts';
import { isSettledAtIssue } from '../../rules/invoice.ts';
import { reviewReasons } from '../../rules/order-review.ts';
import { addDays } from '../../rules/plain-date.ts';
import type { OrderQuote, QuoteLine } from '../../rules/quote.ts';
import { keepFirstAccount, nothingKept } from '../accounts/first-account.ts';
import { emit, type Scope } from '../context.ts';
import type { LineToIssue } from '../invoices/invoice-documents.ts';
import { type IssuedInvoice, issueInvoice } from '../invoices/issue.ts';
import { enqueueMail } from '../mails.ts';
import { planStock, takeStock } from '../stock.ts';
import { enqueue, secondsAfter } from '../tasks.ts';
import type { Buyer } from './buyers.ts';
import { askForReview } from './held-orders.ts';
import { type WrittenPackage, writePackage } from './package-writing.ts';

/** All that an order is written from. */
export interface OrderToWrite {
  readonly input: PlaceOrder;
  readonly buyer: Buyer;
  readonly rule: OrderQuote;
  readonly request: RequestFacts | undefined;
}

/** Writes order, packages, invoice, books and tasks (SPEC 4.3). Returns the order's id. */
export async function writeOrder(scope: Scope, order: OrderToWrite): Promise<string> {
  const { input, buyer, rule } = order;
  const orderId = scope.context.chance.uuid();
  const lapsesOn = addDays(scope.today, scope.context.catalog.provider.orderLapseDays);
  const free = isSettledAtIssue(rule.totals.total);
  const review = reviewReasons(
    { total: rule.totals.total, country: buyer.party.country },
    scope.context.catalog.provider.billing.review,
  );
  const held = review.length > 0;
  await scope.handle
    .insertInto('orders')
    .values({
      id: orderId,
      client_id: buyer.clientId,
      invoice_id: null,
      status: held ? 'held' : 'unpaid',
      currency: input.currency,
      document: JSON.stringify(agreed(order)),
      lapses_on: free || held ? null : lapsesOn,
      placed_on: scope.today,
      created_at: scope.now,
    })
    .execute();
  await takeStocks(scope, input);
  await redeem(scope, rule, buyer.clientId, orderId);
  const items: WrittenPackage[] = [];
  for (const index of input.items.keys())
    items.push(await writePackage(scope, order, orderId, index));
  await emit(scope, 'order.placed', orderId, buyer.clientId);
  const { invoiceId, paid } = await writeInvoice(scope, order, { orderId, items, held });
  const { clientId } = buyer;
  if (paid) await keepFirstAccount(scope, clientId, nothingKept);
  if (held) await askForReview(scope, { orderId, clientId, invoiceId }, review.join(' '));
  await enqueueMail(scope, {
    event: 'order',
    key: `mail:order:${orderId}`,
    clientId: buyer.clientId,
    data: { orderId, invoiceId },
  });
  if (!paid && !held) await expectPayment(scope, orderId, buyer.clientId, 'placed');
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

/** Makes an order lapse when it is not paid in time (SPEC 4.8). */
export async function expectPayment(
  scope: Scope,
  orderId: string,
  clientId: string,
  since: string,
): Promise<void> {
  const days = scope.context.catalog.provider.orderLapseDays;
  await enqueue(scope, {
    kind: 'order.lapse',
    key: `order.lapse:${orderId}${since === 'placed' ? '' : `:${since}`}`,
    pluginId: 'rackrate',
    clientId,
    subjectId: orderId,
    dueAt: secondsAfter(scope.now, days * 24 * 3600),
  });
}

/** Takes each item's share of its product's stock and of its plan's, where these are limited. */
async function takeStocks(scope: Scope, input: PlaceOrder): Promise<void> {
  for (const [index, item] of input.items.entries()) {
    const { product, plan } = findPlan(scope.context.catalog, item.productId, item.planId);
    const limits = [
      { key: product.id, limit: product.stock },
      { key: planStock(product.id, plan.id), limit: plan.stock },
    ];
    for (const { key, limit } of limits) {
      if (limit === undefined) continue;
      await takeStock(scope, { key, limit, name: plan.name, field: `items.${index}.planId` });
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

/** What the client of an unpaid order is told to do. */
export const payOrder: { readonly title: string; readonly text: string } = {
  title: 'Pay your order',
  text: 'Your package is set up as soon as its invoice is paid.',
};

async function writeInvoice(
  scope: Scope,
  { rule, buyer }: OrderToWrite,
  { orderId, items, held }: { orderId: string; items: readonly WrittenPackage[]; held: boolean },
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
    held,
    todo: payOrder,
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
  items: readonly WrittenPackage[],
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
