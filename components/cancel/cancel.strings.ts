import { msg, str } from '@lit/localize';

/** The texts of `rr-cancel`. */
export const strings = {
  title: (name: string): string => msg(str`Cancel ${name}`),
  loading: (): string => msg('Loading the package'),
  failed: (): string => msg('The package could not be loaded'),
  back: (): string => msg('Package'),
  when: (): string => msg('When'),
  atEnd: (): string => msg('At the end of the paid period'),
  atEndText: (date: string): string =>
    msg(str`It runs until ${date}, or longer where more is paid, and is not renewed.`),
  now: (): string => msg('Now'),
  nowText: (): string => msg('It goes offline at once.'),
  pendingText: (): string => msg('It is not set up. What is invoiced for it is credited in full.'),
  reason: (): string => msg('Reason'),
  chooseReason: (): string => msg('Choose a reason'),
  details: (): string => msg('More about it'),
  missingReason: (): string => msg('Choose why you cancel it.'),
  missingDetails: (): string => msg('Say in a few words why you cancel it.'),
  happens: (): string => msg('What happens'),
  endsAtEnd: (date: string): string => msg(str`Everything works until ${date}.`),
  endsNow: (): string => msg('Sites, mailboxes and databases go offline at once.'),
  dataGoes: (): string => msg('Its data is deleted after it has ended. Save what you need before.'),
  notRenewed: (): string => msg('No further period is invoiced.'),
  refund: (): string => msg('What is paid and not used becomes account credit.'),
  noRefund: (): string => msg('What is paid is not given back.'),
  undoable: (): string => msg('You can undo this until it ends.'),
  notUndoable: (): string => msg('This cannot be undone.'),
  changeDrops: (plan: string, date: string): string =>
    msg(str`The change to ${plan} on ${date} is taken back.`),
  continueAtEnd: (): string => msg('Cancel at the end of the period'),
  continueNow: (): string => msg('Cancel now'),
  canceling: (): string => msg('Canceling'),
  askAtEnd: (name: string): string => msg(str`Cancel ${name} at the end of the period?`),
  askNow: (name: string): string => msg(str`Cancel ${name} now?`),
  keep: (name: string): string => msg(str`Keep ${name}`),
  couldNot: (): string => msg('The package could not be canceled'),
  couldNotUndo: (): string => msg('The cancellation could not be undone'),
  endsOn: (date: string): string => msg(str`It ends on ${date}`),
  endsOnText: (): string => msg('It works until then. You can undo this.'),
  undo: (): string => msg('Undo the cancellation'),
  undoing: (): string => msg('Undoing it'),
  undone: (name: string): string => msg(str`${name} goes on`),
  undoneText: (): string => msg('The cancellation was undone.'),
  undoneRenews: (date: string): string =>
    msg(str`The cancellation was undone. It renews on ${date}.`),
  canceled: (name: string): string => msg(str`${name} is canceled`),
  canceledText: (): string => msg('It does not run any more, and is not renewed.'),
  notOffered: (): string => msg('This package cannot be canceled'),
  notOfferedText: (status: string): string => msg(str`Its status is “${status}”.`),
  waits: (): string => msg('A change of this package waits for its payment'),
  waitsText: (): string => msg('Pay it or take it back first.'),
  toChange: (): string => msg('Open the package'),
};

/** Reasons to choose from, by id. */
export const reasons = {
  'not-needed': (): string => msg('I do not need it any more'),
  price: (): string => msg('It costs too much'),
  features: (): string => msg('Something is missing'),
  quality: (): string => msg('It did not work well'),
  moving: (): string => msg('I move to another provider'),
  other: (): string => msg('Another reason'),
};

/** The id of a reason. */
export type ReasonId = keyof typeof reasons;
