import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { createRef, type Ref, ref } from 'lit/directives/ref.js';
import type { RackrateElement } from './element.ts';
import { heading } from './heading.ts';

/** A question to confirm. Both buttons name what they do. */
export interface Confirmation {
  /** Names the action and its object: `Cancel Staging now?`. */
  readonly title: string;
  /** Effect, date and money. */
  readonly text: unknown;
  /** `Cancel now`. */
  readonly action: string;
  /** The safe choice, `Keep Staging`. */
  readonly keep: string;
  /** Whether something is lost. */
  readonly danger?: boolean;
}

/** A native modal dialog; the browser returns the focus to where it was. */
export class ConfirmDialog implements ReactiveController {
  readonly #host: RackrateElement;
  readonly #dialog: Ref<HTMLDialogElement> = createRef();
  #question: Confirmation | null = null;
  #answer: ((confirmed: boolean) => void) | null = null;

  constructor(host: RackrateElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Asks, and resolves with whether the client confirmed; Escape is the safe choice. */
  ask(question: Confirmation): Promise<boolean> {
    this.#settle(false);
    this.#question = question;
    this.#host.requestUpdate();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  hostUpdated(): void {
    const dialog = this.#dialog.value;
    if (dialog !== undefined && !dialog.open && this.#answer !== null) dialog.showModal();
  }

  hostDisconnected(): void {
    this.#settle(false);
  }

  /** The dialog, for the end of the widget's template; nothing while there is no question. */
  render(): TemplateResult | typeof nothing {
    const question = this.#question;
    const answer = this.#answer;
    if (question === null) return nothing;
    const action = `rr-btn ${question.danger ? 'rr-btn--danger' : 'rr-btn--primary'}`;
    return html`<dialog
      ${ref(this.#dialog)}
      class="rr-dialog"
      part="dialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      @close=${() => this.#closed(answer)}
    >
      <div class="rr-dialog__body">
        ${heading(this.#host.headingLevel + 1, question.title, { id: 'confirm-title' })}
        <div id="confirm-text">${question.text}</div>
      </div>
      <div class="rr-dialog__foot">
        <button class="rr-btn" type="button" autofocus @click=${() => this.#settle(false)}>
          ${question.keep}
        </button>
        <button class=${action} type="button" @click=${() => this.#settle(true)}>
          ${question.action}
        </button>
      </div>
    </dialog>`;
  }

  /** The event comes later than the closing: by then another question may be open. */
  #closed(answer: ((confirmed: boolean) => void) | null): void {
    if (this.#answer === answer) this.#settle(false);
  }

  #settle(confirmed: boolean): void {
    const answer = this.#answer;
    if (answer === null) return;
    this.#answer = null;
    this.#dialog.value?.close();
    this.#question = null;
    this.#host.requestUpdate();
    answer(confirmed);
  }
}
