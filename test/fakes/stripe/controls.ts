import { createRefund } from './disputes.ts';
import { sign } from './events.ts';
import { previewOf } from './objects.ts';
import { authenticateIntent, find } from './payments.ts';
import { closeDispute, endRefund, openDispute, settleDebit } from './routes.ts';
import { completeSession, payOnPage } from './sessions.ts';
import { authenticateSetup } from './setups.ts';
import {
  all,
  change,
  hide,
  type Json,
  part,
  put,
  type Row,
  text,
  type World,
  whole,
} from './state.ts';
import { findTestMethod } from './test-methods.ts';

/** What a test or a demonstration does to Stripe, or as a client there. */
export interface StripeControls {
  /** A confirmation token of a test number, as `stripe.js` would make it. */
  readonly token: (number: string, save?: boolean) => string;
  /** Intents of a charge of ours. */
  readonly intents: (chargeId: string) => readonly Row[];
  /** Refunds of a charge of ours. */
  readonly refunds: (chargeId: string) => readonly Row[];
  /** The client passes or fails 3-D Secure of an intent or a setup. */
  readonly authenticate: (id: string, pass: boolean) => void;
  /** The client pays on a Checkout page, with a test number. */
  readonly payPage: (session: string, number: string) => Row;
  /** A debit of a charge of ours settles now. */
  readonly settle: (chargeId: string) => void;
  /** The provider refunds in the dashboard. */
  readonly refundThere: (chargeId: string, amount: number) => string;
  /** A pending refund is done, or one that was done comes back. */
  readonly endRefund: (refund: string, to: 'succeeded' | 'failed') => void;
  /** The client's bank takes the money back; it is won or lost. */
  readonly dispute: (chargeId: string, to: 'open' | 'won' | 'lost') => void;
  /** A method is taken away in the dashboard. */
  readonly removeMethod: (method: string) => void;
  /** The bank gave the card a new date. */
  readonly renewMethod: (method: string, last4: string, year: number) => void;
  /** A debit's mandate is revoked. */
  readonly revokeMandate: (method: string) => void;
  /** The record of a charge becomes another. */
  readonly falsify: (chargeId: string, what: 'amount' | 'currency' | 'mode' | 'charge') => void;
  /** A webhook about a charge, with something wrong or nothing. */
  readonly webhook: (chargeId: string, flaw?: WebhookFlaw) => Promise<Request>;
}

/** What is wrong with a webhook. */
export type WebhookFlaw = 'signature' | 'age' | 'future' | 'mode' | 'account';

interface Account {
  readonly webhookSecret: string;
  readonly receiver: string;
  readonly publishableKey: string;
}

/** A token of a test method. @throws Error for a number that is none. */
export function makeToken(world: World, number: string, save: boolean): Row {
  const behaviour = findTestMethod(number);
  if (behaviour === null) throw new Error(`${number} is no test number.`);
  const row = put(world, {
    id: world.id('ctoken'),
    object: 'confirmation_token',
    created: world.seconds(),
    expires_at: world.seconds() + 12 * 3600,
    livemode: world.live,
    mandate_data: null,
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: previewOf(behaviour),
    return_url: null,
    setup_future_usage: save ? 'off_session' : null,
    setup_intent: null,
    shipping: null,
    use_stripe_sdk: true,
  });
  hide(world, row.id, { behaviour });
  return row;
}

/** The client answered the bank, in a frame, on a page or in a test. */
export function authenticate(world: World, id: string, pass: boolean): Row {
  const row = world.state.rows.get(id);
  if (row === undefined || row['status'] !== 'requires_action') {
    throw new Error(`${id} asks the client nothing.`);
  }
  const done =
    row.object === 'setup_intent'
      ? authenticateSetup(world, row, pass)
      : authenticateIntent(world, row, pass);
  const session = all(world, 'checkout.session').find((page) => page[row.object] === id);
  if (session?.['status'] === 'open') completeSession(world, session, done);
  return done;
}

