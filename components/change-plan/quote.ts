import { html, nothing, type TemplateResult } from 'lit';
import type { ChangeDocumentView, ChangeQuote } from '../../src/contract/changes.ts';
import type { BillingError, NamedInvoice } from '../../src/errors.ts';
import type { Money } from '../../src/rules/money.ts';
import { cycleWord } from '../internal/cycle.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { explained } from '../internal/problems.strings.ts';
import { quotedLine, sumRow, taxRows } from '../internal/quote-view.ts';
import { errorState } from '../internal/states.ts';
import { sumWords } from '../internal/sum.strings.ts';
import { quoteWords, strings } from './change-plan.strings.ts';
import { confirmText } from './confirm-text.ts';
import type { Notice } from './quoting.ts';

/** What the quote is rendered from. */
export interface QuotePanel {
  readonly quote: ChangeQuote | undefined;
  readonly error: BillingError | null;
  /** Whether a quote is awaited. */
  readonly quoting: boolean;
  /** How it came in place of another one. */
  readonly notice: Notice | null;
  /** Whether the change is being made. */
  readonly busy: boolean;
  readonly format: Formatter;
  readonly level: number;
  /** Id of the line whose explanation shows. */
  readonly open: string | null;
  readonly toggle: (id: string) => void;
  readonly retry: () => void;
  readonly confirm: () => void;
  readonly invoiceHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
  readonly pay: (invoiceId: string) => void;
}

/** The quote of SPEC 5.11 with the button that redeems it. */
export function quotePanel(options: QuotePanel): TemplateResult {
  return html`<section class="rr-panel" part="quote" aria-labelledby="quote">
    <div class="rr-panel__head rr-quotehead" id="quote" tabindex="-1">
      ${heading(options.level, quoteWords.title())}
      ${options.quote === undefined ? nothing : html`<span>${subjectOf(options.quote)}</span>`}
    </div>
    ${quoteBody(options)}
  </section>`;
}

function quoteBody(options: QuotePanel): TemplateResult {
  const { quote, error } = options;
  if (error?.code === 'invalid_transition') return blocked(error, options);
  if (error !== null) {
    return errorState({
      title: quoteWords.failed(),
      error,
      text: explained(error),
      level: options.level + 1,
      retry: options.retry,
    });
  }
  if (quote !== undefined) return quoteFigures(quote, options);
  return html`<div class="rr-panel__body" aria-busy="true">
    <p class="rr-hidden">${quoteWords.reckoning()}</p>
    <span class="rr-skeleton rr-skeleton--m"></span
    ><span class="rr-skeleton rr-skeleton--s"></span>
  </div>`;
}

/** What a quote is of. */
function subjectOf(quote: ChangeQuote): string {
  if (quote.kind === 'add_ons') return strings.addOns();
  return quoteWords.plan(quote.planName, cycleWord(quote.cycle));
}

/** An overdue invoice, or another change, that stands in the way (SPEC 5.18). */
function blocked(error: BillingError, options: QuotePanel): TemplateResult {
  const { invoice } = error;
  return html`<div class="rr-panel__body" role="alert">
    <div class="rr-banner rr-banner--warn" part="banner">
      ${icon(icons.alert)}
      <div>
        <p class="rr-banner__title">${quoteWords.blocked()}</p>
        <p>${explained(error)}</p>
      </div>
      ${invoice === undefined ? nothing : blockedActions(invoice, options)}
    </div>
  </div>`;
}

function blockedActions(row: NamedInvoice, options: QuotePanel): TemplateResult {
  return html`<div class="rr-banner__actions">
    <button class="rr-btn rr-btn--sm" type="button" @click=${() => options.pay(row.invoiceId)}>
      ${quoteWords.payInvoice(row.number)}
    </button>
    ${openLink({
      pattern: options.invoiceHref,
      id: row.invoiceId,
      text: quoteWords.openInvoice(row.number),
      look: 'rr-btn rr-btn--sm rr-btn--quiet',
      open: () => options.openInvoice(row.invoiceId),
    })}
  </div>`;
}

function quoteFigures(quote: ChangeQuote, options: QuotePanel): TemplateResult {
  const { format } = options;
  const changing = html`${icon(icons.renew)}${quoteWords.changing()}`;
  return html`<div
      class="rr-panel__body rr-stack rr-stack--tight ${options.quoting ? 'rr-quoting' : ''}"
      aria-busy=${String(options.quoting)}
    >
      ${noticeBanner(options.notice)}
      ${
        quote.documents.length === 0
          ? html`<p class="rr-muted">${quoteWords.nothingBilled()}</p>`
          : quote.documents.map((document, index) => documentView(document, index, quote, options))
      }
      ${sumOf(quote, format)}
      <button
        class="rr-btn rr-btn--primary rr-btn--block"
        type="button"
        aria-disabled=${options.busy || options.quoting ? 'true' : nothing}
        aria-busy=${options.busy ? 'true' : nothing}
        aria-describedby="quote-notes"
        @click=${options.confirm}
      >
        ${options.busy ? changing : confirmText(quote, format)}
      </button>
      <p class="rr-small rr-muted" id="quote-notes">${notesOf(quote, format).join(' ')}</p>
    </div>
    ${nextOf(quote, options)}`;
}

