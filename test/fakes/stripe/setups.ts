import { refused, StripeFault } from './faults.ts';
import { type Form, field, mapIn } from './form.ts';
import { newMandate, newSetup, paidWith } from './objects.ts';
import { ask, asksFor, behaviourOf, find, methodOf } from './payments.ts';
import { change, hide, type Json, part, put, type Row, text, type World } from './state.ts';
import type { Decline } from './test-methods.ts';

/** Attaches its number all the same, and declines when it is charged. */
const attachesAnyway = 'pm_card_chargeCustomerFail';

function attempt(world: World, setup: Row, method: Row, status: string): Row {
  const behaviour = behaviourOf(world, method.id);
  const card = part(paidWith(behaviour, null, null), 'card');
  const names = ['brand', 'checks', 'country', 'exp_month', 'exp_year', 'fingerprint', 'funding'];
  const shown = Object.fromEntries(
    [...names, 'last4', 'network', 'three_d_secure', 'wallet'].map((name) => [
      name,
      card[name] ?? null,
    ]),
  );
  const details: Json =
    behaviour.type === 'card'
      ? { type: 'card', card: shown }
      : { type: behaviour.type, [behaviour.type]: {} };
  return put(world, {
    id: world.id('setatt'),
    object: 'setup_attempt',
    created: world.seconds(),
    application: null,
    customer: text(setup, 'customer'),
    customer_account: null,
    flow_directions: null,
    livemode: world.live,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: details,
    setup_error: null,
    setup_intent: setup.id,
    status,
    usage: 'off_session',
  });
}

function failSetup(world: World, setup: Row, method: Row, decline: Decline): Row {
  hide(world, method.id, { source: setup.id });
  const isCard = decline.code !== 'setup_intent_authentication_failure';
  const row = change(world, setup, {
    last_setup_error: {
      ...decline,
      doc_url: `https://docs.stripe.com/error-codes#${decline.code}`,
      message: `The payment method was declined: ${decline.decline_code ?? decline.code}.`,
      payment_method: method,
      type: isCard ? 'card_error' : 'invalid_request_error',
    },
    latest_attempt: attempt(world, setup, method, 'failed').id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit('setup_intent.setup_failed', row);
  return row;
}

function keep(world: World, setup: Row, method: Row): Row {
  const { decline, pm, type } = behaviourOf(world, method.id);
  if (decline !== undefined && type === 'card' && pm !== attachesAnyway) {
    return failSetup(world, setup, method, decline);
  }
  const customer = text(setup, 'customer');
  const kept = change(world, method, { customer });
  hide(world, method.id, { source: setup.id });
  if (customer !== null) world.emit('payment_method.attached', kept);
  const row = change(world, setup, {
    last_setup_error: null,
    latest_attempt: attempt(world, setup, method, 'succeeded').id,
    mandate: type === 'card' ? null : newMandate(world, method.id, type).id,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  world.emit('setup_intent.succeeded', row);
  return row;
}

/** Makes a setup, and confirms it where that is asked. */
export function createSetup(world: World, form: Form): Row {
  const customer = field(form, 'customer');
  if (customer !== null) find(world, 'customer', customer, 'customer');
  const setup = newSetup(world, {
    customer,
    description: field(form, 'description'),
    metadata: mapIn(form, 'metadata'),
    usage: field(form, 'usage') ?? 'off_session',
  });
  if (field(form, 'confirm') !== 'true') return setup;
  return confirmSetup(world, setup, form);
}

/** Confirms a setup. @throws StripeFault 402 where the bank declines. */
export function confirmSetup(world: World, setup: Row, form: Form): Row {
  if (field(form, 'return_url') === null) {
    throw refused('You must provide a `return_url` to confirm.', { param: 'return_url' });
  }
  const method = methodOf(world, form, setup);
  if (asksFor(world, method.id, false)) {
    const sdk = 'confirmation_token' in form || field(form, 'use_stripe_sdk') === 'true';
    return ask(world, setup, method, sdk, field(form, 'return_url'));
  }
  const row = keep(world, setup, method);
  if (row['status'] === 'succeeded') return row;
  const error = part(row, 'last_setup_error');
  const message = text(error, 'message') ?? 'Declined.';
  throw new StripeFault(402, { ...error, type: 'card_error', message, setup_intent: row });
}

/** The client answered the bank. */
export function authenticateSetup(world: World, setup: Row, pass: boolean): Row {
  const method = find(world, 'payment_method', text(setup, 'payment_method') ?? '');
  if (!pass) {
    return failSetup(world, setup, method, { code: 'setup_intent_authentication_failure' });
  }
  hide(world, method.id, { authenticated: true });
  return keep(world, setup, method);
}

/** Gives up a setup. */
export function cancelSetup(world: World, setup: Row, reason: string | null): Row {
  if (!text(setup, 'status')?.startsWith('requires_')) {
    const code = 'setup_intent_unexpected_state';
    throw refused('You cannot cancel this SetupIntent.', { code });
  }
  const row = change(world, setup, { cancellation_reason: reason, status: 'canceled' });
  world.emit('setup_intent.canceled', row);
  return row;
}
