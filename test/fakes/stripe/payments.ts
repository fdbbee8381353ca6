import { openDispute } from './disputes.ts';
import { missing, refused, StripeFault } from './faults.ts';
import { type Form, field, mapIn } from './form.ts';
import { newBalance, newCharge, newIntent, newMandate, newMethod, paidWith } from './objects.ts';
import {
  all,
  change,
  hiddenOf,
  hide,
  type Json,
  part,
  type Row,
  text,
  type World,
  whole,
} from './state.ts';
import { currencyOf, type Decline, findTestMethod, type TestMethod } from './test-methods.ts';

const largest = 99_999_999;
const smallest: { readonly [currency: string]: number } = { eur: 50, usd: 50, gbp: 30, jpy: 50 };
const tens = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];
const wholes = ['isk', 'ugx'];

/** @throws StripeFault for an amount that Stripe does not take. */
export function checkAmount(amount: number, currency: string): void {
  const param = { param: 'amount' };
  if (!/^[a-z]{3}$/.test(currency)) throw refused('Invalid currency.', { param: 'currency' });
  if (amount < (smallest[currency] ?? 1)) {
    throw refused('Amount must be at least 50 cents.', { code: 'amount_too_small', ...param });
  }
  if (amount > largest) {
    const message = 'Amount must be no more than 999,999.99.';
    throw refused(message, { code: 'amount_too_large', ...param });
  }
  const odd =
    (tens.includes(currency) && amount % 10) || (wholes.includes(currency) && amount % 100);
  if (odd) throw refused('Invalid amount: too many decimals.', param);
}

/** The row of an id. @throws StripeFault 404. */
export function find(world: World, object: string, id: string, param?: string): Row {
  const row = world.state.rows.get(id);
  if (row === undefined || row.object !== object) throw missing(object, id, param);
  return row;
}

function methodOfToken(world: World, id: string, keeps: string | null): Row {
  const token = find(world, 'confirmation_token', id, 'confirmation_token');
  const { behaviour, source } = hiddenOf(world, id);
  if (source !== undefined) throw refused('This ConfirmationToken has already been used.');
  if (whole(token, 'expires_at') <= world.seconds()) {
    throw refused('This ConfirmationToken has expired.');
  }
  const asked = text(token, 'setup_future_usage');
  if (asked !== null && asked !== keeps) {
    throw refused('The ConfirmationToken has another setup_future_usage.');
  }
  if (behaviour === undefined) throw new Error('A token without a method.');
  const method = newMethod(world, behaviour);
  hide(world, method.id, { behaviour });
  hide(world, id, { source: method.id });
  return method;
}

/** The method of a request, by a token, a test id or its id. */
export function methodOf(world: World, form: Form, intent: Row): Row {
  const token = field(form, 'confirmation_token');
  const keeps = text(intent, 'setup_future_usage') ?? text(intent, 'usage');
  if (token !== null) return methodOfToken(world, token, keeps);
  const id = field(form, 'payment_method');
  if (id === null) throw refused('You must provide a payment method.', { param: 'payment_method' });
  const behaviour = findTestMethod(id);
  if (behaviour !== null && id.startsWith('pm_')) {
    const method = newMethod(world, behaviour);
    hide(world, method.id, { behaviour });
    return method;
  }
  const method = find(world, 'payment_method', id, 'payment_method');
  const owner = text(method, 'customer');
  if (owner !== null && owner !== text(intent, 'customer')) {
    throw refused('The payment method belongs to another customer.', { param: 'customer' });
  }
  if (owner === null && hiddenOf(world, id).source !== undefined) {
    throw refused('The payment method was used or detached, and may not be used again.');
  }
  return method;
}

/** How a method behaves. */
export function behaviourOf(world: World, method: string): TestMethod {
  const { behaviour } = hiddenOf(world, method);
  if (behaviour === undefined) throw new Error(`The method ${method} does not behave.`);
  return behaviour;
}

/** Whether the bank asks for the client. */
export function asksFor(world: World, method: string, offSession: boolean): boolean {
  const { asks } = behaviourOf(world, method);
  if (asks === 'always') return true;
  if (asks === 'on_session') return !offSession;
  return asks === 'unless_set_up' && !(offSession && hiddenOf(world, method).authenticated);
}

function attach(world: World, intent: Row, method: Row): Row {
  const customer = text(intent, 'customer');
  hide(world, method.id, { source: intent.id });
  if (customer === null || intent['setup_future_usage'] !== 'off_session') return method;
  const attached = change(world, method, { customer });
  world.emit('payment_method.attached', attached);
  return attached;
}

