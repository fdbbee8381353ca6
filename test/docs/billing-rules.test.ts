import { describe, expect, it } from 'vitest';
import { changesChapter } from './billing-rules/changes.ts';
import { dunningChapter } from './billing-rules/dunning.ts';
import { invoicesChapter } from './billing-rules/invoices.ts';
import { type Chapter, renderPage } from './billing-rules/page.ts';
import { periodsChapter } from './billing-rules/periods.ts';
import { pricesChapter } from './billing-rules/prices.ts';
import { taxesChapter } from './billing-rules/taxes.ts';
import { usageChapter } from './billing-rules/usage.ts';

const chapters: readonly Chapter[] = [
  pricesChapter,
  changesChapter,
  periodsChapter,
  invoicesChapter,
  taxesChapter,
  usageChapter,
  dunningChapter,
];

const intro = [
  'What Rackrate bills, when, and how it comes to each cent. Every rule bears its number in the product specification; the ' +
    'same number stands in the titles of the tests that show it.',
  'Each example is computed by the rules themselves when the tests run, and compared with figures that were worked out by ' +
    'hand. A page that is out of date fails `npm test`; `npx vitest run --project unit test/docs -u` renews it.',
  'Unless an example says otherwise amounts are rounded half away from zero, German VAT of 19% is added to prices, and a ' +
    'period from A to B holds A and does not hold B.',
];

const rules = chapters.flatMap((chapter) => chapter.rules);

describe('docs/billing-rules.md', () => {
  it.each(rules)('[$number] shows what was worked out by hand: $title', ({ examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const { title, steps } of examples) {
      const is = steps.map(([what, computed]) => [title, what, computed]);
      expect(is).toEqual(steps.map(([what, , byHand]) => [title, what, byHand]));
    }
  });

  it('has the rules in their order, each once', () => {
    const numbers = rules.map(({ number }) => number);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    for (const wanted of [
      '2.8',
      '5.14',
      '5.21',
      '6.1',
      '6.10',
      '7.5',
      '7.14',
      '12.3',
      '14.1',
      '16.4',
    ]) {
      expect(numbers).toContain(wanted);
    }
  });

  it('is what the rules say now', async () => {
    const page = renderPage('Billing rules', intro, chapters);
    await expect(page).toMatchFileSnapshot('../../docs/billing-rules.md');
  });
});
