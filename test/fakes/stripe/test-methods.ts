/** How a method of the test values behaves. */
export interface TestMethod {
  readonly pm: string;
  readonly type: 'card' | 'sepa_debit' | 'us_bank_account';
  /** The card's number, the IBAN or the account's number. */
  readonly number: string;
  readonly brand: string;
  /** What becomes of its charges. */
  readonly decline?: Decline;
  /** When it asks for 3-D Secure. */
  readonly asks?: 'always' | 'unless_set_up' | 'on_session';
  /** Seconds until a debit settles; never where it is null. */
  readonly settlesAfter?: number | null;
  readonly refund?: 'pending' | 'fails';
  readonly dispute?: 'fraudulent' | 'product_not_received' | 'inquiry';
}

/** What a decline says. */
export interface Decline {
  readonly code: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
}

const declined = (decline_code: string, advice_code: string): Decline => ({
  code: 'card_declined',
  decline_code,
  advice_code,
});

const generic = declined('generic_decline', 'try_again_later');
const noFunds = declined('insufficient_funds', 'try_again_later');

type Behaviour = Omit<Partial<TestMethod>, 'pm' | 'type' | 'number'>;

function card(number: string, pm: string, behaviour: Behaviour = {}): TestMethod {
  return { pm, number, type: 'card', brand: 'visa', ...behaviour };
}

const cards: readonly TestMethod[] = [
  card('4242424242424242', 'pm_card_visa'),
  card('4000056655665556', 'pm_card_visa_debit'),
  card('5555555555554444', 'pm_card_mastercard', { brand: 'mastercard' }),
  card('378282246310005', 'pm_card_amex', { brand: 'amex' }),
  card('6011111111111117', 'pm_card_discover', { brand: 'discover' }),
  card('4000000000000002', 'pm_card_visa_chargeDeclined', { decline: generic }),
  card('4000000000009995', 'pm_card_visa_chargeDeclinedInsufficientFunds', { decline: noFunds }),
  card('4000000000009987', 'pm_card_visa_chargeDeclinedLostCard', {
    decline: declined('lost_card', 'do_not_try_again'),
  }),
  card('4000000000009979', 'pm_card_visa_chargeDeclinedStolenCard', {
    decline: declined('stolen_card', 'do_not_try_again'),
  }),
  card('4000000000000069', 'pm_card_chargeDeclinedExpiredCard', {
    decline: { code: 'expired_card' },
  }),
  card('4000000000000127', 'pm_card_chargeDeclinedIncorrectCvc', {
    decline: { code: 'incorrect_cvc' },
  }),
  card('4000000000000119', 'pm_card_chargeDeclinedProcessingError', {
    decline: { code: 'processing_error', advice_code: 'try_again_later' },
  }),
  card('4000000000006975', 'pm_card_visa_chargeDeclinedVelocityLimitExceeded', {
    decline: declined('card_velocity_exceeded', 'try_again_later'),
  }),
  card('4000000000000341', 'pm_card_chargeCustomerFail', { decline: generic }),
  card('4100000000000019', 'pm_card_radarBlock', {
    decline: declined('fraudulent', 'do_not_try_again'),
  }),
  card('4000002500003155', 'pm_card_authenticationRequiredOnSetup', { asks: 'unless_set_up' }),
  card('4000002760003184', 'pm_card_authenticationRequired', { asks: 'always' }),
  card('4000003800000446', 'pm_card_authenticationRequiredSetupForOffSession', {
    asks: 'on_session',
  }),
  card('4000008260003178', 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', {
    asks: 'on_session',
    decline: noFunds,
  }),
  card('4000000000003220', 'pm_card_threeDSecure2Required', { asks: 'always' }),
  card('4000008400001629', 'pm_card_threeDSecureRequiredChargeDeclined', {
    asks: 'always',
    decline: generic,
  }),
  card('4000008400001280', 'pm_card_threeDSecureRequiredProcessingError', {
    decline: { code: 'processing_error', advice_code: 'try_again_later' },
  }),
  card('4000000000003055', 'pm_card_threeDSecureOptional'),
  card('4000000032200000', 'pm_card_threeDSecureFrictionless'),
  card('4000000000007726', 'pm_card_pendingRefund', { refund: 'pending' }),
  card('4000000000005126', 'pm_card_refundFail', { refund: 'fails' }),
  card('4000000000000259', 'pm_card_createDispute', { dispute: 'fraudulent' }),
  card('4000000000002685', 'pm_card_createDisputeProductNotReceived', {
    dispute: 'product_not_received',
  }),
  card('4000000000001976', 'pm_card_createDisputeInquiry', { dispute: 'inquiry' }),
  card('4000000000000077', 'pm_card_bypassPending'),
];