function errorOf(decline: Decline, method: Row, charge: string | null): { [key: string]: Json } {
  const own = part(method, 'card');
  const isCard = Object.keys(own).length > 0;
  return {
    ...decline,
    ...(charge === null ? {} : { charge }),
    doc_url: `https://docs.stripe.com/error-codes#${decline.code}`,
    message: `The payment was declined: ${decline.decline_code ?? decline.code}.`,
    payment_method: method,
    type:
      isCard && !decline.code.includes('authentication_failure')
        ? 'card_error'
        : 'invalid_request_error',
  };
}

/** Notes a decline; the intent waits for another method. */
export function declineIntent(world: World, intent: Row, method: Row, decline: Decline): Row {
  const charge = newCharge(world, intent, {
    payment_method: method.id,
    payment_method_details: paidWith(behaviourOf(world, method.id), null, null),
    status: 'failed',
    failure_code: decline.code,
    failure_message: 'Declined.',
  });
  hide(world, method.id, { source: intent.id });
  const row = change(world, intent, {
    status: 'requires_payment_method',
    last_payment_error: errorOf(decline, method, charge.id),
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    processing: null,
  });
  world.emit('payment_intent.payment_failed', row);
  return row;
}

function succeed(world: World, intent: Row, method: Row, amount: number): Row {
  const kept = attach(world, intent, method);
  const behaviour = behaviourOf(world, method.id);
  const earlier = world.state.rows.get(text(intent, 'latest_charge') ?? '');
  const pending = earlier?.['status'] === 'pending' ? earlier : null;
  const scheme = behaviour.type === 'card' ? world.id('nti').slice(4, 19) : null;
  const paid = {
    amount_captured: amount,
    captured: true,
    paid: true,
    payment_method: kept.id,
    status: 'succeeded',
  };
  const details = { payment_method_details: paidWith(behaviour, null, scheme) };
  const charge =
    pending === null
      ? newCharge(world, intent, { ...paid, ...details })
      : change(world, pending, paid);
  const balance = newBalance(world, charge);
  change(world, charge, { balance_transaction: balance.id });
  const row = change(world, intent, {
    amount_received: amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: kept.id,
    processing: null,
    status: 'succeeded',
  });
  world.emit('payment_intent.succeeded', row);
  if (behaviour.dispute !== undefined) openDispute(world, charge.id, behaviour.dispute);
  return row;
}

function process(world: World, intent: Row, method: Row): Row {
  const behaviour = behaviourOf(world, method.id);
  const keeps = intent['setup_future_usage'] === 'off_session';
  const kept = attach(world, intent, method);
  const known = all(world, 'mandate').find((row) => row['payment_method'] === method.id);
  const mandate = known ?? (keeps ? newMandate(world, method.id, behaviour.type) : null);
  const charge = newCharge(world, intent, {
    payment_method: kept.id,
    payment_method_details: paidWith(behaviour, mandate?.id ?? null, null),
  });
  const { settlesAfter = 0 } = behaviour;
  if (settlesAfter !== null) hide(world, intent.id, { settlesAt: world.seconds() + settlesAfter });
  const row = change(world, intent, {
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: kept.id,
    status: 'processing',
  });
  world.emit('payment_intent.processing', row);
  return row;
}

/** Takes the money, or does not, once nothing is to be asked. */
export function settle(world: World, intent: Row, method: Row, final = false): Row {
  const { decline, type } = behaviourOf(world, method.id);
  if (type !== 'card' && !final) return process(world, intent, method);
  if (decline !== undefined) return declineIntent(world, intent, method, decline);
  return succeed(world, intent, method, whole(intent, 'amount'));
}

