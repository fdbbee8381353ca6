import { msg, str } from '@lit/localize';
import type { Obstacle, ObstacleKind } from '../../src/rules/explain.ts';
import type { Formatter } from '../internal/format.ts';

/** The texts about a package's next invoice. */
export const strings = {
  title: (): string => msg('Next invoice'),
  show: (): string => msg('Show when and for how much'),
  hide: (): string => msg('Hide'),
  loading: (): string => msg('Loading the next invoice'),
  failed: (): string => msg('The next invoice could not be loaded'),
  never: (): string => msg('No invoice comes for this package.'),
  stopped: (): string => msg('No invoice comes while something stands in the way.'),
  comes: (issued: string, due: string): string => msg(str`Issued on ${issued}, due on ${due}.`),
  wouldCome: (issued: string, due: string): string =>
    msg(str`If that is cleared: issued on ${issued}, due on ${due}.`),
  period: (period: string): string => msg(str`For ${period}.`),
  lead: (days: number, shown: string): string => {
    if (days === 0) return msg('A period is invoiced on the day on which it begins.');
    return days === 1
      ? msg('A period is invoiced 1 day before it begins.')
      : msg(str`A period is invoiced ${shown} days before it begins.`);
  },
  times: (count: string, what: string): string => msg(str`${count} × ${what}`),
  part: (period: string): string => msg(str`${period}, a part of a period`),
  discount: (code: string): string => msg(str`Discount ${code}`),
  anyDiscount: (): string => msg('Discount'),
  net: (): string => msg('Before tax'),
  tax: (): string => msg('Tax'),
  rounding: (): string => msg('Rounding'),
  total: (): string => msg('Total'),
  stops: (): string => msg('Stands in the way'),
  toKnow: (): string => msg('Good to know'),
};

/** What stands in the way of an invoice, or comes before it, as a sentence. */
export function obstacleText(obstacle: Obstacle, format: Formatter): string {
  const { kind, on, status, stops } = obstacle;
  const day = on === null ? null : format.date(on);
  if (kind === 'package_status') return statusText(status);
  if (kind === 'ends') return endText(day, stops);
  if (kind === 'pending_change') {
    return day === null ? msg('A change waits for its payment.') : msg(str`It changes on ${day}.`);
  }
  const words: { readonly [Kind in Exclude<ObstacleKind, Told>]: () => string } = {
    client_closed: () => msg('This account is closed.'),
    client_not_invoiced: () => msg('This account gets no invoices while it is suspended.'),
    client_parked: () => msg('Your provider is looking into this account first.'),
    bounds: () => msg('Your provider is looking into this account first.'),
    invoicing_off: () => msg('Your provider issues no invoices for now.'),
    one_time: () => msg('It was bought once and has no further period.'),
    zero: () => msg('The period costs nothing, so there is no invoice for it.'),
    trial: () => msg(str`Free until ${day ?? ''}.`),
    promise: () => msg(str`Payment of an open invoice is promised by ${day ?? ''}.`),
  };
  // A newer server may know of others, which it tells in its own words.
  return Object.hasOwn(words, kind) ? words[kind]() : obstacle.text;
}

type Told = 'package_status' | 'ends' | 'pending_change';

function statusText(status: string | null): string {
  switch (status) {
    case 'pending':
      return msg('Its first invoice came with its order. Its periods begin when it is active.');
    case 'suspended':
      return msg('It is suspended, and is not invoiced until it is active again.');
    case 'canceled':
    case 'expired':
    case 'transferred':
      return msg('It has ended, and is not invoiced any more.');
    default:
      return msg('It is not active, and is not invoiced until it is.');
  }
}

function endText(day: string | null, stops: boolean): string {
  if (day === null) return msg('It is paid up to its end, and no period follows.');
  return stops ? msg(str`It ends on ${day}, before that.`) : msg(str`It ends on ${day}.`);
}
