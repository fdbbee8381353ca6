import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { InvoiceLineView, InvoiceView } from '../../src/contract/invoices.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { Load } from '../internal/load.ts';
import { property, state } from '../internal/property.ts';
import { errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { invoiceStatus } from '../internal/status-badge.ts';
import { strings } from './invoice.strings.ts';
import { styles } from './invoice.styles.ts';
import { linesTable } from './lines.ts';
import { chargeBanner, party, totals, transactionTable } from './parts.ts';

/**
 * One invoice: parties, lines with their reasons, taxes by rate, balance and transactions
 * (SPEC 7.2).
 *
 * @summary An invoice, with Pay.
 * @attr {string} invoice-id - The invoice to show.
 * @attr {string} invoice-href - Address of another invoice with `{id}`.
 * @attr {string} package-href - Address of a package with `{id}`.
 * @attr {string} list-href - Address of the list of invoices; left out: there is no link back.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<{ invoiceIds: string[] }>} rr-pay - Pay was pressed; cancelable.
 * @event {CustomEvent<{ chargeId: string }>} rr-resume-payment - The client goes on with a
 *   payment that waits for a confirmation; cancelable.
 * @event {CustomEvent<{ invoiceId: string }>} rr-open-invoice - A correction was chosen;
 *   cancelable.
 * @event {CustomEvent<{ packageId: string }>} rr-open-package - A package was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @slot actions - More actions before Pay, such as a download.
 * @csspart base - The widget.
 * @csspart head - Title, status and actions.
 * @csspart title - The number.
 * @csspart actions - The actions of the head.
 * @csspart banner - What an open payment means.
 * @csspart facts - Parties and dates.
 * @csspart lines - The lines.
 * @csspart why - The explanation of an amount.
 * @csspart totals - The totals.
 * @csspart transactions - The transactions.
 * @csspart table - A table.
 * @csspart row - A row of a table.
 * @csspart status - A status.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the invoice is awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateInvoice extends RackrateElement {
  static override readonly widget: string = 'invoice';

  static override readonly styles: CSSResultGroup = styles;

  readonly #invoice: Load<InvoiceView> = new Load<InvoiceView>(this, (billing, signal) =>
    billing.invoices.get({ invoiceId: this.invoiceId }, { signal }),
  );

  /** The id that was asked for last. */
  #asked = '';

  @state()
  protected openLines: ReadonlySet<string> = new Set();

  /** The invoice to show. */
  @property({ attribute: 'invoice-id' })
  invoiceId: string = '';

  /** Address of another invoice with `{id}`. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  /** Address of a package with `{id}`. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  /** Address of the list of invoices. */
  @property({ attribute: 'list-href' })
  listHref: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The provider may have been there first, and what it asked for is on its way.
    if (!changed.has('invoiceId') || this.invoiceId === this.#asked) return;
    this.openLines = new Set();
    this.#invoice.set(undefined);
    this.load();
  }

  protected override load(): void {
    this.#asked = this.invoiceId;
    if (this.invoiceId !== '') void this.#invoice.run();
  }

  #toggle(lineId: string): void {
    const open = new Set(this.openLines);
    if (!open.delete(lineId)) open.add(lineId);
    this.openLines = open;
  }

  protected override render(): TemplateResult {
    const { value, error, slow, signedOut } = this.#invoice;
    return html`<div class="rr" part="base">
      ${
        signedOut
          ? html`<section class="rr-panel">${signedOutState(this.headingLevel)}</section>`
          : error !== null
            ? this.#renderError()
            : value !== undefined
              ? this.#renderInvoice(value)
              : slow
                ? html`<section class="rr-panel" aria-busy="true">
                    ${skeletonRows(5, strings.loading())}
                  </section>`
                : nothing
      }
    </div>`;
  }

  #renderError(): TemplateResult | typeof nothing {
    const { error } = this.#invoice;
    if (error === null) return nothing;
    const retry = error.code === 'not_found' ? null : (): void => void this.#invoice.run();
    const level = this.headingLevel;
    return html`<section class="rr-panel">
      ${errorState({ title: strings.failed(), error, level, retry })}
    </section>`;
  }

  #renderInvoice(invoice: InvoiceView): TemplateResult {
    const goOn = (): void => {
      const detail = { chargeId: invoice.openCharge?.chargeId };
      this.emit('rr-resume-payment', detail, { cancelable: true });
    };
    return html`<article
      class="rr-stack"
      aria-labelledby="title"
      aria-busy=${this.#invoice.busy ? 'true' : nothing}
    >
      ${this.#renderHead(invoice)} ${chargeBanner(invoice.openCharge, this.format, goOn)}
      ${this.#renderFacts(invoice)} ${this.#renderLines(invoice)}
      ${invoice.transactions.length === 0 ? nothing : this.#renderTransactions(invoice)}
    </article>`;
  }

  #renderHead(invoice: InvoiceView): TemplateResult {
    const number = html`<bdi>${invoice.number}</bdi>`;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${
          this.listHref === ''
            ? nothing
            : html`<a class="rr-back" href=${this.listHref}
                >${icon(icons.back, undefined, true)}${strings.back()}</a
              >`
        }
        <div class="rr-head__line">
          ${heading(this.headingLevel, number, { id: 'title', look: 'title' })}
          ${invoiceStatus(invoice)}
        </div>
      </div>
      <div class="rr-actions rr-actions--fill rr-noprint" part="actions">
        <button class="rr-btn" type="button" @click=${() => globalThis.print()}>
          ${icon(icons.print)}${strings.print()}
        </button>
        <slot name="actions"></slot>
        ${invoice.payable ? this.#renderPay(invoice) : nothing}
      </div>
    </header>`;
  }

  #renderPay(invoice: InvoiceView): TemplateResult {
    const pay = (): void => {
      this.emit('rr-pay', { invoiceIds: [invoice.invoiceId] }, { cancelable: true });
    };
    return html`<button class="rr-btn rr-btn--primary" type="button" @click=${pay}>
      ${strings.pay(this.format.money(invoice.balance))}
    </button>`;
  }

  #renderFacts(invoice: InvoiceView): TemplateResult {
    const corrections = [
      { label: strings.corrects(), target: invoice.corrects },
      { label: strings.correctedBy(), target: invoice.correctedBy },
    ];
    return html`<section class="rr-panel" part="facts" aria-label=${strings.facts()}>
      <div class="rr-panel__body rr-panel__body--only">
        <dl class="rr-facts rr-facts--4">
          ${fact(strings.from(), party(invoice.seller, this.locale))}
          ${fact(strings.billedTo(), party(invoice.buyer, this.locale))}
          ${fact(strings.entered(), this.format.date(invoice.entered))}
          ${fact(strings.due(), this.format.date(invoice.due))}
          ${corrections.map(({ label, target }) =>
            target === null ? nothing : fact(label, this.#invoiceLink(target)),
          )}
        </dl>
      </div>
    </section>`;
  }

  #renderLines(invoice: InvoiceView): TemplateResult {
    return html`<section class="rr-panel" part="lines" aria-labelledby="lines">
      <div class="rr-panel__head">
        ${heading(this.headingLevel + 1, strings.lines(), { id: 'lines' })}
      </div>
      ${linesTable(invoice, {
        format: this.format,
        open: this.openLines,
        toggle: (lineId) => this.#toggle(lineId),
        packageLink: (line) => this.#packageLink(line),
      })}
      <div class="rr-panel__foot rr-totals" part="totals">
        <div class="rr-small rr-muted rr-totals__note rr-notes">
          ${invoice.notes.map((note) => html`<p>${note}</p>`)}
        </div>
        ${totals(invoice, this.format)}
      </div>
    </section>`;
  }

  #renderTransactions(invoice: InvoiceView): TemplateResult {
    return html`<section class="rr-panel" part="transactions" aria-labelledby="transactions">
      <div class="rr-panel__head">
        ${heading(this.headingLevel + 1, strings.transactions(), { id: 'transactions' })}
      </div>
      ${transactionTable(invoice.transactions, this.format)}
    </section>`;
  }

  #invoiceLink(target: { readonly invoiceId: string; readonly number: string }): TemplateResult {
    const { invoiceId, number } = target;
    return openLink({
      pattern: this.invoiceHref,
      id: invoiceId,
      text: html`<bdi>${number}</bdi>`,
      open: () => this.emit('rr-open-invoice', { invoiceId }, { cancelable: true }),
    });
  }

  #packageLink(line: InvoiceLineView): TemplateResult | typeof nothing {
    const { packageId, packageNumber } = line;
    if (packageId === null) return nothing;
    return openLink({
      pattern: this.packageHref,
      id: packageId,
      text: strings.package(packageNumber === null ? '' : `#${packageNumber}`),
      open: () => this.emit('rr-open-package', { packageId }, { cancelable: true }),
    });
  }
}

function fact(label: string, value: unknown): TemplateResult {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-invoice': RackrateInvoice;
  }
}