function nextAction(world: World, intent: Row, sdk: boolean, returnUrl: string | null): Json {
  const url = `${world.publicUrl}/3ds/${intent.id}?client_secret=${text(intent, 'client_secret')}`;
  if (sdk) {
    const type = 'three_d_secure_redirect';
    return { type: 'use_stripe_sdk', use_stripe_sdk: { type, stripe_js: url, source: intent.id } };
  }
  return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

/** Asks the client for 3-D Secure. */
export function ask(
  world: World,
  intent: Row,
  method: Row,
  sdk: boolean,
  returnUrl: string | null,
): Row {
  hide(world, intent.id, { source: method.id });
  const row = change(world, intent, {
    last_payment_error: null,
    last_setup_error: null,
    next_action: nextAction(world, intent, sdk, returnUrl),
    payment_method: method.id,
    status: 'requires_action',
  });
  // Each kind of intent has one of the two fields.
  const other = row.object === 'setup_intent' ? 'last_payment_error' : 'last_setup_error';
  const { [other]: _, ...own } = row;
  const stored = own as Row;
  world.state.rows.set(row.id, stored);
  world.emit(`${row.object}.requires_action`, stored);
  return stored;
}

/** @throws StripeFault 402 with the intent, where it was declined. */
function answer(intent: Row): Row {
  const error = intent['last_payment_error'];
  if (
    typeof error !== 'object' ||
    error === null ||
    intent['status'] !== 'requires_payment_method'
  ) {
    return intent;
  }
  const details = part(intent, 'last_payment_error');
  const message = text(details, 'message') ?? 'Declined.';
  throw new StripeFault(402, { ...details, type: 'card_error', message, payment_intent: intent });
}

/** Confirms an intent. @throws StripeFault 402 for a decline, 400 for what cannot be confirmed. */
export function confirmIntent(world: World, intent: Row, form: Form): Row {
  const status = text(intent, 'status') ?? '';
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(status)) {
    const code = 'payment_intent_unexpected_state';
    throw refused(`This PaymentIntent has a status of ${status}.`, {
      code,
      payment_intent: intent,
    });
  }
  const offSession = field(form, 'off_session') === 'true';
  const returnUrl = field(form, 'return_url');
  if (!offSession && returnUrl === null) {
    throw refused('You must provide a `return_url` to confirm.', { param: 'return_url' });
  }
  const method = methodOf(world, form, intent);
  const { type } = behaviourOf(world, method.id);
  const only = currencyOf(behaviourOf(world, method.id));
  if (only !== null && only !== intent['currency']) {
    throw refused(`A ${type} payment is in ${only}.`, { param: 'currency' });
  }
  const viaSdk = field(form, 'use_stripe_sdk') === 'true' || 'confirmation_token' in form;
  if (!asksFor(world, method.id, offSession)) return answer(settle(world, intent, method));
  if (!offSession) return ask(world, intent, method, viaSdk, returnUrl);
  const code = 'authentication_required';
  return answer(declineIntent(world, intent, method, { code, decline_code: code }));
}

/** Makes an intent, and confirms it where that is asked. */
export function createIntent(world: World, form: Form): Row {
  const amount = Number(field(form, 'amount'));
  const currency = (field(form, 'currency') ?? '').toLowerCase();
  checkAmount(amount, currency);
  const customer = field(form, 'customer');
  if (customer !== null) find(world, 'customer', customer, 'customer');
  const confirms = field(form, 'confirm') === 'true';
  for (const name of [
    'off_session',
    'return_url',
    'confirmation_token',
    'error_on_requires_action',
  ]) {
    if (confirms || !(name in form)) continue;
    throw refused(`You cannot provide ${name} unless confirm=true.`, { param: name });
  }
  const fields = {
    amount,
    currency,
    customer,
    description: field(form, 'description'),
    metadata: mapIn(form, 'metadata'),
    receipt_email: field(form, 'receipt_email'),
    setup_future_usage: field(form, 'setup_future_usage'),
  };
  // What is refused before a method is known leaves no intent.
  const before = new Map(world.state.rows);
  const intent = newIntent(world, fields);
  if (!confirms) return intent;
  try {
    return confirmIntent(world, intent, form);
  } catch (error) {
    if (error instanceof StripeFault && error.status === 402) throw error;
    world.state.rows.clear();
    for (const [id, row] of before) world.state.rows.set(id, row);
    throw error;
  }
}

/** Gives up an intent. @throws StripeFault for one that was paid or is being paid. */
export function cancelIntent(world: World, intent: Row, reason: string | null): Row {
  const status = text(intent, 'status') ?? '';
  if (!status.startsWith('requires_')) {
    const code = 'payment_intent_unexpected_state';
    const message = `You cannot cancel this PaymentIntent because it has a status of ${status}.`;
    throw refused(message, { code, payment_intent: intent });
  }
  const row = change(world, intent, {
    canceled_at: world.seconds(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  world.emit('payment_intent.canceled', row);
  return row;
}

/** The client answered the bank. */
export function authenticateIntent(world: World, intent: Row, pass: boolean): Row {
  const method = find(world, 'payment_method', text(intent, 'payment_method') ?? '');
  if (!pass) {
    return declineIntent(world, intent, method, { code: 'payment_intent_authentication_failure' });
  }
  hide(world, method.id, { authenticated: true });
  return settle(world, intent, method);
}
