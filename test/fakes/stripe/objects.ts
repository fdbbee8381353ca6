import { type Json, part, put, type Row, text, type World } from './state.ts';
import type { TestMethod } from './test-methods.ts';

const noAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

const billing = { address: noAddress, email: null, name: null, phone: null, tax_id: null };
const checks = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' };

function methodDetails(method: TestMethod): { readonly [key: string]: Json } {
  const last4 = method.number.slice(-4);
  const fingerprint = `f${method.number}`.slice(0, 16);
  if (method.type === 'sepa_debit') {
    const country = method.number.slice(0, 2);
    const bank = { bank_code: method.number.slice(4, 12), branch_code: '', country };
    return { sepa_debit: { ...bank, fingerprint, generated_from: null, last4 } };
  }
  if (method.type === 'us_bank_account') {
    return {
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        financial_connections_account: null,
        fingerprint,
        last4,
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number: '110000000',
        status_details: {},
      },
    };
  }
  return {
    card: {
      brand: method.brand,
      checks,
      country: 'US',
      display_brand: method.brand === 'amex' ? 'american_express' : method.brand,
      exp_month: 12,
      exp_year: 2039,
      fingerprint,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: [method.brand], preferred: null },
      regulated_status: null,
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

/** What a token shows of the method behind it. */
export function previewOf(method: TestMethod): { readonly [key: string]: Json } {
  return {
    ...methodDetails(method),
    allow_redisplay: 'unspecified',
    billing_details: billing,
    customer: null,
    customer_account: null,
    type: method.type,
  };
}

/** A payment method of nobody. */
export function newMethod(world: World, method: TestMethod): Row {
  return put(world, {
    id: world.id('pm'),
    object: 'payment_method',
    created: world.seconds(),
    ...previewOf(method),
    livemode: world.live,
    metadata: {},
  });
}

/** A customer. */
export function newCustomer(world: World, fields: { readonly [key: string]: Json }): Row {
  return put(world, {
    id: world.id('cus'),
    object: 'customer',
    created: world.seconds(),
    address: null,
    balance: 0,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: '0FAKE001',
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: world.live,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    customer_account: null,
    ...fields,
  });
}

/** An intent that nobody has confirmed. */
export function newIntent(world: World, fields: { readonly [key: string]: Json }): Row {
  const id = world.id('pi');
  return put(world, {
    id,
    object: 'payment_intent',
    created: world.seconds(),
    allowed_payment_method_types: null,
    amount: 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${world.id('s').slice(2)}`,
    confirmation_method: 'automatic',
    currency: 'eur',
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: world.live,
    managed_payments: { enabled: false },
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: { id: 'pmc_fake', parent: null },
    payment_method_options: {},
    payment_method_types: ['card', 'sepa_debit', 'us_bank_account'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
    ...fields,
  });
}

/** A setup that nobody has confirmed. */
export function newSetup(world: World, fields: { readonly [key: string]: Json }): Row {
  const id = world.id('seti');
  return put(world, {
    id,
    object: 'setup_intent',
    created: world.seconds(),
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    cancellation_reason: null,
    client_secret: `${id}_secret_${world.id('s').slice(2)}`,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: world.live,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: { id: 'pmc_fake', parent: null },
    payment_method_options: {},
    payment_method_types: ['card', 'sepa_debit', 'us_bank_account'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
    ...fields,
  });
}

/** What a charge says of how it was paid. */
export function paidWith(
  method: TestMethod,
  mandate: string | null,
  scheme: string | null,
): { readonly [key: string]: Json } {
  const details = part({ ...methodDetails(method) }, method.type);
  const { fingerprint = null, last4 = null } = details;
  if (method.type === 'sepa_debit') {
    const { bank_code = null, branch_code = null, country = null } = details;
    const own = { bank_code, branch_code, country, fingerprint, last4, mandate };
    return { type: method.type, sepa_debit: own };
  }
  if (method.type === 'us_bank_account') {
    const { account_holder_type = null, account_type = null, bank_name = null } = details;
    const bank = { account_holder_type, account_type, bank_name, routing_number: '110000000' };
    const own = { ...bank, fingerprint, last4, payment_reference: null };
    const given = mandate === null ? own : { ...own, mandate };
    return { type: method.type, us_bank_account: given };
  }
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: method.brand,
      checks,
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2039,
      fingerprint,
      funding: 'credit',
      installments: null,
      last4,
      mandate: null,
      network: method.brand,
      network_transaction_id: scheme,
      regulated_status: null,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

/** A charge of an intent. */
export function newCharge(
  world: World,
  intent: Row,
  fields: { readonly [key: string]: Json },
): Row {
  return put(world, {
    id: world.id('ch'),
    object: 'charge',
    created: world.seconds(),
    amount: intent['amount'] ?? 0,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: billing,
    calculated_statement_descriptor: 'FAKE',
    captured: false,
    currency: intent['currency'] ?? 'eur',
    customer: intent['customer'] ?? null,
    description: intent['description'] ?? null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: world.live,
    // A charge takes over the metadata that its intent had when it was made.
    metadata: part(intent, 'metadata'),
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: text(intent, 'payment_method'),
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
    ...fields,
  });
}

/** Money on Stripe's balance; 1.4 % and 25 cents are its fee. */
export function newBalance(world: World, charge: Row): Row {
  const amount = typeof charge['amount'] === 'number' ? charge['amount'] : 0;
  const fee = Math.min(amount, Math.round((amount * 14) / 1000) + 25);
  const currency = charge['currency'] ?? 'eur';
  return put(world, {
    id: world.id('txn'),
    object: 'balance_transaction',
    created: world.seconds(),
    amount,
    available_on: world.seconds() + 2 * 86_400,
    balance_type: 'payments',
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: 'Fees', type: 'stripe_fee' },
    ],
    net: amount - fee,
    reporting_category: 'charge',
    source: charge.id,
    status: 'pending',
    type: 'charge',
  });
}

/** What allows later debits. */
export function newMandate(world: World, method: string, type: string): Row {
  const details: { readonly [key: string]: Json } =
    type === 'sepa_debit'
      ? { type, sepa_debit: { reference: world.id('ref').toUpperCase(), url: world.publicUrl } }
      : { type, us_bank_account: {} };
  return put(world, {
    id: world.id('mandate'),
    object: 'mandate',
    created: world.seconds(),
    customer_acceptance: {
      accepted_at: world.seconds(),
      online: { ip_address: '127.0.0.1', user_agent: 'fake' },
      type: 'online',
    },
    livemode: world.live,
    multi_use: {},
    payment_method: method,
    payment_method_details: details,
    status: 'active',
    type: 'multi_use',
  });
}
