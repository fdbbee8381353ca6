import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PackageView } from '../../src/contract/packages.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { lastDay } from '../internal/time.ts';
import { strings } from './cancel.strings.ts';
import { hasPeriodEnd } from './cancelable.ts';

/** When a package is to end. */
export type When = 'now' | 'period-end';

/** Now, or at the end of the period where it has one (SPEC 5.21). */
export function whenChoice(options: {
  readonly view: PackageView;
  readonly format: Formatter;
  readonly when: When;
  readonly choose: (when: When) => void;
}): TemplateResult {
  const { view, format } = options;
  const row = (when: When, label: string, text: string): TemplateResult =>
    html`<div class="rr-choice">
      <label class="rr-choice__label rr-choice__label--3"
        ><input
          type="radio"
          name="when"
          value=${when}
          .checked=${live(options.when === when)}
          @change=${() => options.choose(when)}
        /><span
          ><span class="rr-medium">${label}</span>
          <span class="rr-sub">${text}</span></span
        ></label
      >
    </div>`;
  const { periodEnd, status } = view;
  return html`<fieldset part="when">
    <legend class="rr-legendtitle">${strings.when()}</legend>
    <div class="rr-choices">
      ${
        hasPeriodEnd(view) && periodEnd !== null
          ? row('period-end', strings.atEnd(), strings.atEndText(format.date(lastDay(periodEnd))))
          : nothing
      }
      ${row('now', strings.now(), status === 'pending' ? strings.pendingText() : strings.nowText())}
    </div>
  </fieldset>`;
}

/** What happens, one sentence each: dates, data, money. */
export function effects(view: PackageView, when: When, format: Formatter): readonly string[] {
  const { pendingChange, periodEnd, status } = view;
  const change =
    pendingChange?.state === 'scheduled'
      ? [strings.changeDrops(pendingChange.planName, format.date(pendingChange.effectiveOn))]
      : [];
  if (status === 'pending') return [strings.pendingText(), ...change, strings.notUndoable()];
  if (when === 'now') {
    return [
      strings.endsNow(),
      strings.dataGoes(),
      strings.notRenewed(),
      view.refundsUnused ? strings.refund() : strings.noRefund(),
      ...change,
      strings.notUndoable(),
    ];
  }
  return [
    ...(periodEnd === null ? [] : [strings.endsAtEnd(format.date(lastDay(periodEnd)))]),
    strings.dataGoes(),
    strings.notRenewed(),
    ...change,
    strings.undoable(),
  ];
}

/** The panel What happens. */
export function effectPanel(sentences: readonly string[], level: number): TemplateResult {
  return html`<section class="rr-panel" part="effects" aria-labelledby="effects-title">
    <div class="rr-panel__head">${heading(level, strings.happens(), { id: 'effects-title' })}</div>
    <ul class="rr-panel__body rr-stack rr-stack--tight">
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </section>`;
}

/** A state in place of the form; its head takes the focus. */
export function cancelResult(options: {
  readonly tone: 'good' | 'warn';
  readonly icon: icons.Icon;
  readonly title: string;
  readonly text: string;
  readonly level: number;
  readonly action: unknown;
}): TemplateResult {
  const { action } = options;
  const actions = action === nothing ? nothing : html`<div class="rr-actions">${action}</div>`;
  return html`<section class="rr-panel" part="result">
    <div class="rr-result rr-result--${options.tone}">
      <div class="rr-result__head" id="result" tabindex="-1">
        ${icon(options.icon)} ${heading(options.level, options.title, { look: 'plain' })}
      </div>
      <p>${options.text}</p>
      ${actions}
    </div>
  </section>`;
}

/** What went wrong. */
export function problemBanner(problem: {
  readonly title: string;
  readonly text: string;
}): TemplateResult {
  return html`<div class="rr-banner rr-banner--bad" part="errors" role="alert">
    ${icon(icons.alert)}
    <div>
      <p class="rr-banner__title">${problem.title}</p>
      <p>${problem.text}</p>
    </div>
  </div>`;
}
