import { html, nothing, type TemplateResult } from 'lit';
import type { Formatter } from '../internal/format.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { strings } from './contact.strings.ts';

/** What was done last, and whether it can be undone. */
export interface Done {
  readonly text: string;
  readonly undo?: () => void;
}

/** What was done, with Undo where there is one. */
export function doneToast({ text, undo }: Done): TemplateResult {
  return html`<div class="rr-toast rr-toast--good" part="toast">
    ${icon(icons.paid)}
    <p>${text}</p>
    ${
      undo === undefined
        ? nothing
        : html`<button
            class="rr-btn rr-btn--sm rr-btn--quiet"
            type="button"
            id="undo"
            @click=${undo}
          >
            ${strings.undo()}
          </button>`
    }
  </div>`;
}

/** Nothing was saved, since the contact is another one by now. */
export function conflictBanner(
  changed: readonly string[],
  format: Formatter,
  reload: () => void,
): TemplateResult {
  return html`<div
    class="rr-banner rr-banner--inline rr-banner--warn"
    part="conflict"
    id="conflict"
    role="alert"
    tabindex="-1"
  >
    ${icon(icons.alert)}
    <div>
      <p class="rr-banner__title">${strings.conflict()}</p>
      <p>
        ${strings.conflictText()}
        ${changed.length === 0 ? nothing : strings.conflictFields(format.list(changed))}
      </p>
    </div>
    <div class="rr-banner__actions">
      <button class="rr-btn rr-btn--sm" type="button" @click=${reload}>
        ${icon(icons.renew)}${strings.loadAgain()}
      </button>
    </div>
  </div>`;
}
