import { readAmount } from './amounts.ts';
import { malformed, missing, refused } from './faults.ts';
import {
  asObject,
  type Capture,
  type Funding,
  type Json,
  type JsonObject,
  type Order,
  part,
  text,
  type World,
} from './state.ts';
import { keepAfterOrder, tokenToCharge } from './vault.ts';
import { orderPage, showCapture, showOrder } from './views.ts';

/** Orders that nobody captures are forgotten after three hours. */
const lifetime = 3 * 3600_000;

/** An order. @throws PayPalFault where there is none. */
export function findOrder(world: World, id: string): Order {
  const order = world.state.orders.get(id);
  if (order === undefined) throw missing();
  return order;
}

/** What happened since the last request: orders are forgotten. */
export function passTime(world: World): void {
  for (const order of world.state.orders.values()) {
    const isOld = order.created + lifetime <= world.time();
    if (isOld && order.captureId === null) world.state.orders.delete(order.id);
  }
}

function limited(unit: JsonObject, field: string): string | null {
  const value = text(unit, field);
  if (value !== null && (value === '' || value.length > 127)) {
    throw malformed('INVALID_STRING_LENGTH', `/purchase_units/0/${field}`);
  }
  return value;
}

function needUrl(context: JsonObject, field: string): string {
  const at = `/payment_source/paypal/experience_context/${field}`;
  const url = text(context, field);
  if (url === null) throw malformed('MISSING_REQUIRED_PARAMETER', at);
  if (!URL.canParse(url)) throw malformed('INVALID_PARAMETER_SYNTAX', at);
  return url;
}

/** An invoice id pays once. */
function checkInvoice(world: World, invoiceId: string | null, orderId: string | null): void {
  if (invoiceId === null) return;
  const taken = [...world.state.orders.values()].some(
    (order) => order.invoiceId === invoiceId && order.captureId !== null && order.id !== orderId,
  );
  if (taken) throw refused('DUPLICATE_INVOICE_ID');
}

function pay(world: World, order: Order, funding: Funding): Capture {
  const capture: Capture = {
    id: world.id(),
    orderId: order.id,
    status: funding === 'review' ? 'PENDING' : 'COMPLETED',
    funding,
    refundIds: [],
    created: world.time(),
    updated: world.time(),
  };
  world.state.captures.set(capture.id, capture);
  order.status = 'COMPLETED';
  order.captureId = capture.id;
  order.updated = world.time();
  world.emit(`PAYMENT.CAPTURE.${capture.status}`, 'capture', showCapture(world, capture));
  return capture;
}

function readOrder(world: World, body: JsonObject): Order {
  const units = body['purchase_units'];
  if (!['CAPTURE', 'AUTHORIZE'].includes(text(body, 'intent') ?? '')) {
    throw malformed('INVALID_PARAMETER_VALUE', '/intent');
  }
  if (!Array.isArray(units) || units.length === 0) {
    throw malformed('MISSING_REQUIRED_PARAMETER', '/purchase_units');
  }
  const unit = asObject((units as readonly Json[])[0]);
  const wallet = part(body, 'payment_source', 'paypal');
  const context = part(wallet, 'experience_context');
  const hasSource = 'payment_source' in body;
  const isVault = 'vault_id' in wallet;
  const onPage = hasSource && !isVault;
  const now = world.time();
  return {
    id: world.id(),
    status: onPage ? 'PAYER_ACTION_REQUIRED' : 'CREATED',
    amount: readAmount(unit['amount'], '/purchase_units/0/amount'),
    customId: limited(unit, 'custom_id'),
    invoiceId: limited(unit, 'invoice_id'),
    description: limited(unit, 'description'),
    payee: world.merchantId,
    source: isVault ? 'vault' : onPage ? 'page' : 'none',
    returnUrl: onPage ? needUrl(context, 'return_url') : null,
    cancelUrl: onPage ? needUrl(context, 'cancel_url') : null,
    save: text(part(wallet, 'attributes', 'vault'), 'store_in_vault') === 'ON_SUCCESS',
    customerId: text(part(wallet, 'attributes', 'customer'), 'id'),
    funding: null,
    tokenId: isVault ? text(wallet, 'vault_id') : null,
    captureId: null,
    created: now,
    updated: now,
  };
}

