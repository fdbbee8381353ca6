import { itemToBill, packageToBill } from '../../../src/rules/billing-run.fixture.ts';
import { onReturn } from '../../../src/rules/billing-run.ts';
import { defaultBilling } from '../../../src/rules/billing-settings.ts';
import {
  type DunnedPackage,
  type DunningQuestion,
  planDunning,
} from '../../../src/rules/dunning.ts';
import { dunningAhead, type UnpaidInvoice } from '../../../src/rules/outlook-dunning.ts';
import type { Chapter, RuleText } from './page.ts';

const { dunning } = defaultBilling;
const active: DunnedPackage = {
  packageId: 'P-1',
  productKind: 'hosting',
  status: 'active',
  unpaidFrom: '2027-01-10',
  suspendedForDebtOn: null,
};
const suspended: DunnedPackage = {
  ...active,
  status: 'suspended',
  suspendedForDebtOn: '2027-02-10',
};
const unpaid: UnpaidInvoice = {
  currency: 'EUR',
  dueOn: '2027-01-10',
  taken: 0,
  from: '2027-01-07',
  promisedUntil: null,
  packages: [active],
};

function ahead(more: Partial<UnpaidInvoice>): string {
  const events = dunningAhead({ ...unpaid, ...more }, dunning, '2027-12-31');
  return events.map(({ on, kind }) => `${on} ${kind}`).join('; ');
}

function plan(more: Partial<DunningQuestion>): string {
  const made = planDunning({
    steps: dunning.steps,
    taken: 2,
    dueOn: '2027-01-10',
    today: '2027-01-20',
    promisedUntil: null,
    chargeIsOpen: false,
    destroyingIsOff: false,
    terminateAfterDays: dunning.terminateAfterDays,
    packages: [active],
    ...more,
  });
  const done = [...made.suspend.map(() => 'suspended'), ...made.terminate.map(() => 'terminated')];
  return `${done.join(', ') || 'nothing'}, next ${made.nextOn ?? 'never'}`;
}

function schedule(): RuleText {
  return {
    number: '16.2',
    title: 'The dunning schedule',
    says: [
      'Steps are counted from the due date. By default: reminders three days before and three days after, a suspension after ' +
        'ten days and a termination after forty. A package is never suspended before the first day that is not paid for. It is ' +
        'never terminated in the run that suspends it, nor before 14 days (a setting) after its real suspension. While a ' +
        'charge is on its way nothing is suspended. Domains are neither suspended nor terminated.',
    ],
    examples: [
      {
        title: 'an invoice due on 10 January 2027 that nobody pays',
        given: ['The default schedule; the unpaid period begins on 10 January.'],
        steps: [
          [
            'By the schedule',
            ahead({}),
            '2027-01-07 reminder; 2027-01-13 reminder; 2027-01-20 suspension; 2027-02-19 termination',
          ],
          [
            'The unpaid period begins on 25 January',
            ahead({ packages: [{ ...active, unpaidFrom: '2027-01-25' }] }),
            '2027-01-07 reminder; 2027-01-13 reminder; 2027-01-25 suspension; 2027-02-19 termination',
          ],
          [
            'A domain',
            ahead({ packages: [{ ...active, productKind: 'domain' }] }),
            '2027-01-07 reminder; 2027-01-13 reminder',
          ],
          [
            'Really suspended on 10 February, on the day of the termination',
            plan({ taken: 3, today: '2027-02-19', packages: [suspended] }),
            'nothing, next 2027-02-24',
          ],
          [
            'Fourteen days after it',
            plan({ taken: 3, today: '2027-02-24', packages: [suspended] }),
            'terminated, next never',
          ],
          [
            'A charge is on its way on 20 January',
            plan({ chargeIsOpen: true }),
            'nothing, next 2027-01-21',
          ],
        ],
      },
    ],
  };
}

function comingBack(): RuleText {
  const item = itemToBill({ billedThrough: '2027-02-10' });
  const hostingPackage = packageToBill({ anchor: '2026-12-10', items: [item] });
  const { moves } = onReturn(hostingPackage, '2027-02-03', defaultBilling);
  const byHand: DunnedPackage = { ...suspended, suspendedForDebtOn: null };
  return {
    number: '16.3',
    title: 'Paying brings a package back',
    says: [
      'When the debt is paid a package that was suspended for it comes back by itself, unless another invoice of it has come ' +
        'as far. Its periods stay where they are (6.9). What an operator has suspended for another reason stays suspended, and ' +
        'is not terminated for the debt.',
    ],
    examples: [
      {
        title: 'paid on 3 February',
        given: [
          'The package of 16.2; the period from 10 January to 10 February is billed, and now paid.',
        ],
        steps: [
          ['Periods that are excused', String(moves.length), '0'],
          [
            'Suspended by an operator, still unpaid on 1 March',
            plan({ taken: 3, today: '2027-03-01', packages: [byHand] }),
            'nothing, next never',
          ],
        ],
      },
    ],
  };
}

function promise(): RuleText {
  const promisedUntil = '2027-01-25';
  const fee = [{ day: 7, do: 'remind', lateFee: [] }] as const;
  return {
    number: '16.4',
    title: 'A promise to pay',
    says: [
      'An operator may note until when the client has promised to pay. Until then, that day included, there is no suspension, ' +
        'no termination and no late fee; plain reminders go on.',
    ],
    examples: [
      {
        title: 'promised until 25 January',
        given: ['The invoice of 16.2, due on 10 January.'],
        steps: [
          [
            'On 20 January, the day of the suspension',
            plan({ promisedUntil }),
            'nothing, next 2027-01-26',
          ],
          [
            'On 25 January',
            plan({ promisedUntil, today: '2027-01-25' }),
            'nothing, next 2027-01-26',
          ],
          [
            'On 26 January',
            plan({ promisedUntil, today: '2027-01-26' }),
            'suspended, next 2027-02-19',
          ],
          [
            'A reminder with a late fee, due on 17 January',
            plan({ promisedUntil, taken: 0, steps: fee }),
            'nothing, next 2027-01-26',
          ],
          [
            'All that follows',
            ahead({ promisedUntil }),
            '2027-01-07 reminder; 2027-01-13 reminder; 2027-01-26 suspension; 2027-02-19 termination',
          ],
        ],
      },
    ],
  };
}

/** SPEC 16.2 to 16.4. */
export const dunningChapter: Chapter = {
  title: 'Unpaid invoices',
  rules: [schedule(), comingBack(), promise()],
};
