import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import {
  type AffiliateProgram,
  checkPayOut,
  commissionOf,
  commissionTakenBack,
  entryForPayOut,
  isSelfReferral,
  maturesOn,
  type ReferralParty,
} from './affiliate.ts';
import { type Money, money, parseMoney } from './money.ts';

const mode = 'half-away-from-zero';
const eur = (text: string): Money => parseMoney(text, 'EUR');

const program: AffiliateProgram = {
  id: 'partners',
  name: 'Partners',
  percent: '12.5',
  recurring: true,
  waitDays: 30,
  minimumPayout: [eur('20.00')],
  cookieDays: 60,
};
const fixed: AffiliateProgram = { ...withoutPercent(), fixed: [eur('10.00')], recurring: false };

function withoutPercent(): Omit<AffiliateProgram, 'percent'> {
  const { percent: _left, ...rest } = program;
  return rest;
}

describe('what a paid document earns', () => {
  it('[14.1] a percentage of the net, rounded once', () => {
    // 12.5 % of 86.29 is 10.78625.
    const earned = commissionOf({ program, net: eur('86.29'), earnedBefore: false, mode });
    expect(earned).toEqual(eur('10.79'));
  });

  it('[14.1] a fixed amount in the currency of the document, and never more than its net', () => {
    const question = { program: fixed, earnedBefore: false, mode } as const;
    expect(commissionOf({ ...question, net: eur('86.29') })).toEqual(eur('10.00'));
    expect(commissionOf({ ...question, net: eur('4.00') })).toEqual(eur('4.00'));
    expect(commissionOf({ ...question, net: money(9000n, 'JPY') })).toEqual(money(0n, 'JPY'));
  });

  it('[14.1] once, or for each document', () => {
    const later = { net: eur('86.29'), earnedBefore: true, mode } as const;
    expect(commissionOf({ program: fixed, ...later })).toEqual(eur('0.00'));
    expect(commissionOf({ program, ...later })).toEqual(eur('10.79'));
  });

  it('[14.1] nothing for a document of nothing', () => {
    expect(commissionOf({ program, net: eur('0.00'), earnedBefore: false, mode }).amount).toBe(0n);
    expect(
      commissionOf({ program: fixed, net: eur('-5.00'), earnedBefore: false, mode }).amount,
    ).toBe(0n);
  });

  it('[14.1] may be paid out from the day after the waiting time', () => {
    expect(maturesOn(program, '2027-02-01')).toBe('2027-03-03');
  });
});

describe('what a credit note takes back', () => {
  it('[14.2] its share, and all for the whole document', () => {
    const question = { earned: eur('10.79'), base: eur('86.29'), mode } as const;
    // 10.79 × 40.00 / 86.29 is 5.0017…
    const part = commissionTakenBack({
      ...question,
      credited: eur('40.00'),
      takenBack: eur('0.00'),
    });
    expect(part).toEqual(eur('-5.00'));
    const rest = commissionTakenBack({
      ...question,
      credited: eur('86.29'),
      takenBack: eur('5.00'),
    });
    expect(rest).toEqual(eur('-5.79'));
    const beyond = { ...question, credited: eur('100.00'), takenBack: eur('0.00') };
    expect(commissionTakenBack(beyond)).toEqual(eur('-10.79'));
  });

  it('[14.2] never more than was earned, in any number of notes', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 8 }), (earned, notes) => {
        const whole = notes.reduce((sum, note) => sum + note, 0n);
        const base = money(whole + 1n > earned ? whole + 1n : earned, 'EUR');
        let credited = 0n;
        let taken = 0n;
        for (const note of notes) {
          credited += note;
          const back = commissionTakenBack({
            earned: money(earned, 'EUR'),
            base,
            credited: money(credited, 'EUR'),
            takenBack: money(taken, 'EUR'),
            mode,
          });
          expect(back.amount <= 0n).toBe(true);
          taken -= back.amount;
          expect(taken <= earned).toBe(true);
        }
        const once = commissionTakenBack({
          earned: money(earned, 'EUR'),
          base,
          credited: money(credited, 'EUR'),
          takenBack: money(0n, 'EUR'),
          mode,
        });
        expect(taken).toBe(-once.amount);
      }),
    );
  });
});

describe('a pay-out', () => {
  const refused = (mature: Money): boolean => {
    try {
      checkPayOut(program, mature);
      return false;
    } catch (error) {
      return isBillingError(error) && error.code === 'below_minimum';
    }
  };

  it('[14.1] from the smallest pay-out on, and never of nothing', () => {
    expect(refused(eur('19.99'))).toBe(true);
    expect(refused(eur('20.00'))).toBe(false);
    expect(refused(money(0n, 'JPY'))).toBe(true);
    expect(refused(money(1n, 'JPY'))).toBe(false);
  });
});

describe('a client who refers himself', () => {
  const camille: ReferralParty = {
    clientId: 'a',
    email: 'camille@example.com',
    street: '12 rue des Lilas',
    zip: '69003',
    country: 'FR',
    vatNumber: null,
  };
  const other: ReferralParty = {
    clientId: 'b',
    email: 'ada@example.com',
    street: '1 rue du Port',
    zip: '69001',
    country: 'FR',
    vatNumber: 'FR 123',
  };

  it('[14.2] is found by client, e-mail, VAT number or postal address', () => {
    expect(isSelfReferral(camille, other)).toBe(false);
    expect(isSelfReferral(camille, { ...other, clientId: 'a' })).toBe(true);
    expect(isSelfReferral(camille, { ...other, email: 'Camille@Example.com' })).toBe(true);
    const home = { street: '12, Rue des Lilas', zip: '69 003' };
    expect(isSelfReferral(camille, { ...other, ...home })).toBe(true);
    expect(isSelfReferral(camille, { ...other, ...home, country: 'BE' })).toBe(false);
    expect(isSelfReferral({ ...camille, vatNumber: 'fr123' }, other)).toBe(true);
  });
});

describe('the entry of a pay-out', () => {
  it('[14.3, 17.1] balances, against account credit or what was paid out by hand', () => {
    const payOut = { key: 'p', clientId: 'a', amount: eur('20.00') };
    const credit = entryForPayOut({ ...payOut, way: 'credit' });
    expect(credit.postings).toEqual([
      { account: 'commission', amount: eur('20.00') },
      { account: 'credit', clientId: 'a', amount: eur('-20.00') },
    ]);
    expect(entryForPayOut({ ...payOut, way: 'by_hand' }).postings[1]).toEqual({
      account: 'payout',
      amount: eur('-20.00'),
    });
    const wrong = { ...payOut, amount: eur('-0.01'), way: 'credit' } as const;
    expect(() => entryForPayOut(wrong)).toThrow(/below zero/);
  });
});
