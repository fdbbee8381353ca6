import {
  catalogWith,
  clientToBill,
  itemToBill,
  packageToBill,
} from '../../../src/rules/billing-run.fixture.ts';
import { type ClientToBill, onReturn } from '../../../src/rules/billing-run.ts';
import { type BillingSettings, defaultBilling } from '../../../src/rules/billing-settings.ts';
import { parseCycle } from '../../../src/rules/cycle.ts';
import { planDunning } from '../../../src/rules/dunning.ts';
import { afterRun } from '../../../src/rules/outlook.ts';
import { addDays } from '../../../src/rules/plain-date.ts';
import { prorate } from '../../../src/rules/proration.ts';
import {
  boundaryAfter,
  boundaryAtOrBefore,
  dueDate,
  issueDate,
  leadDaysFor,
} from '../../../src/rules/schedule.ts';
import { counted, eur, only, runOn, shown, span } from './given.ts';
import type { RuleText } from './page.ts';

const monthly = parseCycle('monthly');

function lead(): RuleText {
  const settings = { byCycle: { monthly: 7, annual: 30 }, default: 14, domain: 45 };
  const text = (cycle: string, kind: 'hosting' | 'domain'): string => {
    const issue = issueDate('2026-12-22', leadDaysFor(settings, cycle, kind));
    return `issued ${issue}, due ${dueDate(issue, 14, '2026-12-22')}`;
  };
  return {
    number: '6.6',
    title: 'Issue and due date',
    says: [
      'A period is issued its lead before it begins; each cycle has its own lead, and domains another. A renewal is due after ' +
        'the terms, but not before its period begins. All else is due after the terms.',
    ],
    examples: [
      {
        title: 'a period that begins on 22 December 2026',
        given: ['Leads: 7 days for monthly, 30 for annual, 45 for domains. Terms: 14 days.'],
        steps: [
          [
            'Monthly: 22 − 7; the terms end later',
            text('monthly', 'hosting'),
            'issued 2026-12-15, due 2026-12-29',
          ],
          [
            'Annual: 30 days before; the period begins later',
            text('annual', 'hosting'),
            'issued 2026-11-22, due 2026-12-22',
          ],
          [
            'A domain: 45 days before',
            text('annual', 'domain'),
            'issued 2026-11-07, due 2026-12-22',
          ],
          ['No renewal, issued on 22 November', dueDate('2026-11-22', 14, null), '2026-12-06'],
        ],
      },
    ],
  };
}

function whoIsInvoiced(): RuleText {
  const count = (more: Partial<BillingSettings['invoiced']>, client: ClientToBill): string => {
    const invoiced = { ...defaultBilling.invoiced, ...more };
    return counted(
      runOn(client, catalogWith({ invoiced }), '2026-12-18').invoices.length,
      'invoice',
    );
  };
  const active = clientToBill();
  const package2 = clientToBill([packageToBill({ status: 'suspended' })]);
  const stopped = clientToBill([packageToBill()], { status: 'suspended' });
  return {
    number: '6.7',
    title: 'Four rules of who is invoiced',
    says: [
      'The provider says whether active clients, suspended clients, active packages and suspended packages are invoiced. ' +
        'Where nothing is set, what is active is, and what is suspended is not.',
    ],
    examples: [
      {
        title: 'one period is due',
        given: ['A client with one package, whose next period is to be issued today.'],
        steps: [
          ['Both active', count({}, active), '1 invoice'],
          ['The package is suspended', count({}, package2), '0 invoices'],
          [
            'The same, and suspended packages are invoiced',
            count({ suspendedPackages: true }, package2),
            '1 invoice',
          ],
          ['The client is suspended', count({}, stopped), '0 invoices'],
          [
            'The same, and suspended clients are invoiced',
            count({ suspendedClients: true }, stopped),
            '1 invoice',
          ],
        ],
      },
    ],
  };
}

function once(): RuleText {
  const client = clientToBill();
  const catalog = catalogWith();
  const first = runOn(client, catalog, '2026-12-18');
  const second = runOn(afterRun(client, first), catalog, '2026-12-18');
  const ending = clientToBill([packageToBill({ items: [itemToBill({ endsOn: '2027-01-11' })] })]);
  const last = only(runOn(ending, catalog, '2027-06-01').invoices);
  return {
    number: '6.8',
    title: 'A period is billed exactly once',
    says: [
      'Each charge item knows the first day that no line covers. The run bills from there, and moves the day only if nobody ' +
        'else has. So no day is billed twice, and none is skipped but those that a rule excuses (a trial, a suspension, a ' +
        'renewal of nothing); each excused span is kept with its rule.',
    ],
    examples: [
      {
        title: 'the same run twice',
        given: [
          'A package of 10.00 EUR a month, billed up to 1 January 2027; the lead is 14 days.',
        ],
        steps: [
          [
            'Run on 18 December',
            `${counted(first.invoices.length, 'invoice')}, billed up to ${only(first.moves).to}`,
            '1 invoice, billed up to 2027-02-01',
          ],
          ['Run again', counted(second.invoices.length, 'invoice'), '0 invoices'],
        ],
      },
      {
        title: 'an item that ends',
        given: ['The same package, whose plan ends on 11 January 2027. The next run is on 1 June.'],
        steps: [
          [
            '10.00 × 10 ÷ 31, and nothing after it',
            `${span(only(last.lines).period)}: ${shown(last.totals.net)}`,
            '2027-01-01 to 2027-01-11: 3.23 EUR',
          ],
        ],
      },
    ],
  };
}

