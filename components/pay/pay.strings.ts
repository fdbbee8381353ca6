import { msg, str } from '@lit/localize';
import type { InstructionDetail, PaymentFailure } from '../../src/contract/charges.ts';

/** The texts of `rr-pay`. */
export const strings = {
  title: (): string => msg('Pay invoices'),
  loading: (): string => msg('Loading the payment'),
  failed: (): string => msg('The payment could not be prepared'),
  nothingTitle: (): string => msg('Nothing to pay'),
  nothingText: (): string => msg('All invoices are paid.'),
  invoices: (): string => msg('Invoices'),
  payWith: (): string => msg('Pay with'),
  payment: (): string => msg('Payment'),
  count: (count: number): string => (count === 1 ? msg('1 invoice') : msg(str`${count} invoices`)),
  toPay: (): string => msg('To pay now'),
  due: (date: string): string => msg(str`Due ${date}`),
  confirm: (sum: string): string => msg(str`Confirm payment of ${sum}`),
  paying: (): string => msg('Paying'),
  save: (): string => msg('Save as a billing account'),
  saveHint: (): string => msg('You can pay with it next time.'),
  redirectHint: (): string => msg('You go to its page and come back here'),
  expires: (month: string): string => msg(str`Expires ${month}`),
  noMethod: (): string => msg('There is no way to pay this sum online'),
  noMethodText: (): string => msg('Ask your provider how to pay. The invoices stay open.'),
  method: (): string => msg('Method'),
  transaction: (): string => msg('Transaction'),
  statusCode: (): string => msg('Status code'),
  amount: (): string => msg('Amount'),
  paid: (sum: string): string => msg(str`Paid ${sum}`),
  paidText: (numbers: string): string => msg(str`${numbers}: the payment is booked.`),
  fundsText: (): string =>
    msg(
      'It is account credit now, and pays your next invoice first. This receipt is no tax invoice.',
    ),
  partlyText: (sum: string): string =>
    msg(str`Only ${sum} was taken. The rest of the sum is still open.`),
  bankAsks: (): string => msg('Your bank asks you to confirm'),
  bankAsksText: (sum: string): string =>
    msg(str`Nothing is charged yet. Confirm ${sum} with your bank.`),
  goToBank: (): string => msg('Confirm with your bank'),
  cancelPayment: (): string => msg('Cancel payment'),
  openInvoice: (number: string): string => msg(str`Open ${number}`),
  waiting: (): string => msg('The payment is on its way'),
  waitingText: (sum: string): string =>
    msg(str`${sum} is not settled yet. This may take some days; you need not do anything.`),
  collectedText: (sum: string, date: string): string =>
    msg(str`${sum} is collected from your bank account on ${date}; you need not do anything.`),
  checking: (): string => msg('We are asking the payment gateway'),
  checkingText: (): string =>
    msg('It is not known yet whether the payment went through. Do not pay again.'),
  declined: (): string => msg('The payment was declined'),
  canceled: (): string => msg('The payment was canceled'),
  nothingCharged: (): string => msg('Nothing was charged, and the invoices stay open.'),
  nothingAdded: (): string => msg('Nothing was charged, and no credit was added.'),
  anotherMethod: (): string => msg('Choose another method'),
  tryAgain: (): string => msg('Try again'),
  transfer: (): string => msg('Pay by bank transfer'),
  scanCode: (): string => msg('Scan this code with your banking app'),
  gatewayNote: (): string =>
    msg('These fields belong to the payment gateway. Your provider never sees the card number.'),
  gatewayFailed: (): string => msg('The payment fields could not be loaded. Try again later.'),
  unanswered: (): string => msg('No answer came'),
  unansweredText: (): string =>
    msg('It is not known yet whether the payment was taken. Confirm again: it is taken only once.'),
  payFailed: (): string => msg('The payment could not be made'),
};

/** Why a payment did not go through; empty where no more is known than that. */
export function failureWord(reason: PaymentFailure): string {
  const words: { readonly [Reason in PaymentFailure]: string } = {
    insufficient_funds: msg('Your bank says that there is not enough money.'),
    expired_card: msg('The card has expired.'),
    wrong_data: msg('Some of what was entered is wrong. Check number, date and code.'),
    authentication: msg('The payment was not confirmed with your bank.'),
    try_later: msg('Your bank could not be reached. Try again later.'),
    do_not_try_again: msg('Your bank does not accept this payment.'),
    canceled: '',
    expired: msg('It was not confirmed in time.'),
    declined: msg('Your bank gave no reason.'),
  };
  return words[reason] ?? '';
}

type InstructionName = InstructionDetail['name'];

const instructionWords: Readonly<Record<InstructionName, () => string>> = {
  payee: () => msg('Pay to'),
  iban: () => msg('IBAN'),
  bic: () => msg('BIC'),
  bank: () => msg('Bank'),
  routing_number: () => msg('Routing number'),
  account_number: () => msg('Account number'),
  amount: () => msg('Amount'),
  reference: () => msg('Reference'),
  address: () => msg('Address'),
};

/** The word of a fact of instructions. */
export function instructionWord(name: InstructionName): string {
  return instructionWords[name]();
}
