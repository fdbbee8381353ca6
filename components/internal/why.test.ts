import { expect } from '@open-wc/testing';
import { html, render, type TemplateResult } from 'lit';
import { eur } from '../../stories/fixtures/money.ts';
import { Formatter } from './format.ts';
import { whyBox } from './why.ts';

function textOf(rule: string, label: string): string {
  const explanation = { rule, steps: [{ label, amount: eur('10.00') }] };
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

  it('[7.14] has no bare code of a rule that it does not know, and keeps a sentence', () => {
    expect(textOf('of-a-newer-server', 'x')).to.match(/€10\.00$/);
    expect(textOf('By the days that are left.', 'x')).to.contain('By the days that are left.');
  });

  it('[7.14] writes the days of a step as the reader does', () => {
    expect(textOf('period', '2027-01-01 to 2027-02-01')).to.contain('1 Jan 2027 to 1 Feb 2027');
  });
});
