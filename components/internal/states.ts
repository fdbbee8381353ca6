import { html, nothing, type TemplateResult } from 'lit';
import type { BillingError } from '../../src/errors.ts';
import { heading } from './heading.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { describe, words } from './strings.ts';

/** An empty state: what is not there, why, and one next step. */
export function emptyState(options: {
  readonly icon: icons.Icon;
  readonly title: string;
  readonly text: string;
  readonly level: number;
  readonly action?: unknown;
}): TemplateResult {
  return html`<div class="rr-empty" part="empty">
    ${icon(options.icon)} ${heading(options.level, options.title, { look: 'plain' })}
    <p class="rr-muted">${options.text}</p>
    ${options.action ?? nothing}
  </div>`;
}

/** An error state: what could not be done, whether anything changed, Try again, a reference. */
export function errorState(options: {
  readonly title: string;
  readonly error: BillingError;
  readonly level: number;
  readonly retry: (() => void) | null;
  /** Words for the error, where those of `describe` do not do. */
  readonly text?: string;
}): TemplateResult {
  const { error, retry, text = describe(error) } = options;
  return html`<div class="rr-empty" role="alert" part="error">
    ${icon(icons.alert, 'bad')} ${heading(options.level, options.title, { look: 'plain' })}
    <p class="rr-muted">${text} ${referenceOf(error)}</p>
    ${
      retry === null
        ? nothing
        : html`<button class="rr-btn rr-btn--sm" type="button" @click=${retry}>
            ${icon(icons.renew)}${words.tryAgain()}
          </button>`
    }
  </div>`;
}

/** The reference under which the provider finds an error; nothing when there is none. */
export function referenceOf(error: BillingError): TemplateResult | typeof nothing {
  if (error.reference === undefined) return nothing;
  return html`${words.reference()} <bdi class="rr-mono" dir="ltr">${error.reference}</bdi>`;
}

/** A calm text where nobody is signed in; the host may put its own way to sign in there. */
export function signedOutState(level: number): TemplateResult {
  return html`<div class="rr-empty" part="signed-out">
    ${icon(icons.lock)} ${heading(level, words.signedOutTitle(), { look: 'plain' })}
    <slot name="signed-out"><p class="rr-muted">${words.signedOutText()}</p></slot>
  </div>`;
}

/** Skeleton rows in the place of what comes, with one announcement. */
export function skeletonRows(count: number, announcement: string): TemplateResult {
  const row = html`<li class="rr-row">
    <div>
      <span class="rr-skeleton rr-skeleton--m"></span
      ><span class="rr-skeleton rr-skeleton--s"></span>
    </div>
    <div class="rr-row__end"><span class="rr-skeleton rr-skeleton--s"></span></div>
  </li>`;
  return html`<p class="rr-hidden" role="status">${announcement}</p>
    <ul class="rr-rows rr-rows--top" part="skeleton" aria-hidden="true">
      ${Array.from({ length: count }, () => row)}
    </ul>`;
}
