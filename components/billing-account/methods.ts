import { html, nothing, type TemplateResult } from 'lit';
import type { BillingAccountOptions } from '../../src/contract/billing-accounts.ts';
import { typeWord } from '../billing-account-list/account.strings.ts';
import { typeIcon } from '../billing-account-list/parts.ts';
import { groupField } from '../internal/field.ts';
import { icon } from '../internal/icon.ts';
import { strings, typeHint } from './billing-account.strings.ts';

/** The kinds of account as radio rows; the chosen one holds the gateway's fields (S81, S82). */
export function methodChoice(view: {
  readonly methods: BillingAccountOptions['methods'];
  readonly chosen: string;
  readonly error: string | undefined;
  readonly choose: (methodId: string) => void;
  /** What stands under the chosen row. */
  readonly body: unknown;
}): TemplateResult {
  const rows = view.methods.map(({ method, type }) => {
    const chosen = method.methodId === view.chosen;
    const word = typeWord(type);
    const kind = word === method.label ? '' : `${word}. `;
    return html`<div class="rr-choice">
      <label class="rr-choice__label"
        ><input
          type="radio"
          name="method"
          value=${method.methodId}
          .checked=${chosen}
          @change=${() => view.choose(method.methodId)}
        />${icon(typeIcon(type))}<span
          ><span class="rr-medium"><bdi>${method.label}</bdi></span
          ><span class="rr-sub">${kind}${typeHint(type)}</span></span
        ></label
      >
      ${chosen ? view.body : nothing}
    </div>`;
  });
  return groupField({
    id: 'method',
    legend: strings.type(),
    quiet: true,
    error: view.error,
    choices: html`<div class="rr-choices" part="methods">${rows}</div>`,
  });
}
