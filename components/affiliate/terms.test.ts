import { expect } from '@open-wc/testing';
import { joinedProgram, openProgram } from '../../stories/fixtures/account.ts';
import { eur } from '../../stories/fixtures/money.ts';
import { Formatter } from '../internal/format.ts';
import { earningText, payOutText } from './terms.ts';

const british = new Formatter('en-GB');

describe('terms of a program', () => {
  it('[14.1] a percentage, of every invoice or of the first', () => {
    expect(earningText(joinedProgram, british)).to.equal(
      'You earn 15% of every invoice that a client you refer pays, before tax.',
    );
    const once = { ...joinedProgram, recurring: false };
    expect(earningText(once, british)).to.contain('15% of the first invoice');
  });

  it('[14.1] a percentage keeps its decimals and takes the numerals of the locale', () => {
    const fine = { ...joinedProgram, percent: '7.125' };
    expect(earningText(fine, british)).to.contain('7.125%');
    expect(earningText(joinedProgram, new Formatter('ar-EG'))).to.contain('١٥');
  });

  it('[14.1] a fixed sum per currency, for the first invoice or for every one', () => {
    expect(earningText(openProgram, british)).to.equal(
      'You earn €25.00 or US$28.00 for the first invoice that a client you refer pays.',
    );
    const each = { ...openProgram, fixed: [eur('5.00')], recurring: true };
    expect(earningText(each, british)).to.contain('€5.00 for every invoice');
  });

  it('[14.1] waiting time and smallest pay-out, where there are such', () => {
    expect(payOutText(joinedProgram, british)).to.equal(
      'What you earn can be paid out after 30 days. The smallest pay-out is €50.00.',
    );
    expect(payOutText({ ...openProgram, waitDays: 1 }, british)).to.equal(
      'What you earn can be paid out after 1 day.',
    );
    expect(payOutText({ ...openProgram, waitDays: 0 }, british)).to.equal(
      'What you earn can be paid out at once.',
    );
  });
});
