import { msg, str } from '@lit/localize';

/** The texts of `rr-billing-account-list`. */
export const strings = {
  title: (): string => msg('Billing accounts'),
  loading: (): string => msg('Loading billing accounts'),
  failed: (): string => msg('Billing accounts could not be loaded'),
  none: (): string => msg('No billing accounts yet'),
  noneText: (): string =>
    msg('A card or bank account that is kept here pays your invoices when they fall due.'),
  add: (): string => msg('Add billing account'),
  routing: (): string => msg('Who pays what'),
  account: (): string => msg('Account'),
  owner: (): string => msg('Owner'),
  expires: (): string => msg('Expires'),
  pays: (): string => msg('Pays'),
  actions: (): string => msg('Actions'),
  notAutomatic: (): string => msg('Not charged automatically'),
  never: (): string => msg('Never'),
  otherOwner: (): string => msg('Another contact'),
  nothing: (): string => msg('No package of its own'),
  more: (count: number, shown: string): string =>
    count === 1 ? msg('1 more') : msg(str`${shown} more`),
  edit: (): string => msg('Edit'),
  editOf: (label: string): string => msg(str`Edit, ${label}`),
  open: (): string => msg('Open'),
  openOf: (label: string): string => msg(str`Open, ${label}`),
  makeDefault: (): string => msg('Make default'),
  makeDefaultOf: (label: string): string => msg(str`Make default, ${label}`),
  remove: (): string => msg('Remove'),
  removeOf: (label: string): string => msg(str`Remove, ${label}`),
  paidByDefault: (): string => msg('Paid by default'),
  paidByDefaultText: (label: string): string =>
    msg(str`No account is named for these packages, so ${label} pays them.`),
  paidByNobody: (): string =>
    msg('No account is named for these packages, and there is no default one.'),
  expiring: (label: string): string => msg(str`${label} expires soon`),
  expiredTitle: (label: string): string => msg(str`${label} has expired`),
  chargedUntil: (date: string): string => msg(str`It can be charged until ${date}.`),
  chargedNoMore: (date: string): string => msg(str`Its last day was ${date}.`),
  willHit: (packages: string): string => msg(str`Then it can no longer pay ${packages}.`),
  hits: (packages: string): string => msg(str`It can no longer pay ${packages}.`),
  hitsNothing: (): string => msg('It pays for no package now.'),
};

/** Texts of the questions, and of what came of them. */
export const askWords = {
  removeTitle: (label: string): string => msg(str`Remove ${label}?`),
  forgets: (): string => msg('The payment gateway forgets it, and it is charged no more.'),
  moves: (count: number, packages: string, label: string): string =>
    count === 1
      ? msg(str`${packages} is paid by ${label} then.`)
      : msg(str`${packages} are paid by ${label} then.`),
  asked: (label: string): string =>
    msg(str`${label} is not charged automatically: you are asked to pay each invoice.`),
  newDefault: (label: string): string => msg(str`${label} becomes the default account.`),
  last: (): string =>
    msg('It is your last account. Nothing pays automatically then: you pay each invoice yourself.'),
  lastPackages: (packages: string): string => msg(str`This is about ${packages}.`),
  nothingMoves: (): string => msg('It pays for no package, so nothing else changes.'),
  removeAction: (): string => msg('Remove account'),
  keep: (label: string): string => msg(str`Keep ${label}`),
  defaultTitle: (label: string): string => msg(str`Make ${label} the default account?`),
  defaultText: (): string =>
    msg('It pays what no account is named for, and what an account that is declined leaves.'),
  defaultPackages: (packages: string): string => msg(str`Now that is ${packages}.`),
  defaultAction: (): string => msg('Make default'),
  keepDefault: (label: string): string => msg(str`Keep ${label} as default`),
  keepAsIs: (): string => msg('Keep it as it is'),
  removed: (label: string): string => msg(str`${label} is removed.`),
  notRemoved: (label: string): string => msg(str`${label} was not removed`),
  madeDefault: (label: string): string => msg(str`${label} is the default account now.`),
  notDefault: (label: string): string => msg(str`${label} was not made the default account`),
  charging: (): string =>
    msg('A payment by this account is on its way. Remove it when the payment is settled.'),
  onlyOne: (): string =>
    msg('A client always has a billing account. Add another one first, then remove this one.'),
};
