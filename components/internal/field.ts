import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { formWords } from './form.strings.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';

/** What every field has. Its id is unique within the shadow root. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  /** Whether it may stay empty; the label says so. */
  readonly optional?: boolean;
  readonly disabled?: boolean;
  /** A token of HTML's autofill, `email`; the browser fills the field then. */
  readonly autocomplete?: AutoFill;
  /** Sixths of the form's width. */
  readonly width?: 2 | 3 | 4;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
}

/** A field of one line of text. */
export interface TextField extends Field {
  /** The value of a `date` is `YYYY-MM-DD`. */
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'date';
  readonly inputMode?: 'text' | 'email' | 'tel' | 'numeric' | 'decimal';
  readonly maxLength?: number;
  /** Whether the value is written left to right in every language, such as a domain name. */
  readonly ltr?: boolean;
}

/** A choice from a list. */
export interface SelectField extends Field {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Text of the empty choice; left out: there is none. */
  readonly empty?: string;
}

/** A labelled text input with hint and error. */
export function textField(field: TextField): TemplateResult {
  return frame(
    field,
    html`<input
      class="rr-input"
      part="input"
      id=${field.id}
      name=${field.id}
      type=${field.type ?? 'text'}
      dir=${field.ltr ? 'ltr' : nothing}
      autocomplete=${ifDefined(field.autocomplete)}
      inputmode=${ifDefined(field.inputMode)}
      maxlength=${ifDefined(field.maxLength)}
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${describedBy(field)}
      aria-required=${field.optional ? nothing : 'true'}
      ?disabled=${field.disabled ?? false}
      .value=${live(field.value)}
      @input=${(event: Event) => field.onInput((event.target as HTMLInputElement).value)}
      @blur=${field.onBlur ?? nothing}
    />`,
  );
}

/** A labelled native select with hint and error. */
export function selectField(field: SelectField): TemplateResult {
  const selected = (value: string): boolean => value === field.value;
  return frame(
    field,
    html`<span class="rr-selectwrap"
      ><select
        class="rr-input rr-select"
        part="input"
        id=${field.id}
        name=${field.id}
        autocomplete=${ifDefined(field.autocomplete)}
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
        aria-required=${field.optional ? nothing : 'true'}
        ?disabled=${field.disabled ?? false}
        .value=${live(field.value)}
        @change=${(event: Event) => field.onInput((event.target as HTMLSelectElement).value)}
        @blur=${field.onBlur ?? nothing}
      >
        ${
          field.empty === undefined
            ? nothing
            : html`<option value="" ?selected=${selected('')}>${field.empty}</option>`
        }
        ${field.options.map(
          ({ value, label }) =>
            html`<option value=${value} ?selected=${selected(value)}>${label}</option>`,
        )}</select
      >${icon(icons.down)}</span
    >`,
  );
}

/** A check box with its label, hint and error. */
export function checkField(field: {
  readonly id: string;
  readonly label: unknown;
  readonly checked: boolean;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}): TemplateResult {
  return html`<div class="rr-field" part="field">
    <label class="rr-check"
      ><input
        type="checkbox"
        id=${field.id}
        name=${field.id}
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
        ?disabled=${field.disabled ?? false}
        .checked=${live(field.checked)}
        @change=${(event: Event) => field.onChange((event.target as HTMLInputElement).checked)}
      /><span>${field.label}</span></label
    >
    ${notes(field)}
  </div>`;
}

/** Choices that belong together, with legend, hint and error; a summary's link can go there. */
export function groupField(field: {
  readonly id: string;
  readonly legend: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  /** Whether the legend is for screen readers only, as the heading beside it says the same. */
  readonly quiet?: boolean;
  readonly choices: unknown;
}): TemplateResult {
  return html`<fieldset
    class="rr-field"
    part="field"
    id=${field.id}
    tabindex="-1"
    aria-describedby=${describedBy(field)}
  >
    <legend class=${field.quiet ? 'rr-hidden' : 'rr-label'} part="label">${field.legend}</legend>
    ${notes(field)} ${field.choices}
  </fieldset>`;
}

interface Noted {
  readonly id: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

function describedBy(field: Noted): string | typeof nothing {
  const ids = [field.hint && `${field.id}-hint`, field.error && `${field.id}-error`];
  return ids.filter(Boolean).join(' ') || nothing;
}

function notes(field: Noted): TemplateResult {
  return html`${
    field.hint
      ? html`<p class="rr-hint" part="hint" id="${field.id}-hint">${field.hint}</p>`
      : nothing
  }${
    field.error
      ? html`<p class="rr-error" id="${field.id}-error">
          ${icon(icons.alert)}<span>${field.error}</span>
        </p>`
      : nothing
  }`;
}

function frame(field: Field, input: TemplateResult): TemplateResult {
  return html`<div class="rr-field ${field.width ? `rr-w${field.width}` : ''}" part="field">
    <label class="rr-label" part="label" for=${field.id}
      >${field.label}${
        field.optional ? html` <span class="rr-optional">${formWords.optional()}</span>` : nothing
      }</label
    >
    ${input} ${notes(field)}
  </div>`;
}
