import type { OrderItem, PlaceOrder } from '../../src/contract/orders.ts';
import type { ChargeView, PayInput } from '../../src/contract/payments.ts';
import { isBillingError } from '../../src/errors.ts';
import { formatAmount, type Money } from '../../src/rules/money.ts';
import {
  type ClientPrincipal,
  frenchClient,
  frenchOrder,
  placeOrder,
  type World,
} from './world.ts';

/** Test cards of the sandbox by what they do. */
export const cards = {
  good: '4242424242424242',
  poor: '4000000000009995',
  stolen: '4000000000009979',
  challenge: '4000000000003220',
  late: '4000000000000077',
  partial: '4000000000000341',
} as const;

/** An order that was placed. */
export type Placed = Awaited<ReturnType<typeof placeOrder>>;

/** Places the French order under a user name of its own. */
export function orderAs(
  world: World,
  userName: string,
  more: Partial<PlaceOrder> = {},
): Promise<Placed> {
  return placeOrder(world, frenchOrder(world.newId(), { client: frenchClient(userName), ...more }));
}

/** Orders items at the price that is quoted now, as a visitor or as a client. */
export async function buy(
  world: World,
  who: string | ClientPrincipal,
  items: readonly OrderItem[],
  more: { readonly currency?: string; readonly promotionCode?: string } = {},
): Promise<Awaited<ReturnType<typeof placeItems>>> {
  return placeItems(world, who, items, more);
}

async function placeItems(
  world: World,
  who: string | ClientPrincipal,
  items: readonly OrderItem[],
  more: { readonly currency?: string; readonly promotionCode?: string },
): Promise<{ client: ClientPrincipal; orderId: string; invoiceId: string; packageId: string }> {
  const principal = typeof who === 'string' ? ({ kind: 'public' } as const) : who;
  const currency = more.currency ?? 'EUR';
  const input = { currency, items, ...promotionOf(more) };
  const address = typeof who === 'string' ? { taxAddress: { country: 'FR' } } : {};
  const quote = await world.engine.execute(principal, 'orders.quote', { ...input, ...address });
  const placed = await world.engine.execute(principal, 'orders.place', {
    ...input,
    commandId: world.newId(),
    confirmedTotal: quote.total,
    termsVersion: '1',
    ...(typeof who === 'string' ? { client: frenchClient(who) } : {}),
  });
  const { orderId, invoiceId, packageIds } = placed.order;
  const made = { orderId, invoiceId, packageId: packageIds[0] ?? '' };
  if (typeof who !== 'string') return { ...made, client: who };
  const client = await world.engine.authenticate(placed.session?.token ?? '', null);
  if (client?.kind !== 'client') throw new Error('The order opened no session.');
  return { ...made, client };
}

function promotionOf(more: { readonly promotionCode?: string }): { promotionCode?: string } {
  return more.promotionCode === undefined ? {} : { promotionCode: more.promotionCode };
}

/** One item of the scenario catalog. */
export function item(
  productId: string,
  planId: string,
  cycle: string,
  addOns: OrderItem['addOns'] = [],
): OrderItem {
  return { productId, planId, cycle, addOns };
}

/** Pays what an invoice has open, with a test card. */
export async function payCard(
  world: World,
  { client, invoiceId }: Pick<Placed, 'client' | 'invoiceId'>,
  card: keyof typeof cards,
  more: Partial<PayInput> = {},
): Promise<ChargeView> {
  return world.engine.execute(client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [invoiceId],
    confirmedTotal: await openOf(world, { client, invoiceId }),
    methodId: 'card',
    gatewayData: { token: await world.cardToken(cards[card]) },
    ...more,
  });
}

/** What an invoice has open. */
export async function openOf(
  world: World,
  { client, invoiceId }: Pick<Placed, 'client' | 'invoiceId'>,
): Promise<Money> {
  return (await world.engine.execute(client, 'invoices.get', { invoiceId })).balance;
}

/** Answers the bank's challenge of a charge, as the client in his browser. */
export async function answerChallenge(
  world: World,
  charge: ChargeView,
  answer: 'approve' | 'reject',
): Promise<void> {
  if (charge.action?.kind !== 'challenge') throw new Error('The charge asks for nothing.');
  const { pathname, search } = new URL(charge.action.url);
  const body = new URLSearchParams({ answer });
  const response = await world.vendorFetch(`${pathname}${search}`, { method: 'POST', body });
  if (!response.ok) throw new Error(`The bank refused the answer: ${await response.text()}`);
}

/** The code of the error that a call ends with; `none` when it succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (isBillingError(error)) return error.code;
    throw error;
  }
}

/** Amounts as text. */
export function amounts(list: readonly Money[]): string[] {
  return list.map(formatAmount);
}
