import type { ChargeQuery, ChargeRecord, GatewayCharge } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { listOrders, readOrder, type TwoCheckoutAccess } from './api.ts';
import { type Obj, textIn } from './json.ts';
import { isLink, isOpenLink, linkOf } from './link.ts';
import { toTwoCheckout } from './money.ts';
import { isOfMode, type OrderState, readRecord, refNoOf, stateOf } from './order.ts';

const openPage = (url: string): ChargeRecord => {
  return { status: 'pending', reference: url, action: { kind: 'redirect', url } };
};

/**
 * Makes the address of a payment page; 2Checkout hears of the charge when the client is there. The
 * address is the charge's reference until there is an order: a look at it then needs nothing else.
 */
export async function start(
  access: TwoCheckoutAccess,
  input: GatewayCharge,
  context: PluginContext,
): Promise<ChargeRecord> {
  const { amount, methodReference } = input;
  const price = toTwoCheckout(amount);
  if (price === null) {
    const message = `2Checkout does not take this amount of ${amount.currency}.`;
    return { status: 'failed', code: 'invalid_input', message };
  }
  if (methodReference !== undefined) {
    const message = '2Checkout charges no kept methods.';
    return { status: 'failed', code: 'invalid_input', message };
  }
  return openPage(await linkOf(access, input, price, context.now()));
}

/** An order that was paid stands before one that may be, and that before one that never will. */
const ranks: readonly OrderState[] = ['paid', 'waiting', 'declined', 'ended'];

/**
 * The order of a charge. A client may have made several at one page: the first that was paid, else
 * the newest of those that came furthest.
 */
export async function findOrder(
  access: TwoCheckoutAccess,
  input: { readonly chargeId: string; readonly reference?: string },
  context: PluginContext,
): Promise<Obj | null> {
  const { chargeId, reference } = input;
  const listed = await listOrders(access, context, { ExternalRefNo: chargeId });
  // Who does not know the filter lists all.
  const own = listed.filter((order) => textIn(order, 'ExternalReference') === chargeId);
  const isNumber = reference !== undefined && !isLink(reference);
  if (isNumber && !own.some((order) => refNoOf(order) === reference)) {
    const named = await readOrder(access, context, reference);
    if (named === null) {
      const text = `2Checkout does not know ${reference}: its keys are of another account.`;
      throw new MismatchError('account', reference, text);
    }
    own.push(named);
  }
  const ofMode = own.filter((order) => isOfMode(order, access));
  return best(ofMode.length > 0 ? ofMode : own, chargeId, context);
}

function best(own: readonly Obj[], chargeId: string, context: PluginContext): Obj | null {
  const paid = own.filter((order) => stateOf(order) === 'paid');
  if (paid.length > 1) {
    context.log('2Checkout was paid more than once for a charge.', { chargeId });
  }
  const age = (order: Obj): bigint => BigInt(refNoOf(order));
  const [oldest] = paid.toSorted((a, b) => (age(a) < age(b) ? -1 : 1));
  const newestFirst = own.toSorted((a, b) => (age(a) > age(b) ? -1 : 1));
  const rank = (order: Obj): number => ranks.indexOf(stateOf(order));
  return oldest ?? newestFirst.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** What 2Checkout holds for a charge: its order, else the page that waits for the client. */
export async function lookup(
  access: TwoCheckoutAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<ChargeRecord | null> {
  const { reference } = input;
  const now = context.now();
  const order = await findOrder(access, input, context);
  const page = isLink(reference) && isOpenLink(reference, now) ? reference : null;
  if (order !== null) {
    const record = readRecord(order, access, input, now);
    // At an open page a decline is no end: the client may try another card there.
    return page !== null && stateOf(order) === 'declined' ? openPage(page) : record;
  }
  if (page !== null) return openPage(page);
  if (!isLink(reference)) return null;
  const message = 'The payment page was not completed in time.';
  return { status: 'failed', code: 'expired', message };
}
