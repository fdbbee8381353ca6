import { html, nothing, type TemplateResult } from 'lit';
import type {
  AffiliateProgramView,
  AffiliateView,
  EarningsView,
} from '../../src/contract/affiliates.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { explained } from '../internal/problems.strings.ts';
import { referenceOf } from '../internal/states.ts';
import { strings } from './affiliate.strings.ts';
import type { ProgramActions } from './programs.ts';
import { earningText, payOutText } from './terms.ts';

/** What programs are rendered from. */
export interface ProgramsView {
  readonly programs: readonly AffiliateProgramView[];
  readonly format: Formatter;
  readonly actions: ProgramActions;
  /** Level of the programs' names. */
  readonly level: number;
  /** Whether only terms, link and earnings show, as in the Account tab. */
  readonly brief: boolean;
}

/** Programs with Join, or with the referral link and what was earned (SPEC 13.1, 14.1). */
export function programList(view: ProgramsView): TemplateResult[] {
  return view.programs.map((program, index) => programRow(view, program, index));
}

function programRow(
  view: ProgramsView,
  program: AffiliateProgramView,
  index: number,
): TemplateResult {
  const { format, level, brief } = view;
  const { affiliate, name, cookieDays } = program;
  const cookie = strings.cookie(cookieDays, format.number(cookieDays));
  return html`<div class="rr-affiliate" part="program">
    <div class="rr-affiliate__terms">
      ${heading(level, name)}
      <p>${earningText(program, format)}</p>
      ${
        brief && affiliate !== null
          ? nothing
          : html`<p class="rr-small rr-muted">
              ${payOutText(program, format)} ${cookieDays === 0 ? nothing : cookie}
            </p>`
      }
      ${affiliate === null ? nothing : earned(affiliate, view)}
    </div>
    ${affiliate === null ? joinWay(program, view) : linkWay(program, affiliate, view, index)}
  </div>`;
}

function earned(affiliate: AffiliateView, { format, brief }: ProgramsView): TemplateResult {
  const { earnings, referred, joinedOn } = affiliate;
  const facts = html`<dl class="rr-inline" part="facts">
    ${pair(strings.referred(), format.number(referred))}
    ${pair(strings.joinedOn(), format.date(joinedOn))}
  </dl>`;
  return html`${brief ? nothing : facts}
  ${
    earnings.length === 0
      ? html`<p class="rr-small rr-muted">${strings.nothingEarned()}</p>`
      : earnings.map((sums) => earningRow(sums, format))
  }`;
}

function earningRow(sums: EarningsView, format: Formatter): TemplateResult {
  return html`<div part="earnings" role="group" aria-label=${strings.earnings(sums.currency)}>
    <dl class="rr-inline">
      ${pair(strings.waiting(), format.amount(sums.waiting))}
      ${pair(strings.mature(), format.amount(sums.mature))}
      ${pair(strings.paid(), format.amount(sums.paid))}
    </dl>
  </div>`;
}

function pair(label: string, value: unknown): TemplateResult {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function joinWay(program: AffiliateProgramView, { actions }: ProgramsView): TemplateResult {
  const { programId, name } = program;
  const busy = actions.joining === programId;
  const error = actions.problem?.programId === programId ? actions.problem.error : null;
  return html`<div class="rr-affiliate__way rr-affiliate__way--join">
    <button
      class="rr-btn"
      part="button"
      type="button"
      aria-busy=${busy ? 'true' : nothing}
      aria-disabled=${busy ? 'true' : nothing}
      @click=${() => actions.join(program)}
    >
      ${icon(busy ? icons.renew : icons.plus)}${busy ? strings.joining() : strings.join(name)}
    </button>
    ${
      error === null
        ? nothing
        : html`<div class="rr-banner rr-banner--bad" part="error" role="alert">
            ${icon(icons.alert)}
            <div>
              <p class="rr-banner__title">${strings.joinFailed(name)}</p>
              <p>${explained(error)} ${referenceOf(error)}</p>
            </div>
          </div>`
    }
  </div>`;
}

function linkWay(
  program: AffiliateProgramView,
  affiliate: AffiliateView,
  { actions }: ProgramsView,
  index: number,
): TemplateResult {
  const { programId, name } = program;
  const id = `link-${index}`;
  const hint = `${id}-hint`;
  const copied = actions.copied === programId;
  const selected = actions.selected === programId;
  return html`<div class="rr-affiliate__way">
    <label class="rr-label" part="label" for=${id}>${strings.link()}</label>
    <span class="rr-joined"
      ><input
        class="rr-input"
        part="input"
        id=${id}
        dir="ltr"
        readonly
        data-program=${programId}
        aria-describedby=${selected ? hint : nothing}
        .value=${affiliate.link}
      /><button
        class="rr-btn"
        part="button"
        type="button"
        aria-label=${copied ? nothing : strings.copyOf(name)}
        @click=${() => actions.copy(program)}
      >
        ${icon(copied ? icons.check : icons.copy)}${copied ? strings.copied() : strings.copy()}
      </button></span
    >
    ${selected ? html`<p class="rr-small rr-muted" id=${hint}>${strings.selected()}</p>` : nothing}
  </div>`;
}
