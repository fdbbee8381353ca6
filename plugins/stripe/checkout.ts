import type Stripe from 'stripe';
import type {
  ChargeQuery,
  ChargeRecord,
  GatewayCharge,
  GatewaySetup,
  SavedMethod,
  SetupQuery,
} from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { Outcome, PluginContext } from '../../src/ports/plugin.ts';
import { ask, failureOf, isKeyTaken, openStripe, type StripeAccess } from './api.ts';
import { expect, giveUp as giveUpIntent, lookup as lookupIntent, refuseAmount } from './charge.ts';
import { toStripe } from './client-money.ts';
import { customerFor } from './customer.ts';
import { barred, findBy, searchFrom } from './find.ts';
import { type Expected, idOf, included, readIntent } from './intent.ts';
import { lookupSetup as lookupSetupIntent, readSetup } from './setup.ts';

type Session = Stripe.Checkout.Session;
type SessionParams = Stripe.Checkout.SessionCreateParams;

const sessionParts: string[] = [
  'payment_intent.payment_method',
  'payment_intent.latest_charge.balance_transaction',
  'setup_intent.payment_method',
  'setup_intent.latest_attempt',
];

const isSession = (reference: string | undefined): boolean => reference?.startsWith('cs_') ?? false;

function openPage(session: Session): Outcome<never> {
  if (session.url === null) throw new Error('Stripe opened a page and left out where.');
  const action = { kind: 'redirect', url: session.url } as const;
  return { status: 'pending', reference: session.id, action };
}

function endedPage(session: Session): Outcome<never> {
  const message = 'The payment page was not completed in time.';
  return { status: 'failed', code: 'expired', message, reference: session.id };
}

function checkSession(session: Session, live: boolean, field: string, id: string): void {
  if (session.livemode !== live) {
    throw new MismatchError('mode', session.id, `Stripe's ${session.id} is of another mode.`);
  }
  if (session.metadata?.[field] !== id) {
    throw new MismatchError('charge', session.id, `Stripe's ${session.id} is of another ${field}.`);
  }
}

/** @throws MismatchError for a session of another mode, charge, currency or amount. */
function readSession(session: Session, expected: Expected): ChargeRecord {
  const { amount, chargeId, live } = expected;
  checkSession(session, live, 'charge', chargeId);
  if (session.currency !== amount.currency.toLowerCase()) {
    throw new MismatchError('currency', session.id, `${session.id} is in ${session.currency}.`);
  }
  if (session.amount_total !== toStripe(amount)) {
    throw new MismatchError('amount', session.id, `${session.id} is over another amount.`);
  }
  const intent = included(session.payment_intent);
  if (session.status === 'expired') return endedPage(session);
  // While the page is open a decline on it is no end: the client may try another card there.
  if (session.status === 'open') return openPage(session);
  if (intent === null) throw new Error('Stripe completed a payment page and names no payment.');
  return readIntent(intent, expected);
}

function findSession(
  access: StripeAccess,
  wanted: { readonly field: string; readonly id: string; readonly reference: string | undefined },
  context: PluginContext,
): Promise<Stripe.Response<Session> | null> {
  const { sessions } = openStripe(access, context).checkout;
  return findBy(
    wanted,
    (id) => sessions.retrieve(id, { expand: sessionParts }),
    sessions.list({ limit: 100, created: { gte: searchFrom(access, context) } }),
  );
}

/** What Stripe holds for a charge: its page, or the payment that came of it. */
export async function lookup(
  access: StripeAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<ChargeRecord | null> {
  const { chargeId: id, reference } = input;
  if (reference !== undefined && !isSession(reference)) return lookupIntent(access, input, context);
  const session = await findSession(access, { field: 'charge', id, reference }, context);
  if (session !== null) return readSession(session, expect(access, input, context));
  return lookupIntent(access, input, context);
}

function pageOf(returnUrl: string, customer: string | null, email: string): SessionParams {
  return {
    success_url: returnUrl,
    cancel_url: returnUrl,
    ...(customer === null ? { customer_email: email } : { customer }),
  };
}

/** Opens a payment page. The client comes back whatever came of it; what is true is read. */
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
  const { chargeId, description } = input;
  const metadata = { charge: chargeId, client: input.client.clientId };
  const price_data = {
    currency: input.amount.currency.toLowerCase(),
    unit_amount: amount,
    product_data: { name: description },
  };
  const keep = input.save ? ({ setup_future_usage: 'off_session' } as const) : {};
  const answer = await ask(
    stripe.checkout.sessions.create(
      {
        ...pageOf(input.returnUrl, customer, input.client.email),
        mode: 'payment',
        client_reference_id: chargeId,
        line_items: [{ quantity: 1, price_data }],
        payment_intent_data: { metadata, description, ...keep },
        // Else the page may take another currency than the invoice's.
        adaptive_pricing: { enabled: false },
        metadata,
      },
      { idempotencyKey: chargeId },
    ),
  );
  if (answer.ok && !answer.replayed) {
    return readSession(answer.value, expect(access, input, context));
  }
  const known = answer.ok ? { ...input, reference: answer.value.id } : input;
  const held =
    answer.ok || answer.replayed || isKeyTaken(answer.error)
      ? await lookup(access, known, context)
      : null;
  if (held !== null) return held;
  if (answer.ok) return readSession(answer.value, expect(access, input, context));
  return failureOf(answer.error);
}

