import { describe, expect, it } from 'vitest';
import { defaultBilling } from './billing-settings.ts';
import { parseMoney } from './money.ts';
import { dunningAhead, type UnpaidInvoice } from './outlook-dunning.ts';

const invoice: UnpaidInvoice = {
  currency: 'EUR',
  dueOn: '2027-01-01',
  taken: 0,
  from: '2026-12-18',
  promisedUntil: null,
  packages: [
    {
      packageId: 'hosting',
      productKind: 'hosting',
      status: 'active',
      unpaidFrom: '2027-01-01',
      suspendedForDebtOn: null,
    },
    {
      packageId: 'domain',
      productKind: 'domain',
      status: 'active',
      unpaidFrom: '2027-01-01',
      suspendedForDebtOn: null,
    },
  ],
};

function ahead(more: Partial<UnpaidInvoice> = {}, dunning = defaultBilling.dunning) {
  return dunningAhead({ ...invoice, ...more }, dunning, '2027-12-31').map(
    ({ on, kind, packageIds }) => `${on} ${kind} ${packageIds.join('+')}`,
  );
}

describe('what happens when an invoice stays unpaid', () => {
  it('[19.2] reminders, suspension and termination by the provider’s schedule', () => {
    expect(ahead()).toEqual([
      '2026-12-29 reminder hosting+domain',
      '2027-01-04 reminder hosting+domain',
      '2027-01-11 suspension hosting',
      '2027-02-10 termination hosting',
    ]);
  });

  it('[19.2] a promise holds what it holds in the run', () => {
    expect(ahead({ promisedUntil: '2027-01-20' })).toEqual([
      '2026-12-29 reminder hosting+domain',
      '2027-01-04 reminder hosting+domain',
      '2027-01-21 suspension hosting',
      '2027-02-10 termination hosting',
    ]);
  });

  it('[19.2] steps that were taken do not come again, late ones come at once', () => {
    expect(ahead({ taken: 2, from: '2027-01-15' })).toEqual([
      '2027-01-15 suspension hosting',
      '2027-02-10 termination hosting',
    ]);
    expect(ahead({ taken: 4 })).toEqual([]);
  });

  it('[19.2] a late fee is shown in the currency of the invoice', () => {
    const steps = [{ day: 3, do: 'remind', lateFee: [parseMoney('5.00', 'EUR')] }] as const;
    const dunning = { steps, terminateAfterDays: 14 };
    expect(dunningAhead(invoice, dunning, '2027-12-31').map(({ amount }) => amount)).toEqual([
      null,
      parseMoney('5.00', 'EUR'),
    ]);
    expect(ahead({ currency: 'JPY' }, dunning)).toEqual(['2027-01-04 reminder hosting+domain']);
  });
});
