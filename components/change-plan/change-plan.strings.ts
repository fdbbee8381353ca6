import { msg, str } from '@lit/localize';
import type { Direction } from './wishes.ts';

/** The texts of `rr-change-plan`. */
export const strings = {
  title: (direction: Direction): string =>
    direction === 'upgrade' ? msg('Upgrade') : msg('Downgrade'),
  loading: (): string => msg('Loading what is offered'),
  failed: (): string => msg('What is offered could not be loaded'),
  back: (): string => msg('Package'),
  renews: (date: string): string => msg(str`Next renewal on ${date}`),
  packages: (): string => msg('Packages'),
  cycle: (): string => msg('Billing cycle'),
  current: (): string => msg('Current'),
  currentNote: (): string => msg('Choose another cycle to change it.'),
  otherCycle: (): string => msg('Not offered for this cycle'),
  perform: (): string => msg('Perform upgrade'),
  performOf: (plan: string): string => msg(str`Perform upgrade, ${plan}`),
  addOns: (): string => msg('Add-ons'),
  adjust: (): string => msg('Adjust add-ons'),
  adjustHint: (direction: Direction): string =>
    direction === 'upgrade'
      ? msg('Add something first. Only the add-ons are billed.')
      : msg('Take something away first. Only the add-ons change.'),
  add: (): string => msg('Add'),
  remove: (): string => msg('Remove'),
  addOf: (name: string): string => msg(str`Add, ${name}`),
  removeOf: (name: string): string => msg(str`Remove, ${name}`),
  youHave: (count: number, shown: string): string =>
    count === 0 ? msg('You have none') : msg(str`You have ${shown}`),
  atMost: (shown: string): string => msg(str`${shown} at most`),
  each: (price: string): string => msg(str`${price} each`),
  fewer: (name: string): string => msg(str`Fewer, ${name}`),
  more: (name: string): string => msg(str`More, ${name}`),
  noneTitle: (direction: Direction): string =>
    direction === 'upgrade'
      ? msg('No upgrade is offered for this package')
      : msg('No downgrade is offered for this package'),
  noneText: (): string => msg('Ask the provider if you need something else.'),
  noneInactive: (): string => msg('Only an active package can be changed.'),
  noneCanceled: (date: string): string =>
    msg(str`It is to end on ${date}. Undo the cancellation to change it.`),
  openPackage: (): string => msg('Open the package'),
};

/** The texts of the quote. */
export const quoteWords = {
  title: (): string => msg('Quote'),
  hint: (): string => msg('Choose a package or add-ons, and what it costs is shown here.'),
  reckoning: (): string => msg('Working out the price'),
  failed: (): string => msg('The price could not be worked out'),
  changed: (): string => msg('The price has changed'),
  changedText: (): string => msg('Look at the new quote before you go on.'),
  renewed: (): string => msg('The quote had ended, and this is a new one'),
  renewedText: (): string => msg('The price is the same. Nothing was changed yet.'),
  blocked: (): string => msg('This change is not possible now'),
  openInvoice: (number: string): string => msg(str`Open ${number}`),
  payInvoice: (number: string): string => msg(str`Pay ${number}`),
  plan: (plan: string, cycle: string): string => msg(str`${plan}, ${cycle}`),
  creditNote: (number: string): string => msg(str`Credit note for ${number}`),
  invoice: (): string => msg('Invoice'),
  nothingBilled: (): string => msg('Nothing is billed now.'),
  sum: (): string => msg('Sum'),
  documentTotal: (): string => msg('Total'),
  fromCredit: (): string => msg('From account credit'),
  dueNow: (): string => msg('Due now'),
  toCredit: (): string => msg('To your account credit'),
  whenPaid: (): string => msg('It takes effect when the sum due is paid.'),
  atOnce: (): string => msg('It takes effect at once.'),
  onDay: (date: string): string =>
    msg(str`It takes effect on ${date} and can be taken back until then.`),
  noCredit: (): string => msg('What is unused is not credited.'),
  replaces: (plan: string, date: string): string =>
    msg(str`It replaces the change to ${plan} on ${date}.`),
  replacesAddOns: (date: string): string => msg(str`It replaces the change of add-ons on ${date}.`),
  holds: (time: string): string => msg(str`This quote holds until ${time}.`),
  from: (date: string): string => msg(str`From ${date}`),
  beforeTax: (): string => msg('Before tax'),
  tax: (): string => msg('Tax'),
  changing: (): string => msg('Changing'),
  couldNot: (): string => msg('The change could not be made'),
};

/** The texts of changes that wait, and of results. */
export const changeWords = {
  waits: (plan: string): string => msg(str`The change to ${plan} waits for its payment`),
  addOnsWait: (): string => msg('The change of add-ons waits for its payment'),
  waitsText: (sum: string, number: string, date: string): string =>
    msg(str`Pay ${sum} for ${number} by ${date}. Unpaid it lapses then and is credited in full.`),
  waitsOpen: (sum: string, number: string): string => msg(str`Pay ${sum} for ${number}.`),
  blocks: (): string => msg('Until then nothing else can be changed.'),
  scheduled: (plan: string, date: string): string => msg(str`It changes to ${plan} on ${date}`),
  addOnsScheduled: (date: string): string => msg(str`Its add-ons change on ${date}`),
  scheduledText: (): string => msg('You can take this back until then.'),
  pay: (): string => msg('Pay now'),
  takeBack: (): string => msg('Take back'),
  takingBack: (): string => msg('Taking it back'),
  askTakeBack: (plan: string): string => msg(str`Take the change to ${plan} back?`),
  askTakeBackAddOns: (): string => msg('Take the change of add-ons back?'),
  takeBackUnpaid: (number: string): string =>
    msg(str`${number} is credited in full, and the package stays as it is.`),
  takeBackScheduled: (date: string): string =>
    msg(str`Nothing changes on ${date}. The package goes on as it is.`),
  takeBackNow: (): string => msg('Take the change back'),
  keep: (): string => msg('Keep the change'),
  couldNotTakeBack: (): string => msg('The change could not be taken back'),
  takenBack: (): string => msg('The change was taken back'),
  takenBackText: (plan: string): string => msg(str`The package stays on ${plan}.`),
  done: (plan: string): string => msg(str`The package is on ${plan} now`),
  addOnsDone: (): string => msg('The add-ons were changed'),
  doneText: (): string => msg('The hosting panel has it already.'),
  panelFollows: (): string => msg('The hosting panel follows in a moment.'),
  invoice: (): string => msg('Invoice'),
  creditNote: (): string => msg('Credit note'),
  toPay: (): string => msg('Left to pay'),
  lapses: (): string => msg('Lapses on'),
};

/** The button that makes a change says what happens, with the sum or the day. */
export const confirmWords = {
  upgradeAndPay: (sum: string): string => msg(str`Upgrade and pay ${sum}`),
  downgradeAndPay: (sum: string): string => msg(str`Downgrade and pay ${sum}`),
  adjustAndPay: (sum: string): string => msg(str`Adjust add-ons and pay ${sum}`),
  upgradeOn: (date: string): string => msg(str`Upgrade on ${date}`),
  downgradeOn: (date: string): string => msg(str`Downgrade on ${date}`),
  adjustOn: (date: string): string => msg(str`Adjust add-ons on ${date}`),
};
