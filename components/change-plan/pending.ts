import { html, nothing, type TemplateResult } from 'lit';
import type { ChangeResult } from '../../src/contract/changes.ts';
import type { PackageChangeView } from '../../src/contract/packages.ts';
import { isZero } from '../../src/rules/money.ts';
import { cycleWord } from '../internal/cycle.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { sumRow } from '../internal/quote-view.ts';
import { changeWords } from './change-plan.strings.ts';

/** What can be done about a change that waits. */
export interface ChangeActions {
  readonly busy: boolean;
  readonly invoiceHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
  readonly pay: (invoiceId: string) => void;
  readonly takeBack: (change: PackageChangeView) => void;
}

/** A change that waits for its payment or its day, with Pay now and Take back (SPEC 5.13, 5.17). */
export function pendingBanner(
  change: PackageChangeView,
  format: Formatter,
  actions: ChangeActions,
): TemplateResult {
  const waits = change.state === 'awaiting_payment';
  const look = waits ? 'rr-banner--warn' : 'rr-banner--plain';
  const unpaid = `${unpaidText(change, format)} ${changeWords.blocks()}`;
  const text = waits ? unpaid : changeWords.scheduledText();
  return html`<div class="rr-banner rr-banner--inline ${look}" part="banner">
    ${icon(icons.clock)}
    <div>
      <p class="rr-banner__title">${waitingTitle(change, format)}</p>
      <p>${text}</p>
    </div>
    <div class="rr-banner__actions">${waitingButtons(change, actions)}</div>
  </div>`;
}

function waitingButtons(change: PackageChangeView, actions: ChangeActions): TemplateResult {
  const { invoice } = change;
  const payable = change.state === 'awaiting_payment' && invoice !== null;
  return html`${
    payable
      ? html`<button
          class="rr-btn rr-btn--primary"
          type="button"
          @click=${() => actions.pay(invoice.invoiceId)}
        >
          ${changeWords.pay()}
        </button>`
      : nothing
  }
    <button
      class="rr-btn"
      type="button"
      aria-disabled=${actions.busy ? 'true' : nothing}
      @click=${() => {
        if (!actions.busy) actions.takeBack(change);
      }}
    >
      ${actions.busy ? changeWords.takingBack() : changeWords.takeBack()}
    </button>`;
}

/** What waits, for what. */
export function waitingTitle(change: PackageChangeView, format: Formatter): string {
  const { kind, effectiveOn } = change;
  const plan = planText(change);
  if (change.state === 'awaiting_payment') {
    return kind === 'add_ons' ? changeWords.addOnsWait() : changeWords.waits(plan);
  }
  const date = format.date(effectiveOn);
  return kind === 'add_ons' ? changeWords.addOnsScheduled(date) : changeWords.scheduled(plan, date);
}

/** A plan with its cycle. */
function planText({ planName, cycle }: PackageChangeView): string {
  return `${planName} (${cycleWord(cycle)})`;
}

/** What account credit has left to pay, of which invoice, and until when. */
function unpaidText({ invoice, lapsesOn, toPay }: PackageChangeView, format: Formatter): string {
  const number = invoice?.number ?? '';
  const sum = format.money(toPay);
  if (lapsesOn === null) return changeWords.waitsOpen(sum, number);
  return changeWords.waitsText(sum, number, format.date(lapsesOn));
}

/** What came of a change, in place of the form; its head takes the focus. */
export function changeResult(options: {
  readonly result: ChangeResult;
  readonly format: Formatter;
  readonly level: number;
  readonly actions: ChangeActions;
}): TemplateResult {
  const { result, format, level, actions } = options;
  const { change } = result;
  const waits = change.state === 'awaiting_payment';
  const pending = waits || change.state === 'scheduled';
  return html`<section class="rr-panel" part="result">
    <div class="rr-result ${waits ? 'rr-result--warn' : 'rr-result--good'}">
      <div class="rr-result__head" id="result" tabindex="-1">
        ${icon(pending ? icons.clock : icons.paid)}
        ${heading(level, resultTitle(result, format), { look: 'plain' })}
      </div>
      <p>${resultText(result, format)}</p>
      ${documentRows(change, format, actions)}
      ${pending ? html`<div class="rr-actions">${waitingButtons(change, actions)}</div>` : nothing}
    </div>
  </section>`;
}

/** The title of {@link changeResult}, also to be announced. */
export function resultTitle({ change }: ChangeResult, format: Formatter): string {
  const { state, kind } = change;
  if (state === 'awaiting_payment' || state === 'scheduled') return waitingTitle(change, format);
  if (state !== 'applied') return changeWords.takenBack();
  return kind === 'add_ons' ? changeWords.addOnsDone() : changeWords.done(planText(change));
}

function resultText({ change, hostingPackage }: ChangeResult, format: Formatter): string {
  switch (change.state) {
    case 'awaiting_payment':
      return unpaidText(change, format);
    case 'scheduled':
      return changeWords.scheduledText();
    case 'applied':
      return hostingPackage.waitsForPanel ? changeWords.panelFollows() : changeWords.doneText();
    default:
      return changeWords.takenBackText(hostingPackage.planName);
  }
}

function documentRows(
  { invoice, creditNote, lapsesOn, toPay }: PackageChangeView,
  format: Formatter,
  actions: ChangeActions,
): TemplateResult | typeof nothing {
  if (invoice === null && creditNote === null) return nothing;
  const row = (label: string, document: PackageChangeView['invoice']): unknown =>
    document === null
      ? nothing
      : sumRow(
          label,
          openLink({
            pattern: actions.invoiceHref,
            id: document.invoiceId,
            text: html`<bdi>${document.number}</bdi>`,
            open: () => actions.openInvoice(document.invoiceId),
          }),
        );
  return html`<dl class="rr-sum">
    ${row(changeWords.invoice(), invoice)} ${row(changeWords.creditNote(), creditNote)}
    ${isZero(toPay) ? nothing : sumRow(changeWords.toPay(), format.amount(toPay))}
    ${lapsesOn === null ? nothing : sumRow(changeWords.lapses(), format.date(lapsesOn))}
  </dl>`;
}
