import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from './icon.ts';
import * as icons from './icons.ts';

/** A quantity with a button for less and one for more. */
export interface Stepper {
  /** Id of the input, unique within the shadow root; a label names it. */
  readonly id: string;
  readonly value: number;
  /** Names of the buttons for screen readers. */
  readonly fewer: string;
  readonly more: string;
  readonly atLeast: boolean;
  readonly atMost: boolean;
  /** Called with -1 or 1. */
  readonly step: (by: -1 | 1) => void;
  /** Called with what was typed; gives the quantity that is allowed. */
  readonly typed: (quantity: number) => number;
}

/** A stepper; Enter takes the quantity and does not send the form. */
export function stepper(options: Stepper): TemplateResult {
  const typed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    input.value = String(options.typed(Number(input.value)));
  };
  return html`<span class="rr-stepper"
    >${stepButton(icons.less, options.fewer, options.atLeast, () => options.step(-1))}<input
      class="rr-input"
      id=${options.id}
      inputmode="numeric"
      autocomplete="off"
      .value=${live(String(options.value))}
      @change=${typed}
      @keydown=${stayInForm}
    />${stepButton(icons.plus, options.more, options.atMost, () => options.step(1))}</span
  >`;
}

/** At its end a button stays focusable, so that the focus is not lost under the finger. */
function stepButton(
  drawing: icons.Icon,
  label: string,
  ended: boolean,
  step: () => void,
): TemplateResult {
  return html`<button
    class="rr-btn rr-btn--icon"
    type="button"
    aria-label=${label}
    aria-disabled=${ended ? 'true' : nothing}
    @click=${() => {
      if (!ended) step();
    }}
  >
    ${icon(drawing)}
  </button>`;
}

function stayInForm(event: KeyboardEvent): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  event.target?.dispatchEvent(new Event('change'));
}
