import { expect } from '@open-wc/testing';
import { daysFrom, daysOf, faultsOf } from './period.ts';

describe('the days of a balance report', () => {
  it('[13.2] presets begin on a day and end on none', () => {
    expect(daysOf('all', '2026-11-22')).to.eql({});
    expect(daysOf('year', '2026-11-22')).to.eql({ from: '2026-01-01' });
    expect(daysOf('months', '2026-11-22')).to.eql({ from: '2025-11-23' });
  });

  it('[13.2] an empty field is left open', () => {
    expect(daysFrom('', '')).to.eql({});
    expect(daysFrom('2026-01-01', '')).to.eql({ from: '2026-01-01' });
    expect(daysFrom('', '2026-01-31')).to.eql({ until: '2026-01-31' });
  });

  it('[13.2] the last day may be the first, not before it', () => {
    expect(faultsOf('2026-01-31', '2026-01-31')).to.eql({});
    expect(faultsOf('2026-02-01', '2026-01-31')).to.eql({ until: 'turned' });
    expect(faultsOf('2026-02-30', '')).to.eql({ from: 'not_a_date' });
    expect(faultsOf('', 'x')).to.eql({ until: 'not_a_date' });
  });
});
