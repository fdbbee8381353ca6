import { describe, expect, it } from 'vitest';
import { defaultBilling } from './billing-settings.ts';
import { type DunnedPackage, type DunningQuestion, planDunning } from './dunning.ts';
import { parseMoney } from './money.ts';

const { steps } = defaultBilling.dunning;
const active: DunnedPackage = {
  packageId: 'p1',
  productKind: 'hosting',
  status: 'active',
  unpaidFrom: '2027-01-10',
  suspendedForDebtOn: null,
};
const suspended: DunnedPackage = {
  ...active,
  status: 'suspended',
  suspendedForDebtOn: '2027-01-20',
};
/** An invoice due on 10 January by the default schedule: −3, +3, +10 and +40 days. */
const ask = (more: Partial<DunningQuestion>) =>
  planDunning({
    steps,
    taken: 0,
    dueOn: '2027-01-10',
    today: '2027-01-01',
    promisedUntil: null,
    chargeIsOpen: false,
    destroyingIsOff: false,
    terminateAfterDays: 14,
    packages: [active],
    ...more,
  });

describe('the schedule', () => {
  it('[16.2] takes each step on its day and names the next', () => {
    expect(ask({})).toMatchObject({ reminder: null, taken: 0, nextOn: '2027-01-07' });
    expect(ask({ today: '2027-01-07' })).toMatchObject({
      reminder: 0,
      taken: 1,
      nextOn: '2027-01-13',
    });
    expect(ask({ today: '2027-01-13', taken: 1 })).toMatchObject({
      reminder: 1,
      taken: 2,
      nextOn: '2027-01-20',
    });
    expect(ask({ today: '2027-01-20', taken: 2 })).toMatchObject({
      reminder: null,
      suspend: ['p1'],
      taken: 3,
      nextOn: '2027-02-19',
    });
    expect(ask({ today: '2027-02-19', taken: 3, packages: [suspended] })).toMatchObject({
      terminate: ['p1'],
      taken: 4,
      nextOn: null,
    });
  });

  it('[6.10] after days of rest only the latest due reminder goes out', () => {
    expect(ask({ today: '2027-01-15' })).toMatchObject({ reminder: 1, taken: 2 });
  });

  it('[16.2] never terminates in the run that suspends, and N days after the real suspension', () => {
    const slept = ask({ today: '2027-03-01' });
    expect(slept).toMatchObject({ suspend: ['p1'], terminate: [], nextOn: '2027-03-15' });
    const late = { ...suspended, suspendedForDebtOn: '2027-03-01' };
    const again = { today: '2027-03-14', taken: slept.taken, packages: [late] };
    expect(ask(again)).toMatchObject({ terminate: [], nextOn: '2027-03-15' });
    expect(ask({ ...again, today: '2027-03-15' }).terminate).toEqual(['p1']);
    // Even where the provider sets no days between.
    expect(ask({ today: '2027-03-01', terminateAfterDays: 0 }).terminate).toEqual([]);
  });

  it('[16.2] never suspends before the first day of the unpaid period', () => {
    const paid = { ...active, packageId: 'p2', unpaidFrom: '2027-02-01' };
    const first = ask({ today: '2027-01-20', taken: 2, packages: [active, paid] });
    expect(first).toMatchObject({ suspend: ['p1'], taken: 2, nextOn: '2027-02-01' });
    const rest = { today: '2027-02-01', taken: 2, packages: [suspended, paid] };
    expect(ask(rest)).toMatchObject({ suspend: ['p2'], taken: 3, nextOn: '2027-02-19' });
  });

  it('[10.9] domains are neither suspended nor terminated', () => {
    const domain = { ...active, productKind: 'domain' } as const;
    const plan = ask({ today: '2027-03-30', packages: [domain] });
    expect(plan).toMatchObject({ suspend: [], terminate: [], taken: 4, nextOn: null });
  });

  it('[16.3] what an operator has suspended is not terminated for debt', () => {
    const byHand = { ...suspended, suspendedForDebtOn: null };
    expect(ask({ today: '2027-03-30', taken: 3, packages: [byHand] }).terminate).toEqual([]);
  });

  it('[5.2] debts given away and packages that are over get nothing', () => {
    for (const status of ['collections', 'canceled', 'transferred', 'fraudulent'] as const) {
      const plan = ask({ today: '2027-01-15', packages: [{ ...active, status }] });
      expect(plan).toMatchObject({ reminder: null, suspend: [], nextOn: null });
    }
  });
});

describe('what holds it', () => {
  it('[16.4] a promise holds suspension, termination and late fees, not reminders', () => {
    const promised = { promisedUntil: '2027-01-25', today: '2027-01-20' };
    expect(ask(promised)).toMatchObject({
      reminder: 1,
      suspend: [],
      taken: 2,
      nextOn: '2027-01-26',
    });
    expect(ask({ ...promised, taken: 2, today: '2027-01-25' }).suspend).toEqual([]);
    expect(ask({ ...promised, taken: 2, today: '2027-01-26' }).suspend).toEqual(['p1']);
    const fee = [{ day: 5, do: 'remind', lateFee: [parseMoney('5.00', 'EUR')] }] as const;
    const held = ask({ ...promised, steps: fee });
    expect(held).toMatchObject({ reminder: null, lateFees: [], taken: 0, nextOn: '2027-01-26' });
  });

  it('[8.5, 16.2] while a charge is open nothing is suspended', () => {
    const plan = ask({ today: '2027-01-20', taken: 2, chargeIsOpen: true });
    expect(plan).toMatchObject({ suspend: [], taken: 2, nextOn: '2027-01-21' });
  });

  it('[16.9] switched off, it looks again on the next day', () => {
    const plan = ask({ today: '2027-01-20', destroyingIsOff: true });
    expect(plan).toMatchObject({ reminder: 1, suspend: [], taken: 2, nextOn: '2027-01-21' });
  });

  it('[7.13] each step charges its late fee once', () => {
    const lateFee = [parseMoney('5.00', 'EUR')];
    const twice = [
      { day: 3, do: 'remind', lateFee },
      { day: 7, do: 'remind', lateFee },
    ] as const;
    expect(ask({ steps: twice, today: '2027-01-13' }).lateFees).toEqual([0]);
    expect(ask({ steps: twice, today: '2027-01-20' }).lateFees).toEqual([0, 1]);
    expect(ask({ steps: twice, today: '2027-01-20', taken: 1 }).lateFees).toEqual([1]);
  });
});
