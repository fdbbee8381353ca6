import type Stripe from 'stripe';
import type { ChargeRecord } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { PluginAction } from '../../src/ports/plugin.ts';
import type { Money } from '../../src/rules/money.ts';
import { feeFromStripe, fromStripe, toStripe } from './client-money.ts';
import { declineOf } from './declines.ts';
import { faceOf, labelOf, savedOf } from './method.ts';

/** What an intent must agree with. */
export interface Expected {
  readonly live: boolean;
  readonly chargeId: string;
  readonly amount: Money;
  readonly now: Date;
}

/** What each reading of an intent asks Stripe to include. */
export const intentParts: string[] = ['payment_method', 'latest_charge.balance_transaction'];

const minute = 60_000;
const day = 24 * 60 * minute;

/** An included object, or null where there is its id only, or nothing. */
export function included<Thing extends object>(
  value: string | Thing | null | undefined,
): Thing | null {
  return typeof value === 'object' ? value : null;
}

/** The id of an object that may be included. */
export function idOf(value: string | { readonly id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

/** @throws MismatchError for an intent of another mode, charge, currency or amount. */
export function checkIntent(intent: Stripe.PaymentIntent, expected: Expected): void {
  const { amount, chargeId, live } = expected;
  const { id, livemode, metadata } = intent;
  if (livemode !== live) {
    const mode = livemode ? 'live' : 'test';
    throw new MismatchError('mode', id, `Stripe's record ${id} is a ${mode} one.`);
  }
  if (metadata['charge'] !== chargeId) {
    throw new MismatchError('charge', id, `Stripe's record ${id} is of another charge.`);
  }
  if (intent.currency !== amount.currency.toLowerCase()) {
    const text = `Stripe's ${id} is in ${intent.currency}, the charge in ${amount.currency}.`;
    throw new MismatchError('currency', id, text);
  }
  if (intent.amount !== toStripe(amount)) {
    const text = `Stripe's ${id} is over ${intent.amount}, the charge over ${amount.amount}.`;
    throw new MismatchError('amount', id, text);
  }
}

/** The step that the client takes next: a page where Stripe has one, else in the browser half. */
export function actionOf(
  next: Stripe.PaymentIntent.NextAction | Stripe.SetupIntent.NextAction | null,
  clientSecret: string | null,
): PluginAction {
  const hosted =
    next?.redirect_to_url?.url ??
    next?.verify_with_microdeposits?.hosted_verification_url ??
    (next !== null && 'display_bank_transfer_instructions' in next
      ? next.display_bank_transfer_instructions?.hosted_instructions_url
      : null);
  if (hosted) return { kind: 'redirect', url: hosted };
  if (clientSecret === null) throw new Error('Stripe asks for a step and names none.');
  return { kind: 'client', data: { clientSecret } };
}

function readSucceeded(intent: Stripe.PaymentIntent): ChargeRecord {
  const { customer, id, setup_future_usage: keeps } = intent;
  const method = included(intent.payment_method);
  const charge = included(intent.latest_charge);
  if (method === null || charge === null) throw new Error('Stripe left out how it was paid.');
  const captured = fromStripe(intent.amount_received, intent.currency);
  const balance = included(charge.balance_transaction);
  const customerReference = idOf(customer);
  const details = charge.payment_method_details;
  return {
    status: 'done',
    reference: id,
    value: {
      captured,
      statusCode: intent.status,
      label: labelOf(faceOf(method)),
      ...(balance === null ? {} : { fee: feeFromStripe(balance.fee, balance.currency) }),
      ...(keeps === 'off_session' && customerReference !== null
        ? { saved: savedOf({ method, customerReference, details, mandate: null, reference: id }) }
        : {}),
    },
  };
}

function readCanceled(intent: Stripe.PaymentIntent): ChargeRecord {
  const expired = intent.cancellation_reason === 'expired';
  return {
    status: 'failed',
    code: expired ? 'expired' : 'canceled',
    message: expired ? 'The payment was not completed in time.' : 'The payment was given up.',
    reference: intent.id,
  };
}

/** When to ask again for money that is on its way: a card takes moments, a debit days. */
function settlesAfter(intent: Stripe.PaymentIntent, now: Date): Date {
  const type = included(intent.payment_method)?.type;
  return new Date(now.getTime() + (type === 'card' ? minute : day));
}

/**
 * What an intent says in our words; read it with {@link intentParts}.
 *
 * @throws MismatchError for an intent of another mode, charge, currency or amount: none is booked.
 * @throws Error for a status that is not known.
 */
export function readIntent(intent: Stripe.PaymentIntent, expected: Expected): ChargeRecord {
  checkIntent(intent, expected);
  const { id: reference, last_payment_error: error, status } = intent;
  if (status === 'succeeded') return readSucceeded(intent);
  if (status === 'canceled') return readCanceled(intent);
  if (status === 'requires_action') {
    const action = actionOf(intent.next_action, intent.client_secret);
    return { status: 'pending', reference, action };
  }
  if (status === 'requires_payment_method' && error !== null) {
    return { ...declineOf(error), reference };
  }
  const waits = [
    'processing',
    'requires_capture',
    'requires_confirmation',
    'requires_payment_method',
  ];
  if (!waits.includes(status)) throw new Error(`Stripe has an unknown status: ${status}.`);
  return { status: 'pending', reference, checkAfter: settlesAfter(intent, expected.now) };
}
