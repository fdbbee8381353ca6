import { expect } from '@open-wc/testing';
import { Formatter } from './format.ts';
import { instantDay, instantText, periodText } from './time.ts';

const british = new Formatter('en-GB');

describe('periodText', () => {
  it('writes the first and the last day of a half-open period', () => {
    const text = periodText(british, '2026-12-12', '2027-12-12');
    expect(text).to.equal('12 Dec 2026 – 11 Dec 2027');
  });

  it('goes back over the end of a month and of a year', () => {
    expect(periodText(british, '2027-02-01', '2027-03-01')).to.equal('1 Feb 2027 – 28 Feb 2027');
    expect(periodText(british, '2026-12-01', '2027-01-01')).to.equal('1 Dec 2026 – 31 Dec 2026');
  });
});

describe('instantText', () => {
  it('writes date and time in the reader’s zone', () => {
    const local = new Date(2026, 10, 26, 14, 5).toISOString();
    expect(instantText(british, local)).to.match(/^26 Nov 2026, 14:05$/);
  });
});

describe('instantDay', () => {
  it('writes the day in the reader’s zone', () => {
    const local = new Date(2026, 10, 26, 0, 5).toISOString();
    expect(instantDay(british, local)).to.equal('26 Nov 2026');
  });
});
