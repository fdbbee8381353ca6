import { msg, str } from '@lit/localize';

/** The texts of `rr-affiliate`, and of the programs that `rr-account` shows. */
export const strings = {
  title: (): string => msg('Affiliate programs'),
  loading: (): string => msg('Loading affiliate programs'),
  failed: (): string => msg('Affiliate programs could not be loaded'),
  none: (): string => msg('No affiliate programs'),
  noneText: (): string => msg('Your provider offers none at present.'),
  percentEach: (percent: string): string =>
    msg(str`You earn ${percent} of every invoice that a client you refer pays, before tax.`),
  percentOnce: (percent: string): string =>
    msg(str`You earn ${percent} of the first invoice that a client you refer pays, before tax.`),
  fixedEach: (sum: string): string =>
    msg(str`You earn ${sum} for every invoice that a client you refer pays.`),
  fixedOnce: (sum: string): string =>
    msg(str`You earn ${sum} for the first invoice that a client you refer pays.`),
  waitNone: (): string => msg('What you earn can be paid out at once.'),
  wait: (days: number, shown: string): string =>
    days === 1
      ? msg('What you earn can be paid out after 1 day.')
      : msg(str`What you earn can be paid out after ${shown} days.`),
  minimum: (sum: string): string => msg(str`The smallest pay-out is ${sum}.`),
  cookie: (days: number, shown: string): string =>
    days === 1
      ? msg('An order counts for you up to 1 day after a visit by your link.')
      : msg(str`An order counts for you up to ${shown} days after a visit by your link.`),
  join: (name: string): string => msg(str`Join ${name}`),
  joining: (): string => msg('Joining'),
  joined: (name: string): string => msg(str`You have joined ${name}. Your referral link is ready.`),
  joinFailed: (name: string): string => msg(str`${name} could not be joined`),
  link: (): string => msg('Your referral link'),
  copy: (): string => msg('Copy'),
  copyOf: (name: string): string => msg(str`Copy the referral link of ${name}`),
  copied: (): string => msg('Copied'),
  copiedSaid: (): string => msg('The referral link is copied.'),
  selected: (): string => msg('The link is selected. Copy it with your keyboard or its menu.'),
  joinedOn: (): string => msg('Joined'),
  referred: (): string => msg('Referred clients'),
  earnings: (currency: string): string => msg(str`Earnings in ${currency}`),
  waiting: (): string => msg('Waiting'),
  mature: (): string => msg('Can be paid out'),
  paid: (): string => msg('Paid out'),
  nothingEarned: (): string => msg('Nothing earned yet.'),
};
