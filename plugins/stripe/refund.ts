import type Stripe from 'stripe';
import type { GatewayRefund, RefundRecord } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { type Answer, ask, failureOf, must, openStripe, type StripeAccess } from './api.ts';
import { refuseAmount } from './charge.ts';
import { fromStripe, toStripe } from './client-money.ts';

const day = 24 * 3600_000;

/** @throws MismatchError when the record is not that of our refund: nothing may be booked on it. */
function readRefund(record: Stripe.Refund, input: GatewayRefund, now: Date): RefundRecord {
  const { id: reference, status } = record;
  if (record.metadata?.['refund'] !== input.refundId) {
    throw new MismatchError('charge', reference, `Stripe's ${reference} is another refund.`);
  }
  const refunded = fromStripe(record.amount, record.currency);
  for (const field of ['currency', 'amount'] as const) {
    if (refunded[field] === input.amount[field]) continue;
    const text = `Stripe's refund ${reference} has another ${field}.`;
    throw new MismatchError(field, reference, text);
  }
  if (status === 'succeeded') return { status: 'done', reference, value: { refunded } };
  if (status === 'pending' || status === 'requires_action') {
    return { status: 'pending', reference, checkAfter: new Date(now.getTime() + day) };
  }
  const message = 'The bank did not take the refund back.';
  if (status === 'canceled') return { status: 'failed', code: 'canceled', message, reference };
  if (status !== 'failed') throw new Error(`Stripe has an unknown status: ${status}.`);
  const vendorCode = record.failure_reason ?? 'unknown';
  return { status: 'failed', code: 'declined', message, vendorCode, reference };
}

/** A refund's charge may be known by its Checkout session; refunds are of its intent. */
export type FindIntentId = (reference: string, stripe: Stripe) => Promise<string | null>;

/** Sends money back; the same key a second time is the same refund. */
export async function refund(
  access: StripeAccess,
  input: GatewayRefund,
  context: PluginContext,
  intentIdOf: FindIntentId,
): Promise<RefundRecord> {
  const amount = toStripe(input.amount);
  if (amount === null) return refuseAmount(input);
  const stripe = openStripe(access, context);
  const intent = await intentIdOf(input.reference, stripe);
  const holder = intent === null ? null : await must(stripe.paymentIntents.retrieve(intent));
  if (intent === null || holder?.metadata['charge'] !== input.chargeId) {
    const message = `Stripe holds no payment ${input.reference} of this charge.`;
    return { status: 'failed', code: 'not_found', message };
  }
  const answer = await ask(
    stripe.refunds.create(
      {
        payment_intent: intent,
        amount,
        metadata: { refund: input.refundId, charge: input.chargeId },
      },
      { idempotencyKey: context.idempotencyKey },
    ),
  );
  if (answer.ok && !answer.replayed) return readRefund(answer.value, input, context.now());
  return readAnew(stripe, intent, input, context, answer);
}

/** A repeated answer may be outdated: what is true is read. */
async function readAnew(
  stripe: Stripe,
  intent: string,
  input: GatewayRefund,
  context: PluginContext,
  answer: Answer<Stripe.Refund>,
): Promise<RefundRecord> {
  const known = answer.ok || answer.replayed;
  const held = known ? await findRefund(stripe, intent, input) : null;
  if (held !== null) return readRefund(held, input, context.now());
  if (answer.ok) return readRefund(answer.value, input, context.now());
  return failureOf(answer.error);
}

async function findRefund(
  stripe: Stripe,
  intent: string,
  input: GatewayRefund,
): Promise<Stripe.Refund | null> {
  for await (const record of stripe.refunds.list({ payment_intent: intent, limit: 100 })) {
    if (record.metadata?.['refund'] === input.refundId) return record;
  }
  return null;
}

/** What Stripe holds for a refund, or null when it never heard of it. */
export async function lookupRefund(
  access: StripeAccess,
  input: GatewayRefund,
  context: PluginContext,
  intentIdOf: FindIntentId,
): Promise<RefundRecord | null> {
  const stripe = openStripe(access, context);
  const intent = await intentIdOf(input.reference, stripe);
  const found = intent === null ? null : await findRefund(stripe, intent, input);
  return found === null ? null : readRefund(found, input, context.now());
}