/** `POST /v2/checkout/orders`: a kept account pays at once. */
export function createOrder(world: World, body: JsonObject): Order {
  const order = readOrder(world, body);
  if (order.source !== 'vault') {
    world.state.orders.set(order.id, order);
    return order;
  }
  const token = tokenToCharge(world, order.tokenId ?? '');
  checkInvoice(world, order.invoiceId, null);
  if (token.funding === 'declined') throw refused('INSTRUMENT_DECLINED');
  world.state.orders.set(order.id, order);
  if (token.funding === 'asks') {
    order.status = 'PAYER_ACTION_REQUIRED';
    return order;
  }
  order.funding = token.funding;
  pay(world, order, token.funding);
  return order;
}

/** The payer approves an order on PayPal's page; again, with something else, after a decline. */
export function approveOrder(world: World, id: string, funding: Funding): Order {
  const order = findOrder(world, id);
  if (order.captureId !== null) return order;
  order.funding = funding;
  order.status = 'APPROVED';
  order.updated = world.time();
  world.emit('CHECKOUT.ORDER.APPROVED', 'checkout-order', showOrder(world, order));
  return order;
}

/** `POST /v2/checkout/orders/{id}/capture`. */
export function captureOrder(world: World, id: string): Order {
  const order = findOrder(world, id);
  const page = orderPage(world, id);
  if (order.captureId !== null) throw refused('ORDER_ALREADY_CAPTURED');
  if (order.status !== 'APPROVED' || order.funding === null) {
    throw refused('ORDER_NOT_APPROVED', { redirect: page });
  }
  checkInvoice(world, order.invoiceId, order.id);
  if (order.funding === 'declined') throw refused('INSTRUMENT_DECLINED', { redirect: page });
  const capture = pay(world, order, order.funding);
  if (order.save && capture.status === 'COMPLETED') keepAfterOrder(world, order, capture.funding);
  return order;
}

const patchable = ['custom_id', 'invoice_id', 'description', 'amount'];

/** `PATCH /v2/checkout/orders/{id}`. */
export function patchOrder(world: World, id: string, body: Json): void {
  const order = findOrder(world, id);
  if (!Array.isArray(body)) throw malformed('MALFORMED_REQUEST_JSON', '/');
  if (order.status === 'COMPLETED') throw refused('ORDER_ALREADY_COMPLETED');
  if (order.status === 'PAYER_ACTION_REQUIRED') throw refused('NOT_PATCHABLE');
  for (const item of body as readonly Json[]) {
    const patch = asObject(item);
    const path = text(patch, 'path') ?? '';
    const match = /^\/purchase_units\/@reference_id=='([^']+)'\/([a-z_]+)$/.exec(path);
    const [, unit, field = ''] = match ?? [];
    if (match === null) throw refused('INVALID_JSON_POINTER_FORMAT');
    if (unit !== 'default') throw refused('REFERENCE_ID_NOT_FOUND');
    if (!patchable.includes(field)) throw malformed('FIELD_NOT_PATCHABLE', path);
    if (!('value' in patch)) throw refused('PATCH_VALUE_REQUIRED');
    const value = text(patch, 'value');
    if (field === 'amount') order.amount = readAmount(patch['value'], path);
    if (field === 'custom_id') order.customId = value;
    if (field === 'invoice_id') order.invoiceId = value;
    if (field === 'description') order.description = value;
  }
  order.updated = world.time();
}

/** A payment that was held back is let go, or refused. */
export function settleCapture(world: World, capture: Capture, to: 'COMPLETED' | 'DECLINED'): void {
  if (capture.status !== 'PENDING') return;
  capture.status = to;
  capture.updated = world.time();
  const order = findOrder(world, capture.orderId);
  const type = to === 'COMPLETED' ? 'COMPLETED' : 'DENIED';
  world.emit(`PAYMENT.CAPTURE.${type}`, 'capture', showCapture(world, capture));
  if (order.save && to === 'COMPLETED') keepAfterOrder(world, order, capture.funding);
}
