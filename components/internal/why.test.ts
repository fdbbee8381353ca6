import { expect } from '@open-wc/testing';
import { html, render, type TemplateResult } from 'lit';
import { type StepCode, stepCodes } from '../../src/rules/explanation.ts';
import { eur } from '../../stories/fixtures/money.ts';
import { Formatter } from './format.ts';
import { knownSteps } from './why.strings.ts';
import { whyBox } from './why.ts';

type Said = readonly [code: StepCode, values: Readonly<Record<string, string>>, text: string];

function textOf(rule: string, label: string, code: string | null = null, values = {}): string {
  const explanation = { rule, steps: [{ label, code, values, amount: eur('10.00') }] };
  const format = new Formatter('en-GB');
  const box: TemplateResult = whyBox({
    id: 'why',
    explanation,
    amount: eur('10.00'),
    open: true,
    format,
  });
  const host = document.createElement('div');
  document.body.append(host);
  render(html`${box}`, host);
  const text = host.innerText.replaceAll(/\s+/g, ' ').trim();
  host.remove();
  return text;
}

const silver = { item: 'Silver', cycle: 'annual', price: '86.29' };
const dates = { start: '2026-11-22', end: '2027-11-22' };
const share = { days: '112', of: '365', mode: 'half-even', ...dates };
const disk = { units: '12.5', unit: 'GB' };

const steps: readonly Said[] = [
  ['price', { ...silver, quantity: '1' }, 'Silver: €86.29 a year'],
  ['price', { ...silver, quantity: '2' }, 'Silver: 2 × €86.29 a year'],
  [
    'raised_price',
    { ...silver, quantity: '1', before: '80.00', from: '2026-12-01' },
    'Silver: €86.29 a year, raised from €80.00 on 1 Dec 2026',
  ],
  ['period', dates, '22 Nov 2026 – 21 Nov 2027'],
  [
    'share',
    { ...share, proration: 'actual' },
    '112 of 365 days of 22 Nov 2026 – 21 Nov 2027, rounded, halves to the even cent',
  ],
  [
    'share',
    { ...share, proration: '30-day', mode: 'up' },
    '112 of 365 days of 22 Nov 2026 – 21 Nov 2027, each month as 30 days, rounded up',
  ],
  [
    'share',
    { ...share, proration: 'none' },
    'The whole price, for a part of 22 Nov 2026 – 21 Nov 2027',
  ],
  [
    'unused',
    { days: '9', of: '30', mode: 'half-away-from-zero' },
    '9 of 30 days are not used, rounded, halves up',
  ],
  ['once', { item: 'Hour', price: '79.00', quantity: '1' }, 'Hour: €79.00'],
  ['setup', { item: 'Gold', price: '5.00', quantity: '2' }, 'Set-up of Gold: 2 × €5.00'],
  ['trial', { item: 'Gold', days: '14' }, 'Gold: free on trial, 14 days'],
  ['discount', { code: 'SPRING', percent: '12.5' }, 'Less 12.5%, promotion SPRING'],
  ['discount', { code: '', percent: '10' }, 'Less 10%, promotion'],
  ['fixed_discount', { code: 'FIVE', off: '5.00' }, 'Less €5.00, promotion FIVE'],
  ['line_net', { number: 'HL-1' }, 'Line of HL-1 before tax'],
  ['reversed', {}, 'The line before tax'],
  ['credited_before', {}, 'Credited before'],
  ['credited_now', {}, 'Credited now'],
  ['taken_back', { number: 'HL-1' }, 'Takes HL-1 back'],
  ['late_fee', {}, 'Fee of the reminder'],
  ['used_summed', disk, 'Used: 12.5 GB, summed over the month'],
  ['used_average', disk, 'Used: 12.5 GB, the average of its days'],
  ['included', disk, 'Included: 12.5 GB'],
  ['over', disk, 'Over: 12.5 GB'],
  ['blocks', disk, 'In started blocks of 12.5 GB'],
  ['estimated_days', { days: '3' }, 'Days without a reading: 3'],
  ['usage_price', { ...disk, price: '0.015' }, '12.5 GB × 0.015 EUR'],
  ['rounded', { mode: 'floor' }, 'Rounded once: rounded down'],
];

/** The widget of the next invoice says these from its data. */
const saidElsewhere = ['begins', 'issued', 'discount_sum', 'tax_sum', 'total'];

const codes = [
  'price',
  'period',
  'part-of-period',
  'change',
  'unused-part',
  'trial',
  'reversal',
  'late_fee',
  'usage-sampled',
  'usage-summed',
];

describe('Why this amount', () => {
  for (const code of codes) {
    it(`[7.14] says the rule ${code} as a sentence`, () => {
      const text = textOf(code, 'x');
      expect(text).to.match(/€10\.00 [A-Z][^_]+\.$/);
    });
  }

  for (const [code, values, text] of steps) {
    it(`[7.14] says the step ${code}: ${text}`, () => {
      expect(textOf('price', 'English', code, values)).to.contain(`${text} €10.00`);
    });
  }

  it('[7.14] has a sentence for every step that the engine makes', () => {
    expect([...knownSteps(), ...saidElsewhere].toSorted()).to.deep.equal(stepCodes.toSorted());
    expect(new Set(steps.map(([code]) => code)).size).to.equal(knownSteps().length);
  });

  it('[7.14] has no bare code of a rule that it does not know, and keeps a sentence', () => {
    expect(textOf('of-a-newer-server', 'x')).to.match(/€10\.00$/);
    expect(textOf('By the days that are left.', 'x')).to.contain('By the days that are left.');
  });

  it('[7.14] writes the days of a step as the reader does', () => {
    expect(textOf('period', '2027-01-01 to 2027-02-01')).to.contain('1 Jan 2027 to 1 Feb 2027');
  });
});
