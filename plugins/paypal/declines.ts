import type { DeclineGroup, Failure } from '../../src/ports/plugin.ts';

/** PayPal's issues that decline a payment: the money was asked for, and did not come. */
const issues: Readonly<Record<DeclineGroup, string>> = {
  insufficient_funds: 'TRANSACTION_LIMIT_EXCEEDED',
  expired_card: 'CARD_EXPIRED REFERENCED_CARD_EXPIRED',
  wrong_data: '',
  authentication:
    'INSTRUMENT_DECLINED PAYER_ACTION_REQUIRED REDIRECT_PAYER_FOR_ALTERNATE_FUNDING ' +
    'ORDER_NOT_APPROVED CONSENT_NEEDED',
  stolen: '',
  try_later: 'DECLINED_DUE_TO_RELATED_TXN',
  do_not_try_again:
    'PAYER_CANNOT_PAY PAYER_ACCOUNT_RESTRICTED PAYER_ACCOUNT_LOCKED_OR_CLOSED ' +
    'TRANSACTION_REFUSED TRANSACTION_BLOCKED_BY_PAYEE PAYEE_BLOCKED_TRANSACTION ' +
    'TRANSACTION_RECEIVING_LIMIT_EXCEEDED MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED ' +
    'PAYMENT_SOURCE_DECLINED_BY_PROCESSOR PAYMENT_SOURCE_CANNOT_BE_USED ' +
    'AGREEMENT_ALREADY_CANCELLED BILLING_AGREEMENT_NOT_FOUND TOKEN_ID_NOT_FOUND TOKEN_EXPIRED ' +
    'COMPLIANCE_VIOLATION DOMESTIC_TRANSACTION_REQUIRED CARD_BRAND_NOT_SUPPORTED ' +
    'PAYEE_ACCOUNT_RESTRICTED PAYEE_ACCOUNT_LOCKED_OR_CLOSED',
};

const groups: ReadonlyMap<string, DeclineGroup> = new Map(
  Object.entries(issues).flatMap(([group, list]) =>
    list
      .split(' ')
      .filter((issue) => issue !== '')
      .map((issue) => [issue, group as DeclineGroup] as const),
  ),
);

/** Codes of a card's processor, of captures that are declined. */
const processorGroups: Readonly<Record<string, DeclineGroup>> = {
  '5110': 'wrong_data',
  '5120': 'insufficient_funds',
  '5180': 'wrong_data',
  '5400': 'expired_card',
  '5650': 'authentication',
  '9500': 'stolen',
  '9520': 'stolen',
  '1330': 'wrong_data',
  '00N7': 'wrong_data',
};

const neutral = 'The payment was declined. Use another payment method.';

const messages: Readonly<Record<DeclineGroup, string>> = {
  insufficient_funds: 'The payment is over the limit of the account. Try again later.',
  expired_card: 'The card has expired. Use another card.',
  wrong_data: 'The card data is not right. Check it and try again.',
  authentication: 'PayPal could not take the payment this way. Choose another one at PayPal.',
  stolen: neutral,
  try_later: 'PayPal could not take the payment now. Try again later.',
  do_not_try_again: neutral,
};

/** Whether an issue is a no to the payment, and not to how we asked for it. */
export function isDecline(issue: string): boolean {
  return groups.has(issue);
}

/** A decline in our words (SPEC 8.8); unknown codes ask for another method. */
export function declineOf(vendorCode: string): Failure {
  const group = groups.get(vendorCode) ?? processorGroups[vendorCode] ?? 'do_not_try_again';
  return { status: 'failed', code: 'declined', message: messages[group], group, vendorCode };
}
