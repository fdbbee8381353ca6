import { html, nothing, type TemplateResult } from 'lit';
import type { BillingAccountSetup } from '../../src/contract/billing-accounts.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { setupFailure, setupWords } from './billing-account.strings.ts';

/** What the client can do next. */
export interface SetupActions {
  readonly step: () => void;
  readonly again: () => void;
}

interface Face {
  readonly look: 'good' | 'warn' | 'bad';
  readonly icon: icons.Icon;
  readonly title: string;
  readonly text: string;
  readonly actions: unknown;
}

interface Options {
  readonly setup: BillingAccountSetup;
  /** What the new account is called, as far as it is known. */
  readonly label: string;
  readonly level: number;
  readonly busy: boolean;
  /** Address of the list of accounts; empty: nothing leads there. */
  readonly listHref: string;
  readonly actions: SetupActions;
}

/** Where the keeping of a method stands, in place of the form (SPEC 9.6). */
export function setupResult(options: Options): TemplateResult {
  const face = faceOf(options);
  return html`<section class="rr-panel" part="result">
    <div class="rr-result rr-result--${face.look}">
      <div class="rr-result__head" id="result" tabindex="-1">
        ${icon(face.icon)} ${heading(options.level, face.title, { look: 'plain' })}
      </div>
      <p>${face.text}</p>
      ${face.actions === nothing ? nothing : html`<div class="rr-actions">${face.actions}</div>`}
    </div>
  </section>`;
}

/** The title of {@link setupResult}, to be announced. */
export function setupTitle(setup: BillingAccountSetup): string {
  const nowhere = (): void => {};
  const actions = { step: nowhere, again: nowhere };
  return faceOf({ setup, label: '', level: 2, busy: false, listHref: '', actions }).title;
}

function faceOf(options: Options): Face {
  const { setup } = options;
  switch (setup.state) {
    case 'succeeded':
      return saved(options);
    case 'action_required':
      return asking(options);
    case 'failed':
      return refused(options);
    case 'pending':
      return waiting(setupWords.waiting(), setupWords.waitingText());
    default:
      return waiting(setupWords.checking(), setupWords.checkingText());
  }
}

function waiting(title: string, text: string): Face {
  return { look: 'warn', icon: icons.clock, title, text, actions: nothing };
}

function saved({ label, listHref, actions }: Options): Face {
  const back =
    listHref === ''
      ? nothing
      : html`<a class="rr-btn rr-btn--primary" href=${listHref}>${setupWords.toList()}</a>`;
  return {
    look: 'good',
    icon: icons.paid,
    title: setupWords.savedTitle(),
    text: label === '' ? '' : setupWords.savedText(label),
    actions: html`${back}
      <button class="rr-btn" type="button" @click=${actions.again}>
        ${setupWords.another()}
      </button>`,
  };
}

function asking({ setup, busy, actions }: Options): Face {
  const leaves = setup.action?.kind === 'redirect';
  return {
    look: 'warn',
    icon: icons.clock,
    title: leaves ? setupWords.pageAsks() : setupWords.asks(),
    text: leaves ? setupWords.pageAsksText() : setupWords.asksText(),
    actions: html`<button
        class="rr-btn rr-btn--primary"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${actions.step}
      >
        ${leaves ? setupWords.goOn() : setupWords.confirm()}
      </button>
      <button
        class="rr-btn rr-btn--quiet"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${actions.again}
      >
        ${setupWords.startAnew()}
      </button>`,
  };
}

function refused({ setup, actions }: Options): Face {
  const why = setup.failure === null ? '' : setupFailure(setup.failure.reason);
  return {
    look: 'bad',
    icon: icons.failed,
    title: setupWords.declined(),
    text: [why, setupWords.nothingKept()].filter(Boolean).join(' '),
    actions: html`<button class="rr-btn rr-btn--primary" type="button" @click=${actions.again}>
      ${setupWords.again()}
    </button>`,
  };
}