function returning(): RuleText {
  const back = (returnFrom: BillingSettings['returnFrom']): string =>
    span(
      only(onReturn(packageToBill(), '2027-03-20', { ...defaultBilling, returnFrom }).excused).span,
    );
  const march = {
    start: boundaryAtOrBefore('2026-12-01', monthly, '2027-03-20'),
    end: boundaryAfter('2026-12-01', monthly, '2027-03-20'),
  };
  const part = { start: '2027-03-20', end: march.end };
  return {
    number: '6.9',
    title: 'A suspension does not move periods',
    says: [
      'Periods that begin while a package is suspended are not issued (6.7). When it comes back, those that have wholly ' +
        'elapsed are excused, and the one that holds today is issued from its start, or by setting from today.',
    ],
    examples: [
      {
        title: 'back on 20 March',
        given: [
          'A package of 10.00 EUR a month that begins on the 1st, billed up to 1 January 2027.',
          'It was suspended on 10 December 2026 and comes back on 20 March 2027.',
        ],
        steps: [
          ['Excused', back('period-start'), '2027-01-01 to 2027-03-01'],
          [
            'Issued now',
            `${span(march)}: ${shown(prorate(eur('10.00'), 1, march, march, 'actual'))}`,
            '2027-03-01 to 2027-04-01: 10.00 EUR',
          ],
          ['Excused, by the setting “from today”', back('today'), '2027-01-01 to 2027-03-20'],
          [
            'Issued now: 10.00 × 12 ÷ 31',
            `${span(part)}: ${shown(prorate(eur('10.00'), 1, part, march, 'actual'))}`,
            '2027-03-20 to 2027-04-01: 3.87 EUR',
          ],
        ],
      },
    ],
  };
}

function afterRest(): RuleText {
  const { invoices } = runOn(clientToBill(), catalogWith(), '2027-02-20');
  const { steps } = defaultBilling.dunning;
  const plan = planDunning({
    steps,
    taken: 0,
    dueOn: '2027-01-10',
    today: '2027-01-18',
    promisedUntil: null,
    chargeIsOpen: false,
    destroyingIsOff: false,
    terminateAfterDays: 14,
    packages: [],
  });
  const day = plan.reminder === null ? undefined : steps[plan.reminder]?.day;
  return {
    number: '6.10',
    title: 'After days of rest',
    says: [
      'A run that comes late does the due work in the order of its days. Amounts, prices and taxes are those of the day on ' +
        'which it was due; documents, charges and notices bear today. Each missed period has its own invoice. Of several ' +
        'reminders only the latest goes out.',
    ],
    examples: [
      {
        title: 'a server that slept until 20 February 2027',
        given: [
          'A package of 10.00 EUR a month that begins on the 1st, billed up to 1 January 2027; lead and terms are 14 days.',
        ],
        steps: [
          [
            'Periods, by the day on which they were due',
            invoices.map(({ periodStart: on, wantedOn }) => `${on}: ${wantedOn}`).join('; '),
            '2027-01-01: 2026-12-18; 2027-02-01: 2027-01-18; 2027-03-01: 2027-02-15',
          ],
          [
            'Issued on',
            [...new Set(invoices.map(({ issuedOn }) => issuedOn))].join('; '),
            '2027-02-20',
          ],
          [
            'Due on: the later of 20 February + 14 and the period’s start',
            [...new Set(invoices.map(({ dueOn }) => dueOn))].join('; '),
            '2027-03-06',
          ],
        ],
      },
      {
        title: 'an invoice that was due on 10 January, looked at on the 18th',
        given: ['Reminders three days before and three days after the due date; none went out.'],
        steps: [
          ['The reminder that goes out is that of', addDays('2027-01-10', day ?? 0), '2027-01-13'],
          ['The next step, the suspension, is on', plan.nextOn ?? 'never', '2027-01-20'],
        ],
      },
    ],
  };
}

/** SPEC 6.6 to 6.10. */
export const issuingRules: readonly RuleText[] = [
  lead(),
  whoIsInvoiced(),
  once(),
  returning(),
  afterRest(),
];
