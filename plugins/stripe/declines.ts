import type { DeclineGroup, Failure } from '../../src/ports/plugin.ts';

/** What a payment error says: of the API's `last_payment_error`, and of an error of the SDK. */
export interface PaymentError {
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly advice_code?: string | undefined;
}

const codes: Readonly<Record<DeclineGroup, string>> = {
  insufficient_funds:
    'insufficient_funds card_velocity_exceeded withdrawal_count_limit_exceeded ' +
    'charge_exceeds_source_limit charge_exceeds_weekly_limit charge_exceeds_transaction_limit',
  expired_card: 'expired_card expired_payment_method',
  wrong_data:
    'incorrect_number incorrect_cvc incorrect_pin incorrect_zip incorrect_address invalid_account ' +
    'invalid_cvc invalid_expiry_month invalid_expiry_year invalid_number invalid_pin ' +
    'new_account_information_available account_number_invalid no_account',
  authentication:
    'authentication_required payment_intent_authentication_failure ' +
    'setup_intent_authentication_failure authentication_not_handled ' +
    'payment_method_customer_decline authentication_failure',
  stolen: 'fraudulent lost_card merchant_blacklist pickup_card stolen_card',
  try_later:
    'approve_with_id issuer_not_available processing_error reenter_transaction try_again_later ' +
    'payment_method_provider_timeout payment_method_not_available ' +
    'card_decline_rate_limit_exceeded',
  // All that is not named above.
  do_not_try_again: 'do_not_try_again',
};

const groups: ReadonlyMap<string, DeclineGroup> = new Map(
  Object.entries(codes).flatMap(([group, list]) =>
    list.split(' ').map((code) => [code, group as DeclineGroup] as const),
  ),
);

const advised: Readonly<Record<string, DeclineGroup>> = {
  confirm_card_data: 'wrong_data',
  do_not_try_again: 'do_not_try_again',
  try_again_later: 'try_later',
};

/** Of a lost or stolen card the client hears no more than of any other decline. */
const neutral = 'The payment was declined. Use another payment method.';

const messages: Readonly<Record<DeclineGroup, string>> = {
  insufficient_funds: 'The account has not enough funds.',
  expired_card: 'The card has expired. Use another card.',
  wrong_data: 'The card or account data is not right. Check it and try again.',
  authentication: 'The bank did not confirm that it is you. Try again with the client present.',
  stolen: neutral,
  try_later: 'The bank could not take the payment now. Try again later.',
  do_not_try_again: neutral,
};

function groupOf(error: PaymentError): DeclineGroup {
  const known = groups.get(error.decline_code ?? '') ?? groups.get(error.code ?? '');
  const advice = advised[error.advice_code ?? ''];
  // The networks fine tries against their advice, whatever the code says.
  if (advice === 'do_not_try_again' && known !== 'stolen' && known !== 'authentication') {
    return advice;
  }
  return known ?? advice ?? 'do_not_try_again';
}

/**
 * A decline in our words (SPEC 8.8): unknown codes ask for another method, for a network may fine
 * a try that cannot succeed.
 */
export function declineOf(error: PaymentError): Failure {
  const group = groupOf(error);
  const vendorCode = error.decline_code ?? error.code;
  return {
    status: 'failed',
    code: group === 'authentication' ? 'authentication_failed' : 'declined',
    message: messages[group],
    group,
    ...(vendorCode === undefined ? {} : { vendorCode }),
  };
}
