import type { Rule } from './form.ts';

type Rules = { readonly [name: string]: Rule };

const automatic: Rule = { enabled: 'bool!', allow_redirects: 'always|never' };
const page: Rules = {
  limit: 'int',
  starting_after: 'text',
  ending_before: 'text',
  expand: ['text'],
};
const created: Rule = { gt: 'int', gte: 'int', lt: 'int', lte: 'int' };
const address: Rule = {
  line1: 'blank',
  line2: 'blank',
  city: 'blank',
  country: 'blank',
  postal_code: 'blank',
  state: 'blank',
};

const confirming: Rules = {
  automatic_payment_methods: automatic,
  confirmation_token: 'text',
  payment_method: 'text',
  return_url: 'text',
  use_stripe_sdk: 'bool',
  metadata: 'map',
  expand: ['text'],
};

const payment: Rules = {
  ...confirming,
  allowed_payment_method_types: ['text'],
  capture_method: 'automatic|automatic_async|manual',
  customer: 'text',
  description: 'text',
  error_on_requires_action: 'bool',
  excluded_payment_method_types: ['text'],
  mandate: 'text',
  off_session: 'bool',
  payment_method_configuration: 'text',
  receipt_email: 'text',
  setup_future_usage: 'off_session|on_session',
  statement_descriptor_suffix: 'text',
};

/**
 * What each endpoint takes, of what API 2026-10-28.endive knows; the rest is refused, as are
 * parameters of older versions such as `payment_method_types`.
 */
export const parameters: { readonly [route: string]: Rules } = {
  'POST /v1/payment_intents': {
    ...payment,
    amount: 'int!',
    currency: 'text!',
    confirm: 'bool',
  },
  'GET /v1/payment_intents': { ...page, created, customer: 'text' },
  'GET /v1/payment_intents/:id': { expand: ['text'], client_secret: 'text' },
  'POST /v1/payment_intents/:id/confirm': {
    ...confirming,
    off_session: 'bool',
    setup_future_usage: 'off_session|on_session',
  },
  'POST /v1/payment_intents/:id/cancel': {
    cancellation_reason: 'abandoned|duplicate|fraudulent|requested_by_customer',
    expand: ['text'],
  },
  'POST /v1/setup_intents': {
    ...confirming,
    confirm: 'bool',
    customer: 'text',
    description: 'text',
    usage: 'off_session|on_session',
  },
  'GET /v1/setup_intents': { ...page, created, customer: 'text', payment_method: 'text' },
  'GET /v1/setup_intents/:id': { expand: ['text'], client_secret: 'text' },
  'POST /v1/setup_intents/:id/cancel': {
    cancellation_reason: 'abandoned|duplicate|requested_by_customer',
    expand: ['text'],
  },
  'POST /v1/customers': {
    address,
    description: 'text',
    email: 'text',
    expand: ['text'],
    metadata: 'map',
    name: 'text',
    phone: 'text',
  },
  'GET /v1/customers/:id': { expand: ['text'] },
  'DELETE /v1/customers/:id': {},
  'GET /v1/payment_methods/:id': { expand: ['text'] },
  'POST /v1/payment_methods/:id/attach': { customer: 'text!', expand: ['text'] },
  'POST /v1/payment_methods/:id/detach': { expand: ['text'] },
  'GET /v1/mandates/:id': { expand: ['text'] },
  'POST /v1/refunds': {
    amount: 'int',
    charge: 'text',
    expand: ['text'],
    metadata: 'map',
    payment_intent: 'text',
    reason: 'duplicate|fraudulent|requested_by_customer',
  },
  'GET /v1/refunds': { ...page, charge: 'text', created, payment_intent: 'text' },
  'GET /v1/refunds/:id': { expand: ['text'] },
  'GET /v1/charges': { ...page, created, customer: 'text', payment_intent: 'text' },
  'GET /v1/charges/:id': { expand: ['text'] },
  'GET /v1/disputes': { ...page, charge: 'text', created, payment_intent: 'text' },
  'GET /v1/disputes/:id': { expand: ['text'] },
  'GET /v1/balance_transactions/:id': { expand: ['text'] },
  'GET /v1/events': { ...page, created, type: 'text', delivery_success: 'bool' },
  'GET /v1/events/:id': { expand: ['text'] },
  'POST /v1/checkout/sessions': {
    adaptive_pricing: { enabled: 'bool' },
    cancel_url: 'text',
    client_reference_id: 'text',
    currency: 'text',
    customer: 'text',
    customer_email: 'text',
    expand: ['text'],
    expires_at: 'int',
    line_items: [
      {
        quantity: 'int',
        price_data: {
          currency: 'text!',
          unit_amount: 'int',
          product_data: { name: 'text!', description: 'text' },
        },
      },
    ],
    locale: 'text',
    metadata: 'map',
    mode: 'payment|setup|subscription',
    payment_intent_data: {
      description: 'text',
      metadata: 'map',
      setup_future_usage: 'off_session|on_session',
    },
    setup_intent_data: { description: 'text', metadata: 'map' },
    success_url: 'text',
    ui_mode: 'hosted_page|embedded_page|elements|form',
  },
  'GET /v1/checkout/sessions': {
    ...page,
    created,
    customer: 'text',
    payment_intent: 'text',
    status: 'complete|expired|open',
  },
  'GET /v1/checkout/sessions/:id': { expand: ['text'] },
  'POST /v1/checkout/sessions/:id/expire': { expand: ['text'] },
};
