import type { Outlook } from '../../src/contract/outlook.ts';
import type { Money } from '../../src/rules/money.ts';
import type { OutlookEvent } from '../../src/rules/outlook.ts';
import { addMonths, daysBetween } from '../../src/rules/plain-date.ts';
import type { OutlookFilter } from './outlook.strings.ts';

/** An event of the list; when it recurs each month it stands for all of them. */
export interface ListedEvent {
  readonly event: OutlookEvent;
  /** The day of the last of them; null when it comes once. */
  readonly eachMonthUntil: string | null;
}

/** A month of the list. */
export interface ListedMonth {
  /** Its first day. */
  readonly first: string;
  /** What the operation says is invoiced in it, by currency. */
  readonly totals: readonly Money[];
  readonly events: readonly ListedEvent[];
}

/** Days between what comes on the same day of two months, or by terms counted from it. */
const shortestMonth = 27;
const longestMonth = 33;

/** How often it comes before the list says it once. */
const fewest = 3;

/** Kinds that come once, though each unpaid invoice would bring its own. */
const single: ReadonlySet<OutlookEvent['kind']> = new Set(['termination']);

/** Kinds of events that are about money to pay, and come in any case. */
export const payments: readonly OutlookEvent['kind'][] = ['invoice', 'due', 'charge'];

/** The events that a filter shows. */
export function filtered(
  events: readonly OutlookEvent[],
  filter: OutlookFilter,
): readonly OutlookEvent[] {
  return events.filter((event) => {
    const paid = payments.includes(event.kind);
    if (filter === 'payments') return paid;
    if (filter === 'unpaid') return event.ifUnpaid;
    return filter === 'all' || (!paid && !event.ifUnpaid);
  });
}

/** The first days of all months that an outlook touches. */
export function firstDays({ from, until }: Pick<Outlook, 'from' | 'until'>): readonly string[] {
  const days: string[] = [];
  let first = `${from.slice(0, 7)}-01`;
  while (first <= until) {
    days.push(first);
    first = addMonths(first, 1);
  }
  return days;
}

/** The months of an outlook with what happens in them; what recurs stands where it comes first. */
export function monthsOf(outlook: Outlook, filter: OutlookFilter): readonly ListedMonth[] {
  const events = folded(filtered(outlook.events, filter));
  return firstDays(outlook).map((first) => {
    const month = first.slice(0, 7);
    return {
      first,
      totals: outlook.months.find((one) => one.month === month)?.totals ?? [],
      events: events.filter(({ event }) => event.on.startsWith(month)),
    };
  });
}

/**
 * Events in their order; of those that recur each month only the first, with the day of the last.
 */
export function folded(events: readonly OutlookEvent[]): readonly ListedEvent[] {
  const series = new Map<string, OutlookEvent[][]>();
  for (const event of events) {
    const key = keyOf(event);
    const known = series.get(key) ?? [];
    series.set(key, known);
    const fitting = known.filter((one) => follows(one.at(-1), event));
    // Of two reminders a month each goes with its own: the one that is farthest back.
    const own = fitting[0];
    if (own === undefined) known.push([event]);
    else own.push(event);
  }
  const listed = [...series.values()].flat().flatMap(listedOf);
  return events.flatMap((event) => listed.find((one) => one.event === event) ?? []);
}

function listedOf(series: readonly OutlookEvent[]): readonly ListedEvent[] {
  const [first, last] = [series[0], series.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (series.length >= fewest && !single.has(first.kind))
    return [{ event: first, eachMonthUntil: last.on }];
  return series.map((event) => ({ event, eachMonthUntil: null }));
}

function follows(before: OutlookEvent | undefined, event: OutlookEvent): boolean {
  if (before === undefined) return false;
  const days = daysBetween(before.on, event.on);
  return days >= shortestMonth && days <= longestMonth;
}

/** What two events have in common when one is the other again. */
function keyOf(event: OutlookEvent): string {
  const { kind, ifUnpaid, oncePaid, amount, invoiceId, packageIds } = event;
  const sum = amount === null ? '' : `${amount.amount} ${amount.currency}`;
  return [kind, ifUnpaid, oncePaid, sum, invoiceId ?? '', ...[...packageIds].sort()].join('|');
}
