import { msg, str } from '@lit/localize';

/** The texts of `rr-routing`. */
export const strings = {
  title: (): string => msg('Who pays what'),
  back: (): string => msg('Billing accounts'),
  loading: (): string => msg('Loading who pays what'),
  failed: (): string => msg('It could not be loaded who pays what'),
  none: (): string => msg('No packages to pay for'),
  noneText: (): string => msg('What you order shows here, with the account that pays it.'),
  packages: (): string => msg('Packages'),
  package: (): string => msg('Package'),
  paidBy: (): string => msg('Paid by'),
  paidByOf: (name: string): string => msg(str`Paid by, ${name}`),
  order: (): string => msg('Charged in this order'),
  renewal: (): string => msg('Next renewal'),
  byDefault: (label: string): string => msg(str`Default (${label})`),
  byDefaultOnly: (): string => msg('Default'),
  youPay: (): string => msg('You are asked to pay'),
  own: (): string => msg('Named for it'),
  default: (): string => msg('Default'),
  stepsIn: (): string => msg('Steps in'),
  noRenewal: (): string => msg('None'),
  expiresBefore: (): string => msg('Expires before'),
  expiresBeforeText: (label: string): string => msg(str`${label} ends before that day.`),
  changed: (): string => msg('Changed'),
  fallback: (): string => msg('What steps in'),
  fallbackText: (): string =>
    msg('When an account is declined and the default one is too, these are charged in this order.'),
  nothingStepsIn: (): string =>
    msg('Nothing steps in: you are asked to pay when the default account is declined.'),
  noOther: (): string =>
    msg('Only accounts that are charged automatically can step in. Add another one first.'),
  others: (): string => msg('Other accounts'),
  letStepIn: (): string => msg('Let it step in'),
  letStepInOf: (label: string): string => msg(str`Let it step in, ${label}`),
  up: (label: string): string => msg(str`Move up, ${label}`),
  down: (label: string): string => msg(str`Move down, ${label}`),
  drop: (): string => msg('Take out'),
  dropOf: (label: string): string => msg(str`Take out, ${label}`),
  keysHint: (): string =>
    msg('Drag an account, press its buttons, or press ↑ and ↓ while one of them has the focus.'),
  moved: (label: string, place: string, all: string): string =>
    msg(str`${label} is number ${place} of ${all}.`),
  added: (label: string): string => msg(str`${label} steps in.`),
  dropped: (label: string): string => msg(str`${label} no longer steps in.`),
  changes: (count: number, shown: string): string =>
    count === 1 ? msg('1 change is not saved') : msg(str`${shown} changes are not saved`),
  discard: (): string => msg('Discard changes'),
  save: (): string => msg('Save changes'),
  saving: (): string => msg('Saving'),
  saved: (): string => msg('It is saved who pays what.'),
  discarded: (): string => msg('Changes discarded'),
  notSaved: (): string => msg('Not everything was saved'),
  notSavedText: (): string => msg('What is still marked as changed was not saved. Save again.'),
};
