import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceRow } from '../../src/contract/invoices.ts';
import type { PaymentOptions } from '../../src/contract/payments.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { sumRow } from '../internal/quote-view.ts';
import { strings } from './pay.strings.ts';

/** The invoices that are paid, each with its balance. */
export function invoicesPanel(
  { invoices }: PaymentOptions,
  format: Formatter,
  level: number,
): TemplateResult {
  const row = (invoice: InvoiceRow): TemplateResult => html`<li class="rr-row">
    <div>
      <bdi class="rr-medium">${invoice.number}</bdi>
      <span class="rr-sub">${strings.due(format.date(invoice.due))}</span>
    </div>
    <div class="rr-row__end">${format.amount(invoice.balance)}</div>
  </li>`;
  return html`<section class="rr-panel" part="invoices" aria-labelledby="invoices">
    <div class="rr-panel__head">${heading(level, strings.invoices(), { id: 'invoices' })}</div>
    <ul class="rr-rows rr-rows--top">
      ${invoices.map(row)}
    </ul>
  </section>`;
}

/** The sum and the one button that pays it; no button where there is no way to pay. */
export function summaryPanel(view: {
  readonly options: PaymentOptions;
  readonly format: Formatter;
  readonly level: number;
  readonly busy: boolean;
}): TemplateResult {
  const { options, format } = view;
  const { invoices, total } = options;
  return sumPanel({
    ...view,
    rows: html`${sumRow(strings.count(invoices.length), format.amount(total))}
    ${sumRow(strings.toPay(), format.amount(total), 'rr-sum__total rr-sum__total--big')}`,
    label: strings.confirm(format.money(total)),
  });
}

/** Rows of sums over the one button that confirms them. */
export function sumPanel(view: {
  readonly options: PaymentOptions;
  readonly level: number;
  readonly busy: boolean;
  readonly rows: TemplateResult;
  readonly label: string;
}): TemplateResult {
  const { options, level, busy, rows, label } = view;
  const canPay = options.methods.length + options.billingAccounts.length > 0;
  const button = html`<button
    class="rr-btn rr-btn--primary rr-pay__confirm"
    type="submit"
    aria-disabled=${busy ? 'true' : nothing}
  >
    ${busy ? strings.paying() : label}
  </button>`;
  return html`<aside class="rr-columns__aside--stick" aria-label=${strings.payment()}>
    <section class="rr-panel" part="summary">
      <div class="rr-panel__head">${heading(level, strings.payment())}</div>
      <div class="rr-panel__body rr-stack rr-stack--tight">
        <dl class="rr-sum">${rows}</dl>
        ${canPay ? button : nothing}
      </div>
    </section>
  </aside>`;
}

/** What went wrong, and what to do. */
export interface Problem {
  readonly title: string;
  readonly text: string;
}

/** The banner with a problem; nothing while there is none. */
export function problemBanner(problem: Problem | null): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  return html`<div class="rr-banner rr-banner--bad" part="errors" role="alert">
    ${icon(icons.alert)}
    <div>
      <p class="rr-banner__title">${problem.title}</p>
      <p>${problem.text}</p>
    </div>
  </div>`;
}

/** Whether the method is kept as a billing account. */
export function saveCheck(checked: boolean, change: (save: boolean) => void): TemplateResult {
  return html`<label class="rr-check"
    ><input
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    /><span>${strings.save()}<span class="rr-sub">${strings.saveHint()}</span></span></label
  >`;
}
