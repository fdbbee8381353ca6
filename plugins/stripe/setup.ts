import type Stripe from 'stripe';
import type { GatewaySetup, SavedMethod, SetupQuery } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { Failure, Outcome, PluginContext } from '../../src/ports/plugin.ts';
import {
  ask,
  failureOf,
  isKeyTaken,
  isMissing,
  must,
  openStripe,
  type StripeAccess,
} from './api.ts';
import { customerFor } from './customer.ts';
import { declineOf } from './declines.ts';
import { findBy, searchFrom } from './find.ts';
import { actionOf, idOf, included } from './intent.ts';
import { savedOf } from './method.ts';

/** What each reading of a setup asks Stripe to include. */
export const setupParts: string[] = ['payment_method', 'latest_attempt'];

const day = 24 * 3600_000;

/**
 * What a setup says in our words.
 *
 * @throws MismatchError for one of another mode, or another setup.
 */
export function readSetup(
  record: Stripe.SetupIntent,
  setupId: string,
  live: boolean,
  now: Date,
): Outcome<SavedMethod> {
  const { id: reference, last_setup_error: error, status } = record;
  if (record.livemode !== live) {
    throw new MismatchError('mode', reference, `Stripe's record ${reference} is of another mode.`);
  }
  if (record.metadata?.['setup'] !== setupId) {
    throw new MismatchError('charge', reference, `Stripe's record ${reference} is another setup.`);
  }
  if (status === 'succeeded') {
    const method = included(record.payment_method);
    const customerReference = idOf(record.customer);
    if (method === null || customerReference === null) {
      throw new Error('Stripe kept a method and left out which.');
    }
    const attempt = included(record.latest_attempt);
    const details = (attempt?.payment_method_details ??
      null) as Stripe.Charge.PaymentMethodDetails | null;
    const mandate = idOf(record.mandate);
    const value = savedOf({ method, customerReference, details, mandate, reference });
    return { status: 'done', reference, value };
  }
  if (status === 'requires_action') {
    const action = actionOf(record.next_action, record.client_secret);
    return { status: 'pending', reference, action };
  }
  if (status === 'canceled') {
    const message = 'Keeping the payment method was given up.';
    return { status: 'failed', code: 'canceled', message, reference };
  }
  if (error !== null) return { ...declineOf(error), reference };
  return { status: 'pending', reference, checkAfter: new Date(now.getTime() + day) };
}

/** What Stripe holds for a setup, or null when it never heard of it. */
export async function lookupSetup(
  access: StripeAccess,
  { reference, setupId }: SetupQuery,
  context: PluginContext,
): Promise<Outcome<SavedMethod> | null> {
  const { setupIntents } = openStripe(access, context);
  const found = await findBy(
    { field: 'setup', id: setupId, reference },
    (id) => setupIntents.retrieve(id, { expand: setupParts }),
    setupIntents.list({ limit: 100, created: { gte: searchFrom(access, context) } }),
  );
  return found === null ? null : readSetup(found, setupId, access.live, context.now());
}

/** Keeps a method without a charge: a customer, and an intent that is confirmed at once. */
export async function setup(
  access: StripeAccess,
  input: GatewaySetup,
  context: PluginContext,
): Promise<Outcome<SavedMethod>> {
  const stripe = openStripe(access, context);
  const customer = await customerFor(stripe, { ...input, save: true }, input.setupId);
  if (customer === null) throw new Error('A kept method has a customer.');
  if (typeof customer === 'object') return customer;
  const answer = await ask(
    stripe.setupIntents.create(
      {
        customer,
        usage: 'off_session',
        confirm: true,
        automatic_payment_methods: { enabled: true },
        confirmation_token: input.data['confirmationToken'] ?? '',
        return_url: input.returnUrl,
        metadata: { setup: input.setupId, client: input.client.clientId },
        expand: setupParts,
      },
      { idempotencyKey: input.setupId },
    ),
  );
  const { setupId } = input;
  if (answer.ok && !answer.replayed) {
    return readSetup(answer.value, setupId, access.live, context.now());
  }
  if (answer.ok) {
    const held = await lookupSetup(access, { setupId, reference: answer.value.id }, context);
    return held ?? readSetup(answer.value, setupId, access.live, context.now());
  }
  const { error, replayed } = answer;
  const held = error.setup_intent as Stripe.SetupIntent | undefined;
  if (replayed || isKeyTaken(error)) {
    const query = held === undefined ? { setupId } : { setupId, reference: held.id };
    return (await lookupSetup(access, query, context)) ?? failureOf(error);
  }
  return held === undefined ? failureOf(error) : refusedSetup(held, failureOf(error));
}

function refusedSetup(held: Stripe.SetupIntent, failure: Failure): Failure {
  const error = held.last_setup_error;
  return error === null
    ? { ...failure, reference: held.id }
    : { ...declineOf(error), reference: held.id };
}

/** Has Stripe forget a method; one that it has forgotten already is no failure. */
export async function removeMethod(
  access: StripeAccess,
  methodReference: string,
  context: PluginContext,
): Promise<Outcome<null>> {
  const { paymentMethods } = openStripe(access, context);
  const done = { status: 'done', reference: methodReference, value: null } as const;
  const answer = await ask(paymentMethods.detach(methodReference));
  if (answer.ok || isMissing(answer.error)) return done;
  if (answer.error.statusCode !== 400) return failureOf(answer.error);
  const { customer } = await must(paymentMethods.retrieve(methodReference));
  return customer === null ? done : failureOf(answer.error);
}
