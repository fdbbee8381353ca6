import { html, nothing, type TemplateResult } from 'lit';
import type { ExplanationView } from '../../src/contract/invoices.ts';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from './format.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { ruleText } from './rule.strings.ts';
import { sumWords } from './sum.strings.ts';
import { stepText } from './why.strings.ts';

/** The small toggle "Why this amount"; it stands in a line of text. */
export function whyToggle(options: {
  /** Id of the box that {@link whyBox} renders. */
  readonly controls: string;
  /** What is explained, for screen readers. */
  readonly of: string;
  readonly open: boolean;
  readonly toggle: () => void;
}): TemplateResult {
  return html`<button
    class="rr-linkbtn rr-whybtn"
    type="button"
    aria-expanded=${options.open ? 'true' : 'false'}
    aria-controls=${options.controls}
    @click=${options.toggle}
  >
    ${sumWords.why()}<span class="rr-hidden">, ${options.of}</span>${icon(icons.down)}
  </button>`;
}

/** The explanation of an amount: its steps, the result, the rule. Hidden while it is closed. */
export function whyBox(options: {
  readonly id: string;
  readonly explanation: ExplanationView;
  readonly amount: Money;
  readonly open: boolean;
  readonly format: Formatter;
}): TemplateResult {
  const { explanation, format } = options;
  const rule = ruleText(explanation.rule);
  return html`<div class="rr-why" part="why" id=${options.id} ?hidden=${!options.open}>
    <dl class="rr-sum">
      ${explanation.steps.map(
        (step) =>
          html`<div>
            <dt>${stepText(step, options.amount.currency, format)}</dt>
            <dd>${step.amount === null ? nothing : format.amount(step.amount)}</dd>
          </div>`,
      )}
      <div class="rr-sum__total">
        <dt>${sumWords.amount()}</dt>
        <dd>${format.amount(options.amount)}</dd>
      </div>
    </dl>
    ${rule === '' ? nothing : html`<p class="rr-muted">${rule}</p>`}
  </div>`;
}
