import type { ChargeRecord, Mandate, SavedMethod } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { Failure } from '../../src/ports/plugin.ts';
import type { Money } from '../../src/rules/money.ts';
import type { PayPalAccess } from './api.ts';
import { declineOf } from './declines.ts';
import { linkIn, listIn, need, type Obj, objectIn, textIn } from './json.ts';
import { fromPayPal } from './money.ts';

/** What an order must agree with. */
export interface Expected {
  readonly chargeId: string;
  readonly amount: Money;
  readonly now: Date;
}

/** Whose an order is: its `custom_id` is our charge's id, with a mark when it is over. */
export interface Owner {
  readonly chargeId: string;
  /** The order is never captured: given up, or declined with an issue. */
  readonly over: 'given-up' | { readonly issue: string } | null;
}

const day = 24 * 3600_000;

/** The `custom_id` of an order that is never to be captured. */
export function markOver(chargeId: string, over: NonNullable<Owner['over']>): string {
  return over === 'given-up' ? `void:${chargeId}` : `no:${over.issue}:${chargeId}`;
}

/** Reads a `custom_id`. */
export function ownerOf(customId: string): Owner {
  if (customId.startsWith('void:')) return { chargeId: customId.slice(5), over: 'given-up' };
  const [, issue, chargeId] = /^no:([A-Z0-9_]+):(.+)$/.exec(customId) ?? [];
  if (issue === undefined || chargeId === undefined) return { chargeId: customId, over: null };
  return { chargeId, over: { issue } };
}

/** The one purchase unit of an order. */
export function unitOf(order: Obj): Obj {
  return listIn(order, 'purchase_units')[0] ?? {};
}

/** The last capture of an order, or null. */
export function captureOf(order: Obj): Obj | null {
  return listIn(objectIn(unitOf(order), 'payments'), 'captures').at(-1) ?? null;
}

/** @throws MismatchError for a record of another charge, account, currency or amount. */
function check(access: PayPalAccess, record: Obj, reference: string, expected: Expected): void {
  const customId = textIn(record, 'custom_id') ?? '';
  if (ownerOf(customId).chargeId !== expected.chargeId) {
    const text = `PayPal's record ${reference} is of another charge.`;
    throw new MismatchError('charge', reference, text);
  }
  const payee = textIn(objectIn(record, 'payee'), 'merchant_id');
  if (access.merchantId !== undefined && payee !== null && payee !== access.merchantId) {
    const text = `PayPal's record ${reference} pays another account.`;
    throw new MismatchError('account', reference, text);
  }
  const written = fromPayPal(objectIn(record, 'amount'));
  for (const field of ['currency', 'amount'] as const) {
    if (written[field] === expected.amount[field]) continue;
    const asked = expected.amount[field];
    const text = `PayPal's ${reference} has the ${field} ${written[field]}, not ${asked}.`;
    throw new MismatchError(field, reference, text);
  }
}

function savedOf(wallet: Obj): SavedMethod | null {
  const vault = objectIn(wallet, 'attributes', 'vault');
  const methodReference = textIn(vault, 'id');
  if (methodReference === null) return null;
  return keptWallet(methodReference, textIn(objectIn(vault, 'customer'), 'id'));
}

/** A PayPal account that is kept, in our words. */
export function keptWallet(methodReference: string, customer: string | null): SavedMethod {
  const mandate: Mandate = { reference: methodReference, method: 'vault', scope: 'off_session' };
  return {
    methodReference,
    ...(customer === null ? {} : { customerReference: customer }),
    type: 'wallet',
    brand: 'PayPal',
    last4: '',
    mandate,
  };
}

