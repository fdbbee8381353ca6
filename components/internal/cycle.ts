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

/** The name of a cycle in the segmented control; an unknown cycle shows its id. */
export function cycleName(cycle: string): string {
  switch (cycle) {
    case 'weekly':
      return msg('Weekly');
    case 'monthly':
      return msg('Monthly');
    case 'quarterly':
      return msg('Quarterly');
    case 'semi-annual':
      return msg('Semi-annual');
    case 'annual':
      return msg('Annual');
    case 'biennial':
      return msg('Biennial');
    case 'triennial':
      return msg('Triennial');
    case 'one-time':
      return msg('One time');
    default:
      return cycle;
  }
}

const months: Readonly<Record<string, number>> = {
  'one-time': 0,
  weekly: 0.23,
  monthly: 1,
  quarterly: 3,
  'semi-annual': 6,
  annual: 12,
  biennial: 24,
  triennial: 36,
};

/** Orders ids of cycles from short to long; what is unknown comes last. */
export function compareCycles(a: string, b: string): number {
  return monthsOf(a) - monthsOf(b);
}

/** About how many months a cycle has, to sort by. */
function monthsOf(cycle: string): number {
  const known = months[cycle];
  if (known !== undefined) return known;
  const [, count = '', unit = ''] = /^(\d+)-(week|month|year)s$/.exec(cycle) ?? [];
  const each: Readonly<Record<string, number>> = { week: 0.23, month: 1, year: 12 };
  return Number(count) * (each[unit] ?? 0) || Number.MAX_SAFE_INTEGER;
}
