// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of sources.
import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

const run = 'src/rules/billing-run.test.ts';

/** Dates, cycles and periods: SPEC 6. */
export const periodMutants: readonly Mutant[] = [
  ...faultsOfRule('plain-date', [
    [
      '6.1 a short month ends on the 28th',
      'Math.min(day, monthLength(toYear, toMonth))',
      'Math.min(day, 28)',
    ],
    [
      '6.1 a day begins at midnight in London',
      'formatterOf(timeZone).formatToParts',
      "formatterOf('Europe/London').formatToParts",
    ],
    ['6.1 every fourth year is a leap year', ' && (year % 100 !== 0 || year % 400 === 0)', ''],
  ]),
  ...faultsOfRule('schedule', [
    ['6.1 a period begins a day late', '> day ? n - 1 : n', '>= day ? n - 1 : n'],
    [
      '6.1 the 31st does not come back',
      'dayOfMonth(best) < day; back',
      'dayOfMonth(best) < 0; back',
    ],
    [
      '6.2 by anniversary the anchor is a period late',
      'periodAt(on, cycle, 0)',
      'periodAt(on, cycle, 1)',
    ],
    ['6.3 the threshold day is a day late', 'on >= lastDayOfMonth', 'on > lastDayOfMonth'],
    ['6.3 on the fixed day there is a stub', 'if (next === on) return', 'if (next < on) return'],
    ['6.3 the stub is a share of the next cycle', 'cycle, next) - 1)', 'cycle, next))'],
    ['6.3 plans that may not be prorated have a stub', '|| !prorated ||', '||'],
    ['6.6 the lead of domains is that of all', "kind === 'domain' ? leadDays.domain : ", ''],
    ['6.6 an invoice is issued after its period began', ': start, -lead)', ': start, lead)'],
    ['6.6 a renewal is due before it begins', 'maxDate(byTerms, renewalStart)', 'byTerms'],
    [
      '7.7 one a month counts from each period',
      "grouping === 'month' ? `${start",
      "grouping !== 'month' ? `${start",
    ],
  ]),
  ...faultsOfRule('cycle', [
    [
      '6.1 a period is chained to the month before',
      'return addMonths(anchor, cycle.count * n)',
      'return n > 0 ? addMonths(periodStart(anchor, cycle, n - 1), cycle.count) : addMonths(anchor, cycle.count * n)',
    ],
    [
      '6.8 a period ends where it begins',
      'end: periodStart(anchor, cycle, n + 1)',
      'end: periodStart(anchor, cycle, n)',
    ],
  ]),
  ...faultsOfRule('proration', [
    ['6.5 the 30-day months are ignored', "proration === '30-day' && all >= 28", 'false'],
    ['6.5 weeks are counted in 30-day months', ' && all >= 28', ''],
    ['6.5 a part is rounded down', 'BigInt(of), mode)', "BigInt(of), 'down')"],
    ['6.5 none is prorated all the same', "proration === 'none' || covers", 'covers'],
    [
      '6.5 the day of the change belongs to both',
      'return { days: daysBetween(part.start, part.end), of: all };',
      'return { days: daysBetween(part.start, part.end) + 1, of: all };',
    ],
    ['6.3 the quantity is left out of a stub', 'multiplyQuantity(price, quantity);', 'price;'],
  ]),
  ...faultsOf('src/rules/order-periods.ts', 'src/rules/order-periods.test.ts', [
    [
      '6.3 a set-up fee is charged with each period',
      'if (isZero(price.setup)) return lines;',
      'if (isZero(price.setup)) return lines; lines.push(...lines.slice(1).map(() => onceLine(named, sold, "setup", sold.description)));',
    ],
    ['6.3 the stub uses up a promotion', 'counts: isWhole(billed)', 'counts: true'],
  ]),
  ...faultsOfRule('due-periods', [
    [
      '6.4 a stub is a whole period',
      'let wholeStart = periodStart(anchor, cycle, n);',
      'let wholeStart = start;',
    ],
    [
      '6.8 an item is billed on its last day',
      'endsOn !== null && day >= endsOn',
      'endsOn !== null && day > endsOn',
    ],
    ['6.8 an item is billed beyond its end', 'minDate(wholeEnd, item.endsOn)', 'wholeEnd'],
    [
      '6.8 a period is skipped',
      '      start = end;\n'.trim(),
      'start = periodStart(anchor, cycle, n + 1);',
    ],
    ['6.6 a period is issued a day late', 'while (wantedOn <= until', 'while (wantedOn < until'],
  ]),
  ...faultsOf('src/rules/period-price.ts', run, [
    [
      '6.4 an add-on that is not prorated is',
      "sold.prorated ? policy.proration : 'none'",
      'policy.proration',
    ],
  ]),
  ...faultsOf('src/rules/billing-run.ts', run, [
    [
      '6.7 suspended clients are invoiced',
      'activeClients : suspendedClients',
      'activeClients : activeClients',
    ],
    [
      '6.7 active packages are invoiced against the setting',
      'return activePackages;',
      'return true;',
    ],
    [
      '6.7 suspended packages are not invoiced',
      'suspendedInvoiced: suspendedPackages',
      'suspendedInvoiced: false',
    ],
    ['6.9 on return the setting is ignored', "returnFrom === 'today' ? today : ", ''],
    ['6.9 elapsed periods are not excused', 'return from < to ? [', 'return from > to ? ['],
    [
      '6.9 what was invoiced all along is excused',
      'if (invoiced.suspendedPackages) return',
      'if (false) return',
    ],
    [
      '16.8 a client gets any number of invoices',
      'invoices.length > safety.invoicesPerClient',
      'false',
    ],
    [
      '16.8 a package gets any number of lines',
      'if (count <= safety.linesPerPackage) continue;',
      'continue;',
    ],
    [
      '6.6 an ended item is looked for',
      'billedThrough >= endsOn) continue',
      'billedThrough > endsOn) continue',
    ],
  ]),
  ...faultsOf('src/rules/run-invoices.ts', run, [
    [
      '6.10 missed periods are put on one invoice',
      '${together} ${wantedOn}',
      '${together.slice(0, 2)} ${wantedOn.slice(0, 2)}',
    ],
    ['6.10 a late document bears the day it was due', 'issuedOn: today', 'issuedOn: wantedOn'],
    [
      '6.10 a late invoice has the taxes of today',
      'hostingPackage.productKind, wantedOn)',
      'hostingPackage.productKind, today)',
    ],
    [
      '6.8 the days of a free period are forgotten',
      'excused.push(...excusedAsZero(invoice))',
      'excused.push()',
    ],
    [
      '7.7 each package has its own invoice',
      'const key = `${together}',
      'const key = `${line.hostingPackage.packageId} ${together}',
    ],
    [
      '7.7 one a month is one per period',
      "grouping === 'month' ? start.slice(0, 7) : start",
      'start',
    ],
    [
      '7.13 a renewal of nothing is issued',
      'invoice.totals.total.amount === 0n',
      'invoice.totals.total.amount < 0n',
    ],
  ]),
];
