import type Stripe from 'stripe';
import type { Mandate, SavedMethod } from '../../src/ports/gateway.ts';

/** What is shown of a method, and what later charges need. */
export type MethodFace = Pick<
  SavedMethod,
  'type' | 'brand' | 'last4' | 'expiryMonth' | 'expiryYear'
>;

const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  cartes_bancaires: 'Cartes Bancaires',
  eftpos_australia: 'Eftpos Australia',
  sepa_debit: 'SEPA',
  us_bank_account: 'ACH',
  bacs_debit: 'Bacs',
  acss_debit: 'PAD',
  au_becs_debit: 'BECS',
  paypal: 'PayPal',
  ideal: 'iDEAL',
  eps: 'EPS',
  p24: 'Przelewy24',
  twint: 'TWINT',
  mobilepay: 'MobilePay',
  wechat_pay: 'WeChat Pay',
  cashapp: 'Cash App Pay',
};

const debits = ['sepa_debit', 'us_bank_account', 'bacs_debit', 'acss_debit', 'au_becs_debit'];

function brandOf(code: string): string {
  const words = code.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return brands[code] ?? words.join(' ');
}

function textIn(part: unknown, field: string): string | null {
  if (typeof part !== 'object' || part === null) return null;
  const value = (part as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : null;
}

/** What a payment method looks like to its owner. */
export function faceOf(method: Stripe.PaymentMethod): MethodFace {
  const { card, type } = method;
  if (type === 'card' && card !== undefined) {
    return {
      type: 'card',
      brand: brandOf(card.display_brand ?? card.brand),
      last4: card.last4,
      expiryMonth: card.exp_month,
      expiryYear: card.exp_year,
    };
  }
  const details: unknown = (method as unknown as Record<string, unknown>)[type];
  const kind = debits.includes(type) ? 'bank_account' : 'wallet';
  return { type: kind, brand: brandOf(type), last4: textIn(details, 'last4') ?? '' };
}

/** What a method is called on a transaction, such as `Visa •••• 4242`. */
export function labelOf({ brand, last4 }: MethodFace): string {
  return last4 === '' ? brand : `${brand} •••• ${last4}`;
}

/** The evidence for later charges: of a debit its mandate, of a card the scheme's reference. */
function mandateOf(
  details: Stripe.Charge.PaymentMethodDetails | null,
  mandate: string | null,
  reference: string,
): Mandate {
  const { type } = details ?? {};
  const part: unknown = type === undefined ? null : (details as unknown as Obj)[type];
  const own = mandate ?? textIn(part, 'mandate');
  if (own !== null) return { reference: own, method: type ?? 'mandate', scope: 'off_session' };
  const scheme = textIn(part, 'network_transaction_id');
  if (scheme !== null) {
    return { reference: scheme, method: 'network transaction id', scope: 'off_session' };
  }
  return { reference, method: 'setup_future_usage', scope: 'off_session' };
}

type Obj = Readonly<Record<string, unknown>>;

/** Some methods, such as iDEAL, are kept as the bank account behind them. */
function generatedDebit(details: Stripe.Charge.PaymentMethodDetails | null): SavedMethod | null {
  const part: unknown = details === null ? null : (details as unknown as Obj)[details.type];
  const methodReference = textIn(part, 'generated_sepa_debit');
  const mandate = textIn(part, 'generated_sepa_debit_mandate');
  if (methodReference === null || mandate === null) return null;
  return {
    methodReference,
    type: 'bank_account',
    brand: 'SEPA',
    last4: textIn(part, 'iban_last4') ?? '',
    mandate: { reference: mandate, method: 'sepa_debit', scope: 'off_session' },
  };
}

/** A method that Stripe keeps, with what charged or set it up. */
export interface Kept {
  readonly method: Stripe.PaymentMethod;
  readonly customerReference: string;
  readonly details: Stripe.Charge.PaymentMethodDetails | null;
  readonly mandate: string | null;
  /** The intent that kept it: the evidence where a scheme gives none. */
  readonly reference: string;
}

/** A kept method in our words. */
export function savedOf(kept: Kept): SavedMethod {
  const { customerReference, details, mandate, method, reference } = kept;
  const generated = generatedDebit(details);
  if (generated !== null) return { ...generated, customerReference };
  return {
    methodReference: method.id,
    customerReference,
    ...faceOf(method),
    mandate: mandateOf(details, mandate, reference),
  };
}
