import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RackrateElement } from '../internal/element.ts';
import { formWords } from '../internal/form.strings.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { strings } from './order.strings.ts';

/** The promotion code: typed, applied, refused or removed. */
export class PromotionCode {
  /** The code that quotes and the order use; empty: none. */
  applied: string = '';

  readonly #host: RackrateElement;
  readonly #changed: () => void;
  #typed = '';
  #error: string | undefined;

  /** @param changed called when another code is to be quoted. */
  constructor(host: RackrateElement, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** Uses a code from a link or an attribute; the quote says whether it is valid. */
  preset(code: string): void {
    this.applied = code.trim();
    this.#typed = this.applied;
    this.#error = undefined;
  }

  /** The server does not take the code: it says so at the field, and the order goes on without. */
  refuse(message: string): void {
    this.#typed = this.applied;
    this.applied = '';
    this.#error = message;
    this.#host.requestUpdate();
    void this.#focus('#code');
  }

  /** The field with Apply, or the applied code with Remove. */
  render(): TemplateResult {
    return this.applied === '' ? this.#renderField() : this.#renderApplied();
  }

  #renderApplied(): TemplateResult {
    return html`<div class="rr-cluster rr-cluster--apart" part="code">
      <span>${strings.code()} <bdi class="rr-medium" dir="ltr">${this.applied}</bdi></span>
      <button
        class="rr-linkbtn"
        id="code-remove"
        type="button"
        aria-label=${strings.removeCode(this.applied)}
        @click=${this.#remove}
      >
        ${strings.remove()}
      </button>
    </div>`;
  }

  #renderField(): TemplateResult {
    const error = this.#error;
    return html`<div class="rr-field" part="code">
      <label class="rr-label" for="code"
        >${strings.code()} <span class="rr-optional">${formWords.optional()}</span></label
      >
      <div class="rr-code">
        <input
          class="rr-input"
          id="code"
          name="code"
          dir="ltr"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-invalid=${error === undefined ? nothing : 'true'}
          aria-describedby=${error === undefined ? nothing : 'code-error'}
          .value=${live(this.#typed)}
          @input=${this.#type}
          @keydown=${this.#key}
        />
        <button class="rr-btn" type="button" @click=${this.#apply}>${strings.apply()}</button>
      </div>
      ${
        error === undefined
          ? nothing
          : html`<p class="rr-error" id="code-error" role="alert">
              ${icon(icons.alert)}<span>${error}</span>
            </p>`
      }
    </div>`;
  }

  readonly #type = (event: Event): void => {
    this.#typed = (event.target as HTMLInputElement).value;
    this.#error = undefined;
    this.#host.requestUpdate();
  };

  /** Enter applies the code; it does not send the order. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.#apply();
  };

  readonly #apply = (): void => {
    if (this.#typed.trim() === '') return;
    this.preset(this.#typed);
    this.#changed();
    void this.#focus('#code-remove');
  };

  readonly #remove = (): void => {
    this.preset('');
    this.#changed();
    void this.#focus('#code');
  };

  /** The pressed element goes away, so the focus moves to what stands in its place. */
  async #focus(selector: string): Promise<void> {
    this.#host.requestUpdate();
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    const within = activeElement?.closest('[part=code]') ?? null;
    if (within === null) return;
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
