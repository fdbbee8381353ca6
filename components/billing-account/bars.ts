import { html, nothing, type TemplateResult } from 'lit';
import type { BillingAccountRow } from '../../src/contract/billing-accounts.ts';
import { accountWords } from '../billing-account-list/account.strings.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { strings } from './billing-account.strings.ts';

/** Title, default mark, and the way back. */
export function accountHead(
  account: BillingAccountRow | null,
  { headingLevel, listHref }: { readonly headingLevel: number; readonly listHref: string },
): TemplateResult {
  const title = account === null ? strings.titleNew() : html`<bdi>${account.label}</bdi>`;
  const tag = html`<span class="rr-tag">${accountWords.default()}</span>`;
  return html`<header class="rr-head" part="head">
    <div class="rr-head__main">
      ${
        listHref === ''
          ? nothing
          : html`<a class="rr-back" href=${listHref}
              >${icon(icons.back, undefined, true)}${strings.back()}</a
            >`
      }
      <div class="rr-head__line" id="title" tabindex="-1">
        ${heading(headingLevel, title, { look: 'title' })} ${account?.isDefault ? tag : nothing}
      </div>
    </div>
  </header>`;
}

/** Cancel or discard, save, and what was done last. */
export function actionBar(view: {
  readonly busy: boolean;
  /** Empty: nothing was done since. */
  readonly done: string;
  /** Where Cancel leads; empty: there is none. */
  readonly listHref: string;
  /** Null: there is nothing to discard. */
  readonly discard: (() => void) | null;
}): TemplateResult {
  const { busy, done, listHref, discard } = view;
  return html`<div class="rr-panel__foot rr-savebar" part="actions">
    <div class="rr-actions rr-actions--fill">
      ${
        listHref === ''
          ? nothing
          : html`<a class="rr-btn rr-btn--quiet" href=${listHref}>${strings.cancel()}</a>`
      }
      ${
        discard === null
          ? nothing
          : html`<button class="rr-btn rr-btn--quiet" type="button" @click=${discard}>
              ${strings.discard()}
            </button>`
      }
      <button
        class="rr-btn rr-btn--primary"
        type="submit"
        id="save"
        aria-disabled=${busy ? 'true' : nothing}
      >
        ${busy ? strings.saving() : strings.save()}
      </button>
    </div>
    ${
      done === ''
        ? nothing
        : html`<div class="rr-toast rr-toast--good" part="toast">
            ${icon(icons.paid)}
            <p>${done}</p>
          </div>`
    }
  </div>`;
}

/** Nothing was saved, since the account is another one by now. */
export function conflictBanner(reload: () => void): TemplateResult {
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
      <p>${strings.conflictText()}</p>
    </div>
    <div class="rr-banner__actions">
      <button class="rr-btn rr-btn--sm" type="button" @click=${reload}>
        ${icon(icons.renew)}${strings.loadAgain()}
      </button>
    </div>
  </div>`;
}
