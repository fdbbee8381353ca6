import { msg, str } from '@lit/localize';
import type { BillingAccountType } from '../../src/contract/billing-accounts.ts';
import type { PaymentFailure } from '../../src/contract/charges.ts';

/** The texts of `rr-billing-account`. */
export const strings = {
  titleNew: (): string => msg('New billing account'),
  back: (): string => msg('Billing accounts'),
  loading: (): string => msg('Loading the billing account'),
  failed: (): string => msg('The billing account could not be loaded'),
  noMethod: (): string => msg('There is nothing to choose from'),
  noMethodText: (): string =>
    msg('Your provider offers no way to pay that can be kept. Pay each invoice yourself.'),
  type: (): string => msg('Type'),
  typeText: (): string => msg('How invoices are paid with this account.'),
  owner: (): string => msg('Owner'),
  ownerText: (): string => msg('The owner and the primary contact use and change this account.'),
  you: (name: string): string => msg(str`${name} (you)`),
  use: (): string => msg('Owner and use'),
  makeDefault: (): string => msg('Make it the default account'),
  isDefault: (): string => msg('This is the default account'),
  defaultText: (): string => msg('It pays what no account is named for.'),
  defaultStays: (): string => msg('Make another account the default one to change this.'),
  account: (): string => msg('Account'),
  accountText: (): string =>
    msg('To change number or date, add the new one as another account, then remove this one.'),
  expires: (): string => msg('Expires'),
  billableFor: (): string => msg('Billable for'),
  notBillableFor: (): string => msg('Not billable for'),
  billableText: (): string =>
    msg(
      'This account pays for the packages in the second list. A package has one account at most, so moving it here takes it from the other.',
    ),
  packages: (): string => msg('Packages'),
  noPackages: (): string => msg('No package of its own'),
  readOnly: (): string => msg('Only its owner and the primary contact can change this account.'),
  cancel: (): string => msg('Cancel'),
  discard: (): string => msg('Discard changes'),
  save: (): string => msg('Save billing account'),
  saving: (): string => msg('Saving'),
  saved: (label: string): string => msg(str`${label} is saved.`),
  discarded: (): string => msg('Changes discarded'),
  conflict: (): string => msg('The account was changed meanwhile'),
  conflictText: (): string => msg('Nothing was saved. Load it again, then make your changes anew.'),
  loadAgain: (): string => msg('Load again'),
  unanswered: (): string => msg('No answer came'),
  unansweredText: (): string =>
    msg('It is not known yet whether the account was saved. Save again: it is saved only once.'),
};

/** What a kind of account means for those who pay with it (S84, S86). */
export function typeHint(type: BillingAccountType): string {
  switch (type) {
    case 'card':
      return msg('Charged automatically when invoices fall due.');
    case 'bank_account':
      return msg('Collected automatically when invoices fall due.');
    case 'wallet':
      return msg('You go to its page once to agree. Then invoices are paid when they fall due.');
    case 'manual':
      return msg('Nothing is kept. You pay each invoice yourself.');
    case 'third_party':
      return msg('Nothing is kept. You pay each invoice on its page.');
  }
}

/** The texts of the two lists. */
export const pickerWords = {
  addSelected: (): string => msg('Move selected to Billable for'),
  addAll: (): string => msg('Move all to Billable for'),
  dropSelected: (): string => msg('Move selected to Not billable for'),
  dropAll: (): string => msg('Move all to Not billable for'),
  added: (count: number, shown: string): string =>
    count === 1
      ? msg('1 package moved to Billable for')
      : msg(str`${shown} packages moved to Billable for`),
  dropped: (count: number, shown: string): string =>
    count === 1
      ? msg('1 package moved to Not billable for')
      : msg(str`${shown} packages moved to Not billable for`),
  empty: (): string => msg('No packages'),
  byDefault: (): string => msg('Paid by default'),
  browse: (): string => msg('browse'),
  select: (): string => msg('select'),
  selectAll: (): string => msg('select all'),
  move: (): string => msg('or double click: move'),
  space: (): string => msg('Space'),
  enter: (): string => msg('Enter'),
};

/** Where the keeping of a method stands. */
export const setupWords = {
  savedTitle: (): string => msg('The billing account is saved'),
  savedText: (label: string): string =>
    msg(str`${label} can be used now. Nothing was charged for this.`),
  toList: (): string => msg('Billing accounts'),
  another: (): string => msg('Add another'),
  asks: (): string => msg('Your bank asks you to confirm'),
  asksText: (): string => msg('Nothing is charged. The account is saved once you have confirmed.'),
  confirm: (): string => msg('Confirm with your bank'),
  goOn: (): string => msg('Go on'),
  pageAsks: (): string => msg('One step is left'),
  pageAsksText: (): string =>
    msg('Agree on the page of the payment gateway, and come back here. Nothing is charged.'),
  startAnew: (): string => msg('Start anew'),
  waiting: (): string => msg('The payment gateway is still checking'),
  waitingText: (): string =>
    msg('The account is saved when it is done. You may leave this page; do not add it again.'),
  checking: (): string => msg('We are asking the payment gateway'),
  checkingText: (): string =>
    msg('It is not known yet whether the account was saved. Do not add it again.'),
  declined: (): string => msg('The billing account was not saved'),
  nothingKept: (): string => msg('Nothing was charged, and nothing was kept.'),
  again: (): string => msg('Try again'),
  notFinished: (): string => msg('It was not confirmed'),
  notFinishedText: (): string => msg('The account is not saved yet. Confirm it, or start anew.'),
  stepFailed: (): string => msg('This step could not be taken'),
};

/** Why a method was not kept; empty where no more is known than that. */
export function setupFailure(reason: PaymentFailure): string {
  const words: { readonly [Reason in PaymentFailure]: string } = {
    insufficient_funds: msg('Your bank says that there is not enough money.'),
    expired_card: msg('The card has expired.'),
    wrong_data: msg('Some of what was entered is wrong. Check number, date and code.'),
    authentication: msg('It was not confirmed with your bank.'),
    try_later: msg('Your bank could not be reached. Try again later.'),
    do_not_try_again: msg('Your bank does not accept it. Use another one.'),
    canceled: '',
    expired: msg('It was not confirmed in time.'),
    declined: msg('Your bank gave no reason.'),
  };
  return words[reason] ?? '';
}
