import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { createRef, type Ref, ref } from 'lit/directives/ref.js';
import type { BillingError } from '../../src/errors.ts';
import type { RackrateElement } from './element.ts';
import { formWords } from './form.strings.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { asBillingError } from './load.ts';
import { explained, faultText } from './problems.strings.ts';
import { referenceOf } from './states.ts';

/** What is wrong, by the id of the field. */
export type FieldErrors<Id extends string> = { readonly [Field in Id]?: string };

/**
 * Values, errors and sending of one form.
 *
 * Ids of fields are ids in the shadow root. After a failed submission the focus goes to a summary
 * whose links lead to the fields.
 */
export class FormController<Id extends string> implements ReactiveController {
  /** Whether the form is being sent. */
  busy: boolean = false;
  /** An error that belongs to no field. */
  error: BillingError | null = null;

  readonly #host: RackrateElement;
  readonly #labels: () => { readonly [Field in Id]: string };
  readonly #summary: Ref<HTMLElement> = createRef();
  #values: { [Field in Id]?: string };
  #errors: FieldErrors<Id> = {};
  #focusSummary = false;

  /**
   * @param labels the label of each field, for the summary's links.
   * @param values what the fields hold at first.
   */
  constructor(
    host: RackrateElement,
    labels: () => { readonly [Field in Id]: string },
    values: { readonly [Field in Id]?: string } = {},
  ) {
    this.#host = host;
    this.#labels = labels;
    this.#values = { ...values };
    host.addController(this);
  }

  /** What a field holds. */
  value(id: Id): string {
    return this.#values[id] ?? '';
  }

  /** The error of a field. */
  errorOf(id: Id): string | undefined {
    return this.#errors[id];
  }

  /** Takes what was typed; the field's error goes with the old value. */
  set(id: Id, value: string): void {
    this.#values[id] = value;
    if (this.#errors[id] !== undefined) this.#errors = { ...this.#errors, [id]: undefined };
    this.#host.requestUpdate();
  }

  /** The three members that a field takes: `textField({ ...form.bind('email'), label })`. */
  bind(id: Id): {
    readonly id: Id;
    readonly value: string;
    readonly error: string | undefined;
    readonly onInput: (value: string) => void;
  } {
    const onInput = (value: string): void => this.set(id, value);
    return { id, value: this.value(id), error: this.errorOf(id), onInput };
  }

  /** Empties fields and errors. */
  reset(values: { readonly [Field in Id]?: string } = {}): void {
    this.#values = { ...values };
    this.#errors = {};
    this.error = null;
    this.#host.requestUpdate();
  }

  /** Shows errors and moves the focus to their summary. */
  show(errors: FieldErrors<Id>, error: BillingError | null = null): void {
    this.#errors = errors;
    this.error = error;
    this.#focusSummary = this.#faulty().length > 0 || error !== null;
    this.#host.requestUpdate();
  }

  /**
   * Shows an error of an operation at the fields that it names.
   *
   * @param paths the field for each path of the operation's input, `client.email`.
   */
  showError(caught: unknown, paths: { readonly [path: string]: Id } = {}): void {
    const error = asBillingError(caught);
    const errors: { [Field in Id]?: string } = {};
    const faults = error.faults.length > 0 ? error.faults : faultOf(error);
    for (const { field, message } of faults) {
      const id = paths[field];
      if (id !== undefined) errors[id] ??= faultText(message);
    }
    const placed = Object.keys(errors).length > 0;
    this.show(errors, placed ? null : error);
  }

  /**
   * Checks and sends the form, once at a time.
   *
   * @returns what `send` gave, or undefined when a field was wrong or the operation failed.
   */
  async submit<Value>(
    check: () => FieldErrors<Id>,
    send: () => Promise<Value>,
    paths: { readonly [path: string]: Id } = {},
  ): Promise<Value | undefined> {
    if (this.busy) return undefined;
    this.show(check());
    if (this.#faulty().length > 0) return undefined;
    this.busy = true;
    try {
      return await send();
    } catch (error) {
      this.showError(error, paths);
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  hostUpdated(): void {
    if (!this.#focusSummary) return;
    this.#focusSummary = false;
    this.#summary.value?.focus();
  }

  /** The summary of errors; nothing while there are none. */
  renderSummary(): TemplateResult | typeof nothing {
    const faulty = this.#faulty();
    if (faulty.length === 0 && this.error === null) return nothing;
    return html`<div
      ${ref(this.#summary)}
      class="rr-banner rr-banner--bad"
      part="errors"
      role="alert"
      tabindex="-1"
    >
      ${icon(icons.alert)}
      <div>${this.error === null ? this.#renderLinks(faulty) : this.#renderError(this.error)}</div>
    </div>`;
  }

  #renderError(error: BillingError): TemplateResult {
    return html`<p>${explained(error)} ${referenceOf(error)}</p>`;
  }

  #renderLinks(faulty: readonly Id[]): TemplateResult {
    const labels = this.#labels();
    return html`<p class="rr-banner__title">${formWords.faults(faulty.length)}</p>
      <ul>
        ${faulty.map(
          (id) =>
            html`<li>
              <a href="#${id}" @click=${(event: Event) => this.#goTo(event, id)}
                >${labels[id]}: ${this.#errors[id]}</a
              >
            </li>`,
        )}
      </ul>`;
  }

  #faulty(): readonly Id[] {
    const ids = Object.keys(this.#labels()) as Id[];
    return ids.filter((id) => this.#errors[id] !== undefined);
  }

  /** A fragment cannot reach into a shadow root, so the link moves the focus itself. */
  #goTo(event: Event, id: Id): void {
    event.preventDefault();
    const field = this.#host.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    field?.focus();
  }
}

function faultOf(error: BillingError): readonly { field: string; message: string }[] {
  return error.field === undefined ? [] : [{ field: error.field, message: explained(error) }];
}
