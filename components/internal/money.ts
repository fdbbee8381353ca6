import { html, type TemplateResult } from 'lit';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from './format.ts';

/** An amount, isolated from the direction of the text around it. */
export function amount(format: Formatter, money: Money): TemplateResult {
  return format.amount(money);
}

/** An amount, or a dash that reads as the given word, such as None. */
export function amountOrNone(format: Formatter, money: Money, none: string): TemplateResult {
  return money.amount === 0n ? dash(none) : format.amount(money);
}

/** A dash that a screen reader reads as the given word. */
export function dash(word: string): TemplateResult {
  return html`<span class="rr-muted"
    ><span aria-hidden="true">–</span><span class="rr-hidden">${word}</span></span
  >`;
}
