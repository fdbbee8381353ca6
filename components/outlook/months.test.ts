import { expect } from '@open-wc/testing';
import { outlook, outlookEvent } from '../../stories/fixtures/outlook.ts';
import { filtered, firstDays, folded, monthsOf } from './months.ts';

const on = (days: readonly string[], more: Parameters<typeof outlookEvent>[2] = {}) =>
  days.map((day) => outlookEvent(day, 'reminder', more));

describe('the months of an outlook', () => {
  it('[19.2] what recurs each month stands once, with the day of the last', () => {
    const days = ['2026-12-31', '2027-01-31', '2027-03-03', '2027-03-31'];
    expect(folded(on(days)).map(({ event, eachMonthUntil }) => [event.on, eachMonthUntil])).to.eql([
      ['2026-12-31', '2027-03-31'],
    ]);
  });

  it('[19.2] twice, or for another package or sum, is not each month', () => {
    const twice = on(['2026-12-19', '2027-01-19']);
    const others = on(['2027-02-19'], { packageIds: ['other'] });
    const listed = folded([...twice, ...others]);
    expect(listed.map(({ eachMonthUntil }) => eachMonthUntil)).to.eql([null, null, null]);
  });

  it('[19.2] two reminders a month are two that recur', () => {
    const days = ['2026-12-19', '2026-12-25', '2027-01-19', '2027-01-25', '2027-02-19'];
    const listed = folded(on([...days, '2027-02-25']));
    expect(listed.map(({ event, eachMonthUntil }) => [event.on, eachMonthUntil])).to.eql([
      ['2026-12-19', '2027-02-19'],
      ['2026-12-25', '2027-02-25'],
    ]);
  });

  it('[19.2] a termination ends a package once, and each stands on its own', () => {
    const days = ['2027-01-10', '2027-02-10', '2027-03-10', '2027-04-10'];
    const listed = folded(days.map((day) => outlookEvent(day, 'termination', { ifUnpaid: true })));
    expect(listed.map(({ event, eachMonthUntil }) => [event.on, eachMonthUntil])).to.eql(
      days.map((day) => [day, null]),
    );
  });

  it('[19.2] each event is shown, or stands for one that is', () => {
    const listed = monthsOf(outlook, 'all').flatMap(({ events }) => events);
    const standsFor = (event: (typeof outlook.events)[number]): boolean =>
      listed.some(
        (one) =>
          one.event === event ||
          (one.event.kind === event.kind &&
            one.event.on < event.on &&
            one.eachMonthUntil !== null &&
            event.on <= one.eachMonthUntil),
      );
    expect(outlook.events.filter((event) => !standsFor(event))).to.eql([]);
  });

  it('[19.2] months are all that the time touches, with the sums of the operation', () => {
    expect(firstDays({ from: '2026-11-22', until: '2027-02-01' })).to.eql([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
    ]);
    const months = monthsOf(outlook, 'all');
    expect(months.length).to.equal(13);
    expect(months.filter(({ totals }) => totals.length > 0).map(({ first }) => first)).to.eql(
      outlook.months.map(({ month }) => `${month}-01`),
    );
  });

  it('[19.2] payments, changes and what follows if unpaid are all there is', () => {
    const parts = (['payments', 'changes', 'unpaid'] as const).map((filter) =>
      filtered(outlook.events, filter),
    );
    expect(parts.every((part) => part.length > 0)).to.equal(true);
    expect(parts.flat().length).to.equal(outlook.events.length);
    expect(new Set(parts.flat()).size).to.equal(outlook.events.length);
  });
});
