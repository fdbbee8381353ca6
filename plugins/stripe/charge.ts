import type Stripe from 'stripe';
import type { ChargeQuery, ChargeRecord, GatewayCharge } from '../../src/ports/gateway.ts';
import type { Failure, Outcome, PluginContext } from '../../src/ports/plugin.ts';
import {
  ask,
  failureOf,
  isKeyTaken,
  openStripe,
  type StripeAccess,
  type StripeError,
} from './api.ts';
import { toStripe } from './client-money.ts';
import { customerFor } from './customer.ts';
import { barred, findBy, searchFrom } from './find.ts';
import { checkIntent, type Expected, intentParts, readIntent } from './intent.ts';

type Input = Pick<ChargeQuery, 'chargeId' | 'amount' | 'reference'>;

/** What the records of a charge must agree with. */
export function expect(
  access: StripeAccess,
  { amount, chargeId }: Input,
  context: PluginContext,
): Expected {
  return { live: access.live, chargeId, amount, now: context.now() };
}

/** An amount that Stripe cannot take. */
export function refuseAmount({ amount }: Input): Failure {
  const message = `Stripe cannot take ${amount.amount} minor units of ${amount.currency}.`;
  return { status: 'failed', code: 'invalid_input', message, vendorCode: 'amount' };
}

/** The intent of a charge, by its reference or by our id in its metadata. */
export function findIntent(
  access: StripeAccess,
  { chargeId, reference }: Input,
  context: PluginContext,
): Promise<Stripe.Response<Stripe.PaymentIntent> | null> {
  const { paymentIntents } = openStripe(access, context);
  return findBy(
    { field: 'charge', id: chargeId, reference },
    (id) => paymentIntents.retrieve(id, { expand: intentParts }),
    paymentIntents.list({ limit: 100, created: { gte: searchFrom(access, context) } }),
  );
}

/** What Stripe holds for a charge, or null when it never heard of it. */
export async function lookup(
  access: StripeAccess,
  input: Input,
  context: PluginContext,
): Promise<ChargeRecord | null> {
  const intent = await findIntent(access, input, context);
  return intent === null ? null : readIntent(intent, expect(access, input, context));
}

/** How a charge is paid: by what the browser half gave, or by a kept method. */
function sourceOf(
  input: GatewayCharge,
  customer: string | null,
): Partial<Stripe.PaymentIntentCreateParams> {
  const shared = customer === null ? {} : { customer };
  if (input.methodReference === undefined) {
    return {
      ...shared,
      confirmation_token: input.data['confirmationToken'] ?? '',
      return_url: input.returnUrl,
      ...(input.save ? { setup_future_usage: 'off_session' } : {}),
    };
  }
  const { methodReference: payment_method } = input;
  if (!input.onSession) return { ...shared, payment_method, off_session: true };
  return { ...shared, payment_method, return_url: input.returnUrl, use_stripe_sdk: true };
}

/**
 * Makes and confirms a charge's intent. The key is the charge's id, for `giveUp` bars it.
 *
 * @throws Error when it cannot be known what Stripe did.
 */
export async function start(
  access: StripeAccess,
  input: GatewayCharge,
  context: PluginContext,
): Promise<ChargeRecord> {
  const amount = toStripe(input.amount);
  if (amount === null) return refuseAmount(input);
  const stripe = openStripe(access, context);
  const customer = await customerFor(stripe, input, input.chargeId);
  if (typeof customer === 'object' && customer !== null) return customer;
  const answer = await ask(
    stripe.paymentIntents.create(
      {
        amount,
        currency: input.amount.currency.toLowerCase(),
        confirm: true,
        automatic_payment_methods: { enabled: true },
        description: input.description,
        metadata: { charge: input.chargeId, client: input.client.clientId },
        expand: intentParts,
        ...sourceOf(input, customer),
      },
      { idempotencyKey: input.chargeId },
    ),
  );
  const expected = expect(access, input, context);
  if (!answer.ok) return readRefusal(access, input, context, answer);
  if (!answer.replayed) return readIntent(answer.value, expected);
  const now = await lookup(access, { ...input, reference: answer.value.id }, context);
  return now ?? readIntent(answer.value, expected);
}

/** A no to `start`: of the charge, of the request, or because the key was used before. */
async function readRefusal(
  access: StripeAccess,
  input: GatewayCharge,
  context: PluginContext,
  { error, replayed }: { readonly error: StripeError; readonly replayed: boolean },
): Promise<ChargeRecord> {
  const intent = error.payment_intent as Stripe.PaymentIntent | undefined;
  if (replayed || isKeyTaken(error)) {
    const reference = intent?.id;
    const held = await lookup(access, reference ? { ...input, reference } : input, context);
    return held ?? failureOf(error);
  }
  if (intent === undefined) return failureOf(error);
  const record = readIntent(intent, expect(access, input, context));
  return record.status === 'failed' ? record : { ...failureOf(error), reference: intent.id };
}

/**
 * Goes on after the client's step. A charge that was declined off session because the bank asks for
 * the client can be taken up again: its step confirms the same intent with the same method.
 */
export async function resume(
  access: StripeAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<ChargeRecord> {
  const intent = await findIntent(access, input, context);
  if (intent === null) {
    return { status: 'failed', code: 'not_found', message: 'The payment was never started.' };
  }
  const { client_secret: clientSecret, last_payment_error: error } = intent;
  const methodReference = error?.payment_method?.id;
  const waits = intent.status === 'requires_payment_method';
  if (!waits || error?.code !== 'authentication_required' || !methodReference || !clientSecret) {
    return readIntent(intent, expect(access, input, context));
  }
  checkIntent(intent, expect(access, input, context));
  const action = { kind: 'client', data: { clientSecret, methodReference } } as const;
  return { status: 'pending', reference: intent.id, action };
}

/** The intent to be given up; where there is none, one that takes its key for ever. */
async function intentToGiveUp(
  stripe: Stripe,
  access: StripeAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<string | null> {
  const amount = toStripe(input.amount);
  if (amount === null) return null;
  if (input.reference === undefined) {
    const bar = await ask(
      stripe.paymentIntents.create(
        {
          amount,
          currency: input.amount.currency.toLowerCase(),
          automatic_payment_methods: { enabled: true },
          metadata: { charge: input.chargeId, ...barred },
        },
        { idempotencyKey: input.chargeId },
      ),
    );
    if (!bar.ok && !isKeyTaken(bar.error)) throw bar.error;
  }
  // Stripe forgets keys after a day: an older payment may stand beside the one that bars.
  const intent = await findIntent(access, input, context);
  if (intent !== null) checkIntent(intent, expect(access, input, context));
  return intent?.id ?? null;
}

/**
 * Gives up a charge. One that Stripe never heard of is barred: an intent that asks nothing takes
 * the charge's key, so that a request still on its way is refused.
 */
export async function giveUp(
  access: StripeAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<Outcome<null>> {
  const stripe = openStripe(access, context);
  const reference = await intentToGiveUp(stripe, access, input, context);
  if (reference === null) return { status: 'done', reference: input.chargeId, value: null };
  const answer = await ask(
    stripe.paymentIntents.cancel(reference, { cancellation_reason: 'abandoned' }),
  );
  if (answer.ok) return { status: 'done', reference, value: null };
  if (answer.error.code !== 'payment_intent_unexpected_state') return failureOf(answer.error);
  const { status } = await stripe.paymentIntents.retrieve(reference);
  if (status === 'canceled') return { status: 'done', reference, value: null };
  const message = `The payment is ${status} and cannot be given up.`;
  return { status: 'failed', code: 'conflict', message, vendorCode: status, reference };
}
