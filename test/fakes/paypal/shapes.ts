import type { Json } from './state.ts';

/** Fields that a request may have; `true` where anything may stand. */
export interface Shape {
  readonly [field: string]: Shape | true | readonly [Shape];
}

const money: Shape = { currency_code: true, value: true };
const experience: Shape = {
  brand_name: true,
  locale: true,
  shipping_preference: true,
  return_url: true,
  cancel_url: true,
};
const unit: Shape = {
  reference_id: true,
  amount: money,
  payee: true,
  description: true,
  custom_id: true,
  invoice_id: true,
  soft_descriptor: true,
};
const vault: Shape = {
  store_in_vault: true,
  usage_type: true,
  customer_type: true,
  description: true,
  permit_multiple_payment_tokens: true,
};

/** The body of each request, by its route. */
export const shapes: { readonly [route: string]: Shape } = {
  'POST /v2/checkout/orders': {
    intent: true,
    purchase_units: [unit],
    payment_source: {
      paypal: {
        vault_id: true,
        email_address: true,
        attributes: { customer: { id: true }, vault },
        experience_context: {
          ...experience,
          landing_page: true,
          user_action: true,
          payment_method_preference: true,
        },
      },
    },
  },
  'POST /v2/checkout/orders/:id/capture': { payment_source: true },
  'POST /v2/payments/captures/:id/refund': {
    amount: money,
    custom_id: true,
    invoice_id: true,
    note_to_payer: true,
  },
  'POST /v3/vault/setup-tokens': {
    customer: { id: true },
    payment_source: {
      paypal: {
        description: true,
        usage_type: true,
        customer_type: true,
        permit_multiple_payment_tokens: true,
        experience_context: { ...experience, vault_instruction: true },
      },
    },
  },
  'POST /v3/vault/payment-tokens': {
    customer: { id: true },
    payment_source: { token: { id: true, type: true } },
  },
};

/** Query parameters of each list. */
export const queries: { readonly [route: string]: readonly string[] } = {
  'GET /v1/notifications/webhooks-events': [
    'page_size',
    'start_time',
    'end_time',
    'transaction_id',
    'event_type',
    'page_token',
  ],
  'GET /v1/customer/disputes': [
    'start_time',
    'disputed_transaction_id',
    'page_size',
    'next_page_token',
    'dispute_state',
  ],
  'GET /v3/vault/payment-tokens': ['customer_id', 'page_size', 'page', 'total_required'],
};

const isList = (shape: Shape | readonly [Shape]): shape is readonly [Shape] => Array.isArray(shape);

/** The first field that a request may not have, as a pointer; null where all are known. */
export function unknownField(
  value: Json,
  shape: Shape | true | readonly [Shape],
  at = '',
): string | null {
  if (shape === true || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    const inner = isList(shape) ? shape[0] : shape;
    for (const [index, item] of value.entries()) {
      const found = unknownField(item, inner, `${at}/${index}`);
      if (found !== null) return found;
    }
    return null;
  }
  for (const [field, inside] of Object.entries(value)) {
    const inner = isList(shape) ? undefined : shape[field];
    if (inner === undefined) return `${at}/${field}`;
    const found = unknownField(inside, inner, `${at}/${field}`);
    if (found !== null) return found;
  }
  return null;
}