function falsified(
  what: 'amount' | 'currency' | 'mode' | 'charge',
  row: Row,
): { [key: string]: Json } {
  if (what === 'amount') return { amount: whole(row, 'amount') + 1 };
  if (what === 'currency') return { currency: row['currency'] === 'usd' ? 'eur' : 'usd' };
  if (what === 'mode') return { livemode: row['livemode'] !== true };
  return { metadata: { ...part(row, 'metadata'), charge: 'another' } };
}

/** What tests and demonstrations may do. */
export function stripeControls(world: World, account: Account): StripeControls {
  const intents = (chargeId: string): readonly Row[] =>
    all(world, 'payment_intent').filter(
      (row) => text(part(row, 'metadata'), 'charge') === chargeId,
    );
  const intentOf = (chargeId: string): Row => {
    const row = intents(chargeId)[0];
    if (row === undefined) throw new Error(`Stripe holds no charge ${chargeId}.`);
    return row;
  };
  const refunds = (chargeId: string): readonly Row[] => {
    const ids = intents(chargeId).map(({ id }) => id);
    return all(world, 'refund').filter((row) => ids.includes(text(row, 'payment_intent') ?? ''));
  };
  const webhook = async (chargeId: string, flaw?: WebhookFlaw): Promise<Request> => {
    const event = world.state.events.findLast(
      ({ row }) => text(part(part(part(row, 'data'), 'object'), 'metadata'), 'charge') === chargeId,
    );
    if (event === undefined) throw new Error(`Stripe told nothing of ${chargeId}.`);
    const change: { [key: string]: Json } = {};
    if (flaw === 'mode') change['livemode'] = !world.live;
    if (flaw === 'account') change['account'] = 'acct_another';
    const body = flaw === undefined ? event.body : JSON.stringify({ ...event.row, ...change });
    const late = { age: -301, future: 301 }[flaw as string] ?? 0;
    const secret = flaw === 'signature' ? 'whsec_another' : account.webhookSecret;
    const signature = await sign(secret, body, world.seconds() + late);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    return new Request(account.receiver, { method: 'POST', body, headers });
  };
  return {
    token: (number, save = false) => makeToken(world, number, save).id,
    intents,
    refunds,
    authenticate: (id, pass) => void authenticate(world, id, pass),
    payPage: (session, number) =>
      payOnPage(world, find(world, 'checkout.session', session), number),
    settle: (chargeId) => void settleDebit(world, intentOf(chargeId)),
    refundThere: (chargeId, amount) =>
      createRefund(world, { payment_intent: intentOf(chargeId).id, amount: String(amount) }).id,
    endRefund: (refund, to) => void endRefund(world, find(world, 'refund', refund), to),
    dispute: (chargeId, to) => {
      const charge = text(intentOf(chargeId), 'latest_charge') ?? '';
      const open = all(world, 'dispute').find((row) => row['charge'] === charge);
      const dispute = open ?? openDispute(world, charge, 'fraudulent');
      if (to !== 'open') closeDispute(world, dispute, to);
    },
    removeMethod: (method) => {
      const row = change(world, find(world, 'payment_method', method), { customer: null });
      hide(world, method, { source: 'dashboard' });
      world.emit('payment_method.detached', row);
    },
    renewMethod: (method, last4, year) => {
      const row = find(world, 'payment_method', method);
      const card = { ...part(row, 'card'), last4, exp_year: year };
      world.emit('payment_method.automatically_updated', change(world, row, { card }));
    },
    revokeMandate: (method) => {
      const mandate = all(world, 'mandate').find((row) => row['payment_method'] === method);
      if (mandate === undefined) throw new Error(`${method} has no mandate.`);
      world.emit('mandate.updated', change(world, mandate, { status: 'inactive' }));
    },
    falsify: (chargeId, what) => {
      const intent = intentOf(chargeId);
      change(world, intent, falsified(what, intent));
    },
    webhook,
  };
}