const soon = 5;
const delayed = 180;

function debit(
  type: 'sepa_debit' | 'us_bank_account',
  number: string,
  pm: string,
  behaviour: Behaviour = {},
): TestMethod {
  return { pm, number, type, brand: type, settlesAfter: soon, ...behaviour };
}

const sepa = (number: string, name: string, behaviour: Behaviour = {}): TestMethod =>
  debit('sepa_debit', number, `pm_sepaDebit_${name}`, behaviour);
const ach = (number: string, name: string, behaviour: Behaviour = {}): TestMethod =>
  debit('us_bank_account', number, `pm_usBankAccount_${name}`, behaviour);

const sepaFailed: Behaviour = { decline: { code: 'charge_exceeds_transaction_limit' } };
const noMoney: Behaviour = { decline: { code: 'insufficient_funds' } };

const debits: readonly TestMethod[] = [
  sepa('DE89370400440532013000', 'success_de'),
  sepa('DE08370400440532013003', 'successDelayed_de', { settlesAfter: delayed }),
  sepa('DE62370400440532013001', 'failed_de', { decline: { code: 'debit_not_authorized' } }),
  sepa('DE78370400440532013004', 'failedDelayed_de', {
    decline: { code: 'debit_not_authorized' },
    settlesAfter: delayed,
  }),
  sepa('DE35370400440532013002', 'disputed_de', { dispute: 'fraudulent' }),
  sepa('DE65370400440000343434', 'exceedsWeeklyVolumeLimit_de', sepaFailed),
  sepa('DE27370400440000121212', 'exceedsWeeklyTransactionLimit_de', sepaFailed),
  sepa('DE65370400440002222227', 'insufficientFunds_de', noMoney),
  sepa('AT611904300234573201', 'success_at'),
  sepa('AT861904300235473202', 'failed_at', { decline: { code: 'debit_not_authorized' } }),
  sepa('FR1420041010050500013M02606', 'success_fr'),
  sepa('FR8420041010050500013M02607', 'failed_fr', { decline: { code: 'debit_not_authorized' } }),
  ach('000123456789', 'success'),
  ach('000111111113', 'accountClosed', { decline: { code: 'account_closed' } }),
  ach('000111111116', 'noAccount', { decline: { code: 'no_account' } }),
  ach('000222222227', 'insufficientFunds', noMoney),
  ach('000333333335', 'debitNotAuthorized', { decline: { code: 'debit_not_authorized' } }),
  ach('000555555559', 'dispute', { dispute: 'fraudulent' }),
  ach('000000000009', 'processing', { settlesAfter: null }),
];

/** The methods of docs.stripe.com/testing, with what they do. */
export const testMethods: readonly TestMethod[] = [...cards, ...debits];

/** The test method of a number as it is typed, or of a `pm_card_…` id. */
export function findTestMethod(numberOrId: string): TestMethod | null {
  const key = numberOrId.replaceAll(/[\s-]/g, '');
  return testMethods.find(({ number, pm }) => number === key || pm === key) ?? null;
}

/** The currency that a debit is in; cards take all. */
export function currencyOf(method: TestMethod): string | null {
  if (method.type === 'sepa_debit') return 'eur';
  return method.type === 'us_bank_account' ? 'usd' : null;
}
