import type { ChargeQuery, ChargeRecord, GatewayCharge } from '../../src/ports/gateway.ts';
import type { Failure, Outcome, PluginContext } from '../../src/ports/plugin.ts';
import { type Answer, type ApiError, ask, failureOf, type PayPalAccess } from './api.ts';
import { isDecline } from './declines.ts';
import { findByCharge, findHeld, findOrder, type Held } from './find.ts';
import { linkIn, need, type Obj, textIn } from './json.ts';
import { type PayPalMoney, toPayPal } from './money.ts';
import { captureOf, type Expected, markOver, pageOf, readCapture, readOrder } from './order.ts';

type Input = Pick<ChargeQuery, 'chargeId' | 'amount' | 'reference'>;

function expect({ amount, chargeId }: Input, context: PluginContext): Expected {
  return { chargeId, amount, now: context.now() };
}

/** An amount or a currency that PayPal cannot take. */
export function refuseAmount({ amount }: Pick<Input, 'amount'>): Failure {
  const message = `PayPal cannot take ${amount.amount} minor units of ${amount.currency}.`;
  return { status: 'failed', code: 'invalid_input', message, vendorCode: 'amount' };
}

function readHeld(
  access: PayPalAccess,
  held: Held | 'gone',
  input: Input,
  context: PluginContext,
): ChargeRecord {
  const expected = expect(input, context);
  if (held === 'gone') {
    const message = 'The payment was not approved in time.';
    const { reference } = input;
    return { status: 'failed', code: 'expired', message, ...(reference ? { reference } : {}) };
  }
  if (held.kind === 'capture') return readCapture(access, held.capture, expected);
  return readOrder(access, held.order, expected);
}

/** What PayPal holds for a charge, or null when it never heard of it. Captures nothing. */
export async function lookup(
  access: PayPalAccess,
  input: Input,
  context: PluginContext,
): Promise<ChargeRecord | null> {
  const held = await findHeld(access, context, input);
  return held === null ? null : readHeld(access, held, input, context);
}

/** How it is paid: by a kept account, or on PayPal's page. */
function sourceOf(access: PayPalAccess, input: GatewayCharge): Obj {
  const { brandName } = access;
  if (input.methodReference !== undefined) return { vault_id: input.methodReference };
  const { customerReference } = input;
  const vault = { store_in_vault: 'ON_SUCCESS', usage_type: 'MERCHANT', customer_type: 'CONSUMER' };
  const customer = customerReference === undefined ? {} : { customer: { id: customerReference } };
  return {
    experience_context: {
      return_url: input.returnUrl,
      cancel_url: input.returnUrl,
      user_action: 'PAY_NOW',
      shipping_preference: 'NO_SHIPPING',
      // Else an eCheck may stay unpaid for days.
      payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
      ...(brandName === undefined ? {} : { brand_name: brandName }),
    },
    ...(input.save ? { attributes: { vault, ...customer } } : {}),
  };
}

/**
 * Makes a charge's order; a kept account is charged with it. The key is the charge's id, for
 * `giveUp` bars it.
 *
 * @throws Error when it cannot be known what PayPal did.
 */
export async function start(
  access: PayPalAccess,
  input: GatewayCharge,
  context: PluginContext,
): Promise<ChargeRecord> {
  const amount = toPayPal(input.amount);
  if (amount === null) return refuseAmount(input);
  const { chargeId } = input;
  const answer = await ask(access, context, {
    method: 'POST',
    path: '/v2/checkout/orders',
    key: chargeId,
    body: {
      intent: 'CAPTURE',
      purchase_units: [
        {
          amount,
          custom_id: chargeId,
          // PayPal captures no second payment of the same invoice id.
          invoice_id: chargeId,
          description: input.description.slice(0, 127),
        },
      ],
      payment_source: { paypal: sourceOf(access, input) },
    },
  });
  if (!answer.ok) return refusedStart(access, input, context, answer.error);
  const record = readOrder(access, await latest(access, context, answer), expect(input, context));
  const waits = record.status === 'pending' && record.action !== undefined;
  if (!waits || input.onSession || input.methodReference === undefined) return record;
  const message = 'PayPal asks for the client. The payment can be approved at PayPal.';
  const group = 'authentication';
  const vendorCode = 'PAYER_ACTION_REQUIRED';
  const { reference } = record;
  return { status: 'failed', code: 'authentication_failed', message, group, vendorCode, reference };
}

/** A key that was used before repeats its answer with 200: what is true now is read. */
async function latest(
  access: PayPalAccess,
  context: PluginContext,
  answer: Extract<Answer, { ok: true }>,
): Promise<Obj> {
  if (answer.status === 201) return answer.body;
  const id = need(textIn(answer.body, 'id'), "an order's id");
  return (await findOrder(access, context, id)) ?? answer.body;
}

async function refusedStart(
  access: PayPalAccess,
  input: GatewayCharge,
  context: PluginContext,
  error: ApiError,
): Promise<ChargeRecord> {
  if (error.issue !== 'DUPLICATE_INVOICE_ID') return failureOf(error);
  return readDuplicate(access, input, context);
}

/** @throws Error while PayPal does not say which payment took our invoice id. */
async function readDuplicate(
  access: PayPalAccess,
  { amount, chargeId }: Input,
  context: PluginContext,
): Promise<ChargeRecord> {
  const held = await findByCharge(access, context, chargeId);
  if (held === null) throw new Error('PayPal took this payment before and does not say as what.');
  return readHeld(access, held, { amount, chargeId }, context);
}