function settled(capture: Obj, wallet: Obj): ChargeRecord {
  const fee = objectIn(capture, 'seller_receivable_breakdown', 'paypal_fee');
  const email = textIn(wallet, 'email_address');
  const saved = savedOf(wallet);
  return {
    status: 'done',
    reference: need(textIn(capture, 'id'), "a capture's id"),
    value: {
      captured: fromPayPal(objectIn(capture, 'amount')),
      // A refund changes the status, and not what was captured.
      statusCode: 'COMPLETED',
      label: email === null ? 'PayPal' : `PayPal (${email})`,
      ...(textIn(fee, 'value') === null ? {} : { fee: fromPayPal(fee) }),
      ...(saved === null ? {} : { saved }),
    },
  };
}

/**
 * What a capture says; an order's captures and a capture by itself are alike.
 *
 * @throws MismatchError for a capture in another currency, or of more than was asked.
 */
function readMoney(capture: Obj, wallet: Obj, expected: Expected): ChargeRecord {
  const reference = need(textIn(capture, 'id'), "a capture's id");
  const { amount, currency } = fromPayPal(objectIn(capture, 'amount'));
  if (currency !== expected.amount.currency) {
    throw new MismatchError('currency', reference, `PayPal captured ${currency}.`);
  }
  if (amount > expected.amount.amount) {
    throw new MismatchError('amount', reference, `PayPal captured ${amount}, which is too much.`);
  }
  const status = textIn(capture, 'status') ?? '';
  if (['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(status)) {
    return settled(capture, wallet);
  }
  if (status === 'PENDING') {
    return { status: 'pending', reference, checkAfter: new Date(expected.now.getTime() + day) };
  }
  if (status !== 'DECLINED' && status !== 'FAILED') {
    throw new Error(`PayPal has an unknown status of a capture: ${status}.`);
  }
  const code = textIn(objectIn(capture, 'processor_response'), 'response_code');
  return { ...declineOf(code ?? status), reference };
}

/** A capture whose order PayPal keeps no more. @throws MismatchError as {@link readOrder} does. */
export function readCapture(access: PayPalAccess, capture: Obj, expected: Expected): ChargeRecord {
  check(access, capture, need(textIn(capture, 'id'), "a capture's id"), expected);
  return readMoney(capture, {}, expected);
}

function canceled(reference: string): Failure {
  const message = 'The payment was given up.';
  return { status: 'failed', code: 'canceled', message, reference };
}

/** Where the payer approves an order; PayPal names it while it waits for that. */
export function pageOf(access: PayPalAccess, order: Obj): string {
  const id = need(textIn(order, 'id'), "an order's id");
  const known = linkIn(order, 'payer-action', 'approve');
  return known ?? `${access.pageUrl}/checkoutnow?token=${encodeURIComponent(id)}`;
}

/**
 * What an order says in our words. Until it is captured its reference is the order's, then the
 * capture's: that is what refunds and disputes name.
 *
 * @throws MismatchError for an order of another charge, account, currency or amount.
 * @throws Error for a status that is not known.
 */
export function readOrder(access: PayPalAccess, order: Obj, expected: Expected): ChargeRecord {
  const reference = need(textIn(order, 'id'), "an order's id");
  const unit = unitOf(order);
  check(access, unit, reference, expected);
  const capture = captureOf(order);
  if (capture !== null) {
    return readMoney(capture, objectIn(order, 'payment_source', 'paypal'), expected);
  }
  const { over } = ownerOf(textIn(unit, 'custom_id') ?? '');
  if (over === 'given-up') return canceled(reference);
  if (over !== null) return { ...declineOf(over.issue), reference };
  const status = textIn(order, 'status') ?? '';
  if (status === 'VOIDED') return canceled(reference);
  // An approved order is not paid: `resume` captures it.
  if (['CREATED', 'SAVED', 'PAYER_ACTION_REQUIRED', 'APPROVED'].includes(status)) {
    const action = { kind: 'redirect', url: pageOf(access, order) } as const;
    return { status: 'pending', reference, action };
  }
  throw new Error(`PayPal has an unknown status of an order: ${status}.`);
}
