import { msg, str } from '@lit/localize';

/** What follows a price: `a year`, `every 3 months`; an unknown cycle shows its id. */
export function cycleWord(cycle: string): string {
  const named = namedCycle(cycle);
  if (named !== undefined) return named;
  const [, count, unit] = /^(\d+)-(week|month|year)s$/.exec(cycle) ?? [];
  switch (unit) {
    case 'week':
      return msg(str`every ${count} weeks`);
    case 'month':
      return msg(str`every ${count} months`);
    case 'year':
      return msg(str`every ${count} years`);
    default:
      return cycle;
  }
}

function namedCycle(cycle: string): string | undefined {
  switch (cycle) {
    case 'one-time':
      return msg('once');
    case 'weekly':
      return msg('a week');
    case 'monthly':
      return msg('a month');
    case 'quarterly':
      return msg('every 3 months');
    case 'semi-annual':
      return msg('every 6 months');
    case 'annual':
      return msg('a year');
    case 'biennial':
      return msg('every 2 years');
    case 'triennial':
      return msg('every 3 years');
    default:
      return undefined;
  }
}