/** Goes on after the payer's approval: captures the order, once. */
export async function resume(
  access: PayPalAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<ChargeRecord> {
  const held = await findHeld(access, context, input);
  if (held === null) {
    return { status: 'failed', code: 'not_found', message: 'The payment was never started.' };
  }
  const record = readHeld(access, held, input, context);
  if (record.status !== 'pending' || held === 'gone' || held.kind === 'capture') return record;
  if (held.order['status'] !== 'APPROVED') return record;
  return capture(access, input, context, held.order);
}

async function capture(
  access: PayPalAccess,
  input: ChargeQuery,
  context: PluginContext,
  order: Obj,
): Promise<ChargeRecord> {
  const id = need(textIn(order, 'id'), "an order's id");
  // The same for all who see this approval; after a decline the next one has a key of its own.
  const key = `${input.chargeId}:${textIn(order, 'update_time') ?? 'capture'}`;
  const path = `/v2/checkout/orders/${encodeURIComponent(id)}/capture`;
  const answer = await ask(access, context, { method: 'POST', path, key, body: {} });
  const expected = expect(input, context);
  if (answer.ok) return readOrder(access, await latest(access, context, answer), expected);
  const { error } = answer;
  const { issue } = error;
  if (issue === 'ORDER_ALREADY_CAPTURED' || issue === 'ORDER_COMPLETION_IN_PROGRESS') {
    const now = await findOrder(access, context, id);
    if (now !== null && captureOf(now) !== null) return readOrder(access, now, expected);
    throw new Error(`PayPal answered ${issue} and shows no payment.`);
  }
  if (issue === 'DUPLICATE_INVOICE_ID') return readDuplicate(access, input, context);
  if (issue === 'ORDER_NOT_APPROVED' || issue === 'PAYER_ACTION_REQUIRED') {
    const url = linkIn(error.body, 'payer-action', 'redirect') ?? pageOf(access, order);
    return { status: 'pending', reference: id, action: { kind: 'redirect', url } };
  }
  if (!isDecline(issue)) return { ...failureOf(error), reference: id };
  // An order that was declined could be approved anew in an old tab: it is never captured.
  const customId = markOver(input.chargeId, { issue });
  await rename(access, context, id, customId).catch(() => context.log('An order was not marked.'));
  return { ...failureOf(error), reference: id };
}

function rename(
  access: PayPalAccess,
  context: PluginContext,
  id: string,
  customId: string,
): Promise<Answer> {
  const path = "/purchase_units/@reference_id=='default'/custom_id";
  return ask(access, context, {
    method: 'PATCH',
    path: `/v2/checkout/orders/${encodeURIComponent(id)}`,
    body: [{ op: 'replace', path, value: customId }],
  });
}

/** An order that asks nobody for anything takes the charge's key, unless one has taken it. */
function barKey(
  access: PayPalAccess,
  { chargeId }: ChargeQuery,
  amount: PayPalMoney,
  context: PluginContext,
): Promise<Answer> {
  const custom_id = markOver(chargeId, 'given-up');
  return ask(access, context, {
    method: 'POST',
    path: '/v2/checkout/orders',
    key: chargeId,
    body: { intent: 'CAPTURE', purchase_units: [{ amount, custom_id }] },
  });
}

/**
 * Gives up a charge. Only we capture an order, and one that is marked as given up is not captured;
 * a charge that PayPal never heard of is barred, so that a request still on its way finds its key
 * taken.
 */
export async function giveUp(
  access: PayPalAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<Outcome<null>> {
  const held = await findHeld(access, context, input);
  const done = {
    status: 'done',
    reference: input.reference ?? input.chargeId,
    value: null,
  } as const;
  if (held === 'gone') return done;
  if (held !== null) return giveUpHeld(access, input, context, held);
  const amount = toPayPal(input.amount);
  if (amount === null) return done;
  const bar = await barKey(access, input, amount, context);
  if (!bar.ok) return failureOf(bar.error);
  const order = await latest(access, context, bar);
  return giveUpHeld(access, input, context, { kind: 'order', order });
}

async function giveUpHeld(
  access: PayPalAccess,
  input: ChargeQuery,
  context: PluginContext,
  held: Held,
): Promise<Outcome<null>> {
  const over = stateOf(access, input, context, held);
  if (over !== null || held.kind === 'capture') return over ?? conflict(held);
  const { order } = held;
  const reference = need(textIn(order, 'id'), "an order's id");
  const done = { status: 'done', reference, value: null } as const;
  const customId = markOver(input.chargeId, 'given-up');
  const answer = await rename(access, context, reference, customId);
  if (answer.ok) return done;
  const now = await findOrder(access, context, reference);
  if (now === null) return done;
  const after = stateOf(access, input, context, { kind: 'order', order: now });
  // PayPal changes no order that waits for its payer; unmarked it is not captured either.
  return after ?? done;
}

function conflict(held: Held): Failure {
  const record = held.kind === 'capture' ? held.capture : (captureOf(held.order) ?? held.order);
  const reference = need(textIn(record, 'id'), 'an id');
  const vendorCode = textIn(record, 'status') ?? 'unknown';
  const message = `The payment is ${vendorCode} at PayPal and cannot be given up.`;
  return { status: 'failed', code: 'conflict', message, vendorCode, reference };
}

/** How giving up ends by what is held already; null while the order waits. */
function stateOf(
  access: PayPalAccess,
  input: ChargeQuery,
  context: PluginContext,
  held: Held,
): Outcome<null> | null {
  const record = readHeld(access, held, input, context);
  if (record.status === 'failed') {
    return { status: 'done', reference: record.reference ?? input.chargeId, value: null };
  }
  const captured = held.kind === 'capture' || captureOf(held.order) !== null;
  return record.status === 'done' || captured ? conflict(held) : null;
}