function noticeBanner(notice: Notice | null): TemplateResult | typeof nothing {
  if (notice === null) return nothing;
  const changed = notice === 'changed';
  return html`<div class="rr-banner ${changed ? 'rr-banner--warn' : ''}" part="banner">
    ${icon(changed ? icons.alert : icons.renew)}
    <div>
      <p class="rr-banner__title">${changed ? quoteWords.changed() : quoteWords.renewed()}</p>
      <p>${changed ? quoteWords.changedText() : quoteWords.renewedText()}</p>
    </div>
  </div>`;
}

function documentView(
  document: ChangeDocumentView,
  index: number,
  { documents }: ChangeQuote,
  options: QuotePanel,
): TemplateResult {
  const { format } = options;
  const named = documents.length > 1 || document.kind === 'credit_note';
  const title =
    document.kind === 'credit_note'
      ? quoteWords.creditNote(document.corrects ?? '')
      : quoteWords.invoice();
  return html`<div>
    ${named ? heading(options.level + 1, title, { look: 'plain' }) : nothing}
    <ul class="rr-quote">
      ${document.lines.map((line, place) => {
        const id = `why-${index}-${place}`;
        return quotedLine({
          id,
          line,
          amount: line.net,
          open: options.open === id,
          toggle: () => options.toggle(id),
          format,
        });
      })}
    </ul>
    <dl class="rr-sum">
      ${sumRow(sumWords.sumBeforeTax(), format.amount(document.net), 'rr-sum__line')}
      ${taxRows(document.taxes, format)}
      ${sumRow(quoteWords.documentTotal(), format.amount(document.total), 'rr-sum__only')}
    </dl>
  </div>`;
}

/** What is due now, or what becomes account credit; one figure is large. */
function sumOf(quote: ChangeQuote, format: Formatter): TemplateResult {
  const { documents, sum, creditUsed, dueNow, toCredit } = quote;
  const used: Money = { ...creditUsed, amount: -creditUsed.amount };
  const big = 'rr-sum__total rr-sum__total--big';
  return html`<dl class="rr-sum">
    ${documents.length > 1 ? sumRow(quoteWords.sum(), format.amount(sum)) : nothing}
    ${creditUsed.amount === 0n ? nothing : sumRow(quoteWords.fromCredit(), format.amount(used))}
    ${
      toCredit.amount === 0n
        ? sumRow(quoteWords.dueNow(), format.amount(dueNow), big)
        : sumRow(quoteWords.toCredit(), format.amount(toCredit), big)
    }
  </dl>`;
}

/** When it takes effect, what it replaces, how long the quote holds. */
function notesOf(quote: ChangeQuote, format: Formatter): readonly string[] {
  const { takesBack, timing } = quote;
  return [
    effectOf(quote, format),
    ...(timing === 'now-without-credit' ? [quoteWords.noCredit()] : []),
    ...(takesBack === null ? [] : [replaced(takesBack, format)]),
    quoteWords.holds(timeText(format, quote.expiresAt)),
  ];
}

function replaced(change: NonNullable<ChangeQuote['takesBack']>, format: Formatter): string {
  const date = format.date(change.effectiveOn);
  if (change.kind === 'add_ons') return quoteWords.replacesAddOns(date);
  return quoteWords.replaces(change.planName, date);
}

function effectOf({ timing, dueNow, effectiveOn }: ChangeQuote, format: Formatter): string {
  if (timing === 'period-end') return quoteWords.onDay(format.date(effectiveOn));
  return dueNow.amount > 0n ? quoteWords.whenPaid() : quoteWords.atOnce();
}

/** The new recurring price and its first date (SPEC 5.11). */
function nextOf({ next }: ChangeQuote, options: QuotePanel): TemplateResult {
  const { format } = options;
  return html`<div class="rr-panel__foot rr-block">
    ${heading(options.level + 1, quoteWords.from(format.date(next.on)), { look: 'plain' })}
    <dl class="rr-sum">
      ${sumRow(quoteWords.beforeTax(), format.amount(next.net))}
      ${sumRow(quoteWords.tax(), format.amount(next.tax))}
      ${sumRow(
        html`<span class="rr-capital">${cycleWord(next.cycle)}</span>`,
        format.amount(next.total),
        'rr-sum__total',
      )}
    </dl>
  </div>`;
}

/** An instant as the reader's time of day. */
function timeText(format: Formatter, iso: string): string {
  return new Intl.DateTimeFormat(format.locale, { timeStyle: 'short' }).format(new Date(iso));
}
