import { html, nothing, type TemplateResult } from 'lit';
import type { OrderQuote } from '../../src/contract/orders.ts';
import type { BillingError } from '../../src/errors.ts';
import type { Money } from '../../src/rules/money.ts';
import { checkField } from '../internal/field.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { quoteView } from '../internal/quote-view.ts';
import { errorState } from '../internal/states.ts';
import type { PromotionCode } from './code.ts';
import { strings } from './order.strings.ts';
import type { Quoting } from './quoting.ts';
import { termsLabel } from './terms.ts';

/** What the summary is rendered from. */
export interface SummaryView {
  readonly format: Formatter;
  readonly level: number;
  readonly quote: OrderQuote | undefined;
  readonly quoting: boolean;
  readonly error: BillingError | null;
  readonly retry: () => void;
  /** The line whose explanation shows. */
  readonly openLine: number | null;
  readonly toggleLine: (line: number) => void;
  readonly code: PromotionCode;
  readonly terms: {
    readonly url: string | null;
    readonly accepted: boolean;
    readonly error: string | undefined;
    readonly accept: (accepted: boolean) => void;
  };
  /** The text of the one primary button. */
  readonly button: string;
  readonly busy: boolean;
  /** Why nothing can be ordered now; null: it can. */
  readonly blocked: string | null;
}

/** Sum, promotion code, terms and the button that obliges to pay (SPEC 4.1). */
export function summaryPanel(view: SummaryView): TemplateResult {
  return html`<aside class="rr-columns__aside--stick" aria-labelledby="summary-title">
    <div class="rr-panel" part="summary">
      <div class="rr-panel__head">
        ${heading(view.level, strings.summary(), { id: 'summary-title' })}
      </div>
      <div class="rr-panel__body rr-stack">
        ${sumOf(view)} ${view.code.render()}
        ${checkField({
          id: 'terms',
          label: termsLabel(view.terms.url),
          checked: view.terms.accepted,
          error: view.terms.error,
          onChange: view.terms.accept,
        })}
        ${orderButton(view)}
      </div>
    </div>
  </aside>`;
}

function sumOf(view: SummaryView): TemplateResult {
  const { error, quote, format } = view;
  if (error !== null) {
    return errorState({
      title: strings.quoteFailed(),
      error,
      level: view.level + 1,
      retry: view.retry,
    });
  }
  if (quote === undefined) {
    return html`<div aria-busy="true">
      <p class="rr-hidden">${strings.reckoning()}</p>
      <span class="rr-skeleton rr-skeleton--m"></span
      ><span class="rr-skeleton rr-skeleton--s"></span>
    </div>`;
  }
  return html`<div class=${view.quoting ? 'rr-quoting' : ''} aria-busy=${String(view.quoting)}>
    ${quoteView({ quote, format, open: view.openLine, toggle: view.toggleLine })}
  </div>`;
}

function orderButton(view: SummaryView): TemplateResult {
  const off = view.busy || view.blocked !== null;
  return html`<div class="rr-stack rr-stack--tight">
    <button
      class="rr-btn rr-btn--primary rr-btn--block"
      part="submit"
      type="submit"
      aria-disabled=${off ? 'true' : nothing}
      aria-busy=${view.busy ? 'true' : nothing}
      aria-describedby=${view.blocked === null ? nothing : 'blocked'}
    >
      ${view.busy ? html`${icon(icons.renew)}${strings.ordering()}` : view.button}
    </button>
    ${
      view.blocked === null
        ? nothing
        : html`<p class="rr-small rr-muted" id="blocked">${view.blocked}</p>`
    }
  </div>`;
}

/** The sum at the foot of a narrow page, where the summary stands below the form. */
export function sumBar(quote: OrderQuote | undefined, format: Formatter): TemplateResult {
  return html`<p class="rr-sumbar" part="sum-bar">
    <span>${strings.totalToday()}</span>
    <strong class="rr-num">${quote === undefined ? '…' : format.amount(quote.total)}</strong>
  </p>`;
}

/** Why nothing can be ordered now; null: it can. */
export function blockedBy(quoting: Quoting, provider: string): string | null {
  const { quote, error, methods, methodsError } = quoting;
  if (error !== null) return strings.quoteFailed();
  if (quote === undefined) return strings.reckoning();
  if (quote.total.amount === 0n) return null;
  if (methodsError !== null) return strings.methodsFailed();
  if (methods === undefined) return strings.methodsLoading();
  return methods.length === 0 ? strings.noMethods(provider) : null;
}

/** The last button says that it obliges to pay, with the total (SPEC 4.1). */
export function buttonText(quoting: Quoting, money: (amount: Money) => string): string {
  const { total, method } = quoting;
  if (total === undefined) return strings.orderAndPay('…');
  if (total.amount === 0n) return strings.orderFree();
  const sum = money(total);
  return method?.kind === 'manual' ? strings.orderFor(sum) : strings.orderAndPay(sum);
}