/** The page to be closed; where there is none, one that takes the charge's key for ever. */
async function pageToClose(
  access: StripeAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<string | null> {
  const { amount, chargeId: id, reference } = input;
  const unit_amount = toStripe(amount);
  if (reference !== undefined || unit_amount === null) return reference ?? null;
  const currency = amount.currency.toLowerCase();
  const bar = await ask(
    openStripe(access, context).checkout.sessions.create(
      {
        success_url: 'https://example.com/',
        mode: 'payment',
        line_items: [
          { quantity: 1, price_data: { currency, unit_amount, product_data: { name: id } } },
        ],
        metadata: { charge: id, ...barred },
      },
      { idempotencyKey: id },
    ),
  );
  if (!bar.ok && !isKeyTaken(bar.error)) throw bar.error;
  return (await findSession(access, { field: 'charge', id, reference }, context))?.id ?? null;
}

/** Closes a payment page, or bars one that is still being asked for. */
export async function giveUp(
  access: StripeAccess,
  input: ChargeQuery,
  context: PluginContext,
): Promise<Outcome<null>> {
  if (input.reference !== undefined && !isSession(input.reference)) {
    return giveUpIntent(access, input, context);
  }
  const reference = await pageToClose(access, input, context);
  if (reference === null) return giveUpIntent(access, input, context);
  const { sessions } = openStripe(access, context).checkout;
  const answer = await ask(sessions.expire(reference));
  const done = { status: 'done', reference, value: null } as const;
  if (answer.ok) return done;
  if (answer.error.statusCode !== 400) return failureOf(answer.error);
  const session = await sessions.retrieve(reference, { expand: sessionParts });
  if (session.status === 'expired') return done;
  const intent = included(session.payment_intent);
  if (intent !== null && intent.status === 'canceled') return done;
  const message = 'The payment page is completed and cannot be given up.';
  return { status: 'failed', code: 'conflict', message, reference };
}

/** The intent behind a charge's reference, which may be its page; null while there is none. */
export async function intentIdOf(reference: string, stripe: Stripe): Promise<string | null> {
  if (!isSession(reference)) return reference;
  return idOf((await stripe.checkout.sessions.retrieve(reference)).payment_intent);
}

/** Opens a page that keeps a method without a charge. */
export async function setup(
  access: StripeAccess,
  input: GatewaySetup,
  context: PluginContext,
): Promise<Outcome<SavedMethod>> {
  const stripe = openStripe(access, context);
  const { setupId } = input;
  const customer = await customerFor(stripe, { ...input, save: true }, setupId);
  if (typeof customer === 'object' && customer !== null) return customer;
  const metadata = { setup: setupId, client: input.client.clientId };
  const answer = await ask(
    stripe.checkout.sessions.create(
      {
        ...pageOf(input.returnUrl, customer, input.client.email),
        mode: 'setup',
        currency: 'eur',
        setup_intent_data: { metadata },
        metadata,
      },
      { idempotencyKey: setupId },
    ),
  );
  if (answer.ok && !answer.replayed) return openPage(answer.value);
  if (!answer.ok && !answer.replayed && !isKeyTaken(answer.error)) return failureOf(answer.error);
  const held = await lookupSetup(access, { setupId }, context);
  if (held !== null) return held;
  if (answer.ok) return openPage(answer.value);
  return failureOf(answer.error);
}

/** What Stripe holds for a setup: its page, or the method that it kept. */
export async function lookupSetup(
  access: StripeAccess,
  input: SetupQuery,
  context: PluginContext,
): Promise<Outcome<SavedMethod> | null> {
  const { reference, setupId: id } = input;
  if (reference !== undefined && !isSession(reference)) {
    return lookupSetupIntent(access, input, context);
  }
  const session = await findSession(access, { field: 'setup', id, reference }, context);
  if (session === null) return null;
  checkSession(session, access.live, 'setup', id);
  if (session.status === 'open') return openPage(session);
  if (session.status === 'expired') return endedPage(session);
  const intent = included(session.setup_intent);
  if (intent === null) throw new Error('Stripe completed a setup page and names no setup.');
  return readSetup(intent, id, access.live, context.now());
}
