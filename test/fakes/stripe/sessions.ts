import { refused, StripeFault } from './faults.ts';
import { type Form, field, formIn, mapIn } from './form.ts';
import { newCustomer, newIntent, newMethod, newSetup } from './objects.ts';
import { checkAmount, confirmIntent, find } from './payments.ts';
import { confirmSetup } from './setups.ts';
import {
  all,
  change,
  hiddenOf,
  hide,
  type Json,
  put,
  type Row,
  text,
  type World,
  whole,
} from './state.ts';
import { findTestMethod } from './test-methods.ts';

interface Price {
  readonly amount: number | null;
  readonly currency: string | null;
}

function priceOf(form: Form): Price {
  if (field(form, 'mode') === 'setup') {
    return { amount: null, currency: field(form, 'currency') };
  }
  const items = form['line_items'];
  if (!Array.isArray(items) || items.length === 0) {
    throw refused('You must provide line_items.', { param: 'line_items' });
  }
  const prices = items.map((item) => {
    const price = formIn(item as Form, 'price_data');
    const quantity = Number(field(item as Form, 'quantity') ?? '1');
    return {
      sum: Number(field(price, 'unit_amount')) * quantity,
      currency: field(price, 'currency'),
    };
  });
  const currency = prices[0]?.currency?.toLowerCase() ?? '';
  const amount = prices.reduce((sum, price) => sum + price.sum, 0);
  checkAmount(amount, currency);
  return { amount, currency };
}

const noTexts = {
  after_submit: null,
  shipping_address: null,
  submit: null,
  terms_of_service_acceptance: null,
};

/** What a page has that nobody asked for. */
const plain: { readonly [field: string]: Json } = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: noTexts,
  customer_account: null,
  customer_creation: null,
  customer_details: null,
  discounts: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  locale: null,
  managed_payments: { enabled: false },
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: { id: 'pmc_fake', parent: null },
  payment_method_options: {},
  payment_method_types: ['card', 'sepa_debit'],
  payment_status: 'unpaid',
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  submit_type: null,
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  wallet_options: null,
};

function checkPage(world: World, form: Form, expires: number): void {
  const mode = field(form, 'mode');
  if (mode === null) throw refused('You must provide mode.', { param: 'mode' });
  if (mode === 'subscription') throw refused('The stand-in knows no subscriptions.');
  if (field(form, 'success_url') === null) {
    throw refused('You must provide a success_url.', { param: 'success_url' });
  }
  const age = expires - world.seconds();
  if (age < 30 * 60 || age > 24 * 3600) {
    throw refused('The `expires_at` must be in 30 minutes to 24 hours.', { param: 'expires_at' });
  }
  const customer = field(form, 'customer');
  if (customer !== null) find(world, 'customer', customer, 'customer');
  if (customer !== null && field(form, 'customer_email') !== null) {
    throw refused('You may only specify one of: customer, customer_email.');
  }
}

/** Opens a payment page. */
export function createSession(world: World, form: Form): Row {
  const expires_at = Number(field(form, 'expires_at') ?? world.seconds() + 24 * 3600);
  checkPage(world, form, expires_at);
  const { amount, currency } = priceOf(form);
  const mode = field(form, 'mode') ?? 'payment';
  const id = world.id(world.live ? 'cs_live' : 'cs_test');
  const setup = formIn(form, 'setup_intent_data');
  const intent = formIn(form, 'payment_intent_data');
  const setupRow =
    mode === 'setup'
      ? newSetup(world, { customer: field(form, 'customer'), metadata: mapIn(setup, 'metadata') })
      : null;
  hide(world, id, {
    paymentData: {
      description: field(intent, 'description'),
      metadata: mapIn(intent, 'metadata'),
      setup_future_usage: field(intent, 'setup_future_usage'),
    },
  });
  return put(world, {
    id,
    object: 'checkout.session',
    created: world.seconds(),
    ...plain,
    amount_subtotal: amount,
    amount_total: amount,
    cancel_url: field(form, 'cancel_url'),
    client_reference_id: field(form, 'client_reference_id'),
    currency,
    customer: field(form, 'customer'),
    customer_email: field(form, 'customer_email'),
    expires_at,
    livemode: world.live,
    metadata: mapIn(form, 'metadata'),
    mode,
    payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    setup_intent: setupRow?.id ?? null,
    success_url: field(form, 'success_url'),
    url: `${world.publicUrl}/c/pay/${id}`,
  });
}

/** Closes a page. @throws StripeFault for one that is not open. */
export function expireSession(world: World, session: Row): Row {
  if (session['status'] !== 'open') {
    throw refused(`Only Checkout Sessions with a status in ["open"] can be expired.`);
  }
  const row = change(world, session, { status: 'expired', url: null });
  world.emit('checkout.session.expired', row);
  return row;
}

/** What became of a page whose payment or setup moved. */
export function completeSession(world: World, session: Row, intent: Row): Row {
  const status = text(intent, 'status');
  if (status !== 'succeeded' && status !== 'processing') return session;
  const isPayment = intent.object === 'payment_intent';
  const paid = isPayment ? (status === 'succeeded' ? 'paid' : 'unpaid') : 'no_payment_required';
  const row = change(world, session, {
    [intent.object]: intent.id,
    payment_status: paid,
    status: 'complete',
    url: null,
  });
  world.emit('checkout.session.completed', row);
  return row;
}

/** A debit of a completed page settled. */
export function settleSession(world: World, intent: Row): void {
  const session = all(world, 'checkout.session').find(
    (row) => row['payment_intent'] === intent.id && row['status'] === 'complete',
  );
  if (session === undefined || session['payment_status'] !== 'unpaid') return;
  const paid = intent['status'] === 'succeeded';
  const row = paid ? change(world, session, { payment_status: 'paid' }) : session;
  const end = paid ? 'succeeded' : 'failed';
  world.emit(`checkout.session.async_payment_${end}`, row);
}

function intentFor(world: World, session: Row): Row {
  const known = world.state.rows.get(text(session, 'payment_intent') ?? '');
  if (known !== undefined) return known;
  const { paymentData = {} } = hiddenOf(world, session.id);
  const keeps = text(paymentData, 'setup_future_usage') !== null;
  const email = text(session, 'customer_email');
  const customer = text(session, 'customer') ?? (keeps ? newCustomer(world, { email }).id : null);
  const intent = newIntent(world, {
    ...paymentData,
    amount: whole(session, 'amount_total'),
    currency: text(session, 'currency'),
    customer,
  });
  change(world, session, { payment_intent: intent.id, customer });
  return intent;
}

/** The client typed a card on the page and pressed its button. */
export function payOnPage(world: World, session: Row, number: string): Row {
  const behaviour = findTestMethod(number);
  if (behaviour === null || session['status'] !== 'open') {
    hide(world, session.id, { notice: 'Your card number is invalid.' });
    return session;
  }
  const method = newMethod(world, behaviour);
  hide(world, method.id, { behaviour });
  const form = { payment_method: method.id, return_url: text(session, 'success_url') ?? '' };
  try {
    const setup = world.state.rows.get(text(session, 'setup_intent') ?? '');
    const done =
      setup === undefined
        ? confirmIntent(world, intentFor(world, session), form)
        : confirmSetup(world, setup, form);
    const fresh = find(world, 'checkout.session', session.id);
    hide(world, session.id, { source: done.id, notice: '' });
    return completeSession(world, fresh, done);
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    hide(world, session.id, { notice: error.message });
    return find(world, 'checkout.session', session.id);
  }
}
