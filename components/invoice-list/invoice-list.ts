import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import type {
  InvoiceFilter,
  InvoicePage,
  InvoiceQuery,
  InvoiceRow,
} from '../../src/contract/invoices.ts';
import { RackrateElement } from '../internal/element.ts';
import { embed, place } from '../internal/embed.ts';
import { heading } from '../internal/heading.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { type Direction, ListController } from '../internal/list.ts';
import {
  type Column,
  filterSegment,
  pager,
  searchInput,
  tableHead,
} from '../internal/list-view.ts';
import { dash } from '../internal/money.ts';
import { property } from '../internal/property.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { invoiceStatus } from '../internal/status-badge.ts';
import { words } from '../internal/strings.ts';
import { filterWord, strings } from './invoice-list.strings.ts';
import { styles } from './invoice-list.styles.ts';

const filters: readonly InvoiceFilter[] = ['all', 'outstanding', 'paid', 'other'];

/** A page has 50 rows; a backend that sends more does not slow the page down. */
const mostRows = 100;

/** A number of more characters may break; shorter ones stay on one line. */
const longNumber = 20;

/** Detail of `rr-open-invoice`. */
export interface OpenInvoiceDetail {
  readonly invoiceId: string;
}

/** Detail of `rr-pay`; no ids: all that is outstanding. */
export interface PayDetail {
  readonly invoiceIds: readonly string[];
}

/**
 * A client's invoices: sorted, filtered and searched by the server, 50 a page (SPEC 7.1).
 *
 * @summary The list of invoices, with Pay now.
 * @attr {string} invoice-href - Address of an invoice with `{id}`, such as `#/invoices/{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenInvoiceDetail>} rr-open-invoice - An invoice was chosen; cancelable.
 * @event {CustomEvent<PayDetail>} rr-pay - Pay now or Pay all outstanding was pressed; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - Title, sum outstanding and actions.
 * @csspart title - The title.
 * @csspart actions - The actions of the head.
 * @csspart toolbar - Filters and search.
 * @csspart filters - The filters.
 * @csspart search - The search input.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart status - A status.
 * @csspart pager - Range of rows, previous and next.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the first page is awaited.
 * @cssproperty --rr-accent - The one accent.
 * @cssproperty --rr-density - Height of rows; 1 when left out.
 */
export class RackrateInvoiceList extends RackrateElement {
  static override readonly widget: string = 'invoice-list';

  static override readonly styles: CSSResultGroup = styles;

  readonly #list: ListController<InvoiceQuery, InvoicePage> = new ListController<
    InvoiceQuery,
    InvoicePage
  >(this, { sort: 'entered', direction: 'descending' }, (billing, query, signal) =>
    billing.invoices.list(query, { signal }),
  );

  /** Address of an invoice with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  protected override load(): void {
    void this.#list.reload();
  }

  #open(row: InvoiceRow): boolean {
    const detail: OpenInvoiceDetail = { invoiceId: row.invoiceId };
    return this.emit('rr-open-invoice', detail, { cancelable: true });
  }

  #pay(invoiceIds: readonly string[]): void {
    const detail: PayDetail = { invoiceIds };
    this.emit('rr-pay', detail, { cancelable: true });
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">
      <div class="rr-stack">
        ${this.#renderHead()}
        <section class="rr-panel" aria-labelledby="title">
          ${this.#list.state.signedOut ? nothing : this.#renderToolbar()} ${this.#renderBody()}
        </section>
      </div>
    </div>`;
  }

  #renderHead(): TemplateResult {
    const page = this.#list.state.signedOut ? undefined : this.#list.state.value;
    const count = page?.counts.outstanding ?? 0;
    return html`<header class="rr-head" part="head">
      <div class="rr-head__main">
        ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
        ${page === undefined || count === 0 ? nothing : this.#renderOutstanding(page)}
      </div>
      ${
        count === 0
          ? nothing
          : html`<div class="rr-actions" part="actions">
              <button
                class="rr-btn rr-btn--primary"
                type="button"
                @click=${() => this.#pay([])}
              >
                ${strings.payAll()}
              </button>
            </div>`
      }
    </header>`;
  }

  #renderOutstanding(page: InvoicePage): TemplateResult {
    const sums = this.format.list(page.outstanding.map((sum) => this.format.money(sum)));
    const count = page.counts.outstanding;
    const text = strings.outstanding(place, count, this.format.number(count));
    return html`<p class="rr-muted">
      ${embed(text, html`<bdi class="rr-strong">${sums}</bdi>`)}
    </p>`;
  }

  #renderToolbar(): TemplateResult {
    const counts = this.#list.state.value?.counts;
    return html`<div class="rr-panel__head rr-toolbar" part="toolbar">
      ${filterSegment<InvoiceFilter>({
        legend: strings.show(),
        choices: filters.map((filter) => ({
          filter,
          label: filterWord(filter),
          count: counts?.[filter],
        })),
        chosen: this.#list.query.filter ?? 'all',
        format: this.format,
        onChoose: (filter) => void this.#list.filterBy(filter),
      })}
      ${searchInput({
        label: strings.search(),
        placeholder: strings.searchHint(),
        onSearch: (text) => this.#list.search(text),
      })}
    </div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#list.state;
    const level = this.headingLevel + 1;
    if (signedOut) return signedOutState(level);
    if (error !== null) {
      const retry = (): void => void this.#list.reload();
      return html`<div class="rr-tablewrap">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </div>`;
    }
    if (value === undefined) return slow ? skeletonRows(6, strings.loading()) : nothing;
    if (value.rows.length === 0) return this.#renderEmpty(level);
    return html`${this.#renderTable(value)} ${pager(this.#list, this.format)}`;
  }

  #renderEmpty(level: number): TemplateResult {
    const search = this.#list.query.search ?? '';
    const narrowed = this.#list.narrowed;
    const searched = search !== '';
    return html`<div class="rr-tablewrap">
      ${emptyState({
        icon: narrowed ? icons.filter : icons.receipt,
        title: searched ? strings.noMatch(search) : narrowed ? strings.noneHere() : strings.none(),
        text: searched
          ? strings.noMatchText()
          : narrowed
            ? strings.noneHereText()
            : strings.noneText(),
        level,
        action: narrowed ? this.#renderClear() : nothing,
      })}
    </div>`;
  }

  #renderClear(): TemplateResult {
    const clear = (): void => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('input[type=search]');
      if (input !== null) input.value = '';
      input?.focus();
      void this.#list.clear();
    };
    return html`<button class="rr-btn rr-btn--sm" type="button" @click=${clear}>
      ${strings.clear()}
    </button>`;
  }

  #renderTable(page: InvoicePage): TemplateResult {
    const busy = this.#list.state.busy;
    return html`<table
      class="rr-table rr-table--cards rr-table--hover"
      part="table"
      role="table"
      aria-labelledby="title"
      aria-busy=${busy ? 'true' : nothing}
    >
      ${tableHead(this.#columns())}
      <tbody role="rowgroup">
        ${page.rows.slice(0, mostRows).map((row) => this.#renderRow(row))}
      </tbody>
    </table>`;
  }

  #columns(): readonly Column[] {
    const sortable = (sort: NonNullable<InvoiceQuery['sort']>, first: Direction): object => ({
      sorted: this.#list.sorted(sort),
      onSort: () => void this.#list.sortBy(sort, first),
    });
    return [
      { label: strings.invoice() },
      { label: strings.entered(), givesWay: 'first', ...sortable('entered', 'descending') },
      { label: strings.due(), ...sortable('due', 'descending') },
      { label: strings.status(), ...sortable('status', 'ascending') },
      { label: strings.amount(), numeric: true, ...sortable('amount', 'descending') },
      { label: strings.balance(), numeric: true, givesWay: true },
      { label: strings.actions(), quiet: true },
    ];
  }

  #renderRow(row: InvoiceRow): TemplateResult {
    const { format } = this;
    const breaks = row.number.length > longNumber;
    return html`<tr role="row" part="row">
      <th role="rowheader" scope="row" data-card="a1" class=${breaks ? 'rr-anywhere' : 'rr-nowrap'}>
        ${this.#renderLink(row, html`<bdi>${row.number}</bdi>`)}
      </th>
      <td role="cell" data-card="hide" data-mid="first" class="rr-nowrap">
        ${format.date(row.entered)}
      </td>
      <td role="cell" data-card="a3" data-label=${strings.dueShort()} class="rr-nowrap">
        ${format.date(row.due)}
      </td>
      <td role="cell" data-card="a2">${invoiceStatus(row)}</td>
      ${this.#renderAmounts(row)}
      <td role="cell" data-card="b3" class="rr-num">
        <span class="rr-links rr-links--end">
          <span data-mid="hide"
            >${this.#renderLink(row, strings.details(), strings.detailsOf(row.number))}</span
          >
          ${row.payable ? this.#renderPay(row) : nothing}
        </span>
      </td>
    </tr>`;
  }

  /** A balance is worth room of its own on a card only where it differs from the amount. */
  #renderAmounts(row: InvoiceRow): TemplateResult {
    const { format } = this;
    const partly = row.balance.amount !== 0n && row.balance.amount !== row.total.amount;
    const balance = row.balance.amount === 0n ? dash(words.none()) : format.amount(row.balance);
    return html`<td role="cell" data-card="b1" class="rr-num">
        ${format.amount(row.total)}${
          partly
            ? html`<span class="rr-sub rr-mid">${strings.left(format.money(row.balance))}</span>`
            : nothing
        }
      </td>
      <td
        role="cell"
        data-card="b2"
        data-mid="hide"
        class="rr-num"
        data-label=${partly ? strings.balance() : nothing}
      >
        ${partly ? balance : html`<span class="rr-wide">${balance}</span>`}
      </td>`;
  }

  #renderLink(row: InvoiceRow, text: unknown, label?: string): TemplateResult {
    const open = (): boolean => this.#open(row);
    const target = { pattern: this.invoiceHref, id: row.invoiceId, text, open };
    return openLink(label === undefined ? target : { ...target, label });
  }

  #renderPay(row: InvoiceRow): TemplateResult {
    return html`<button
      class="rr-linkbtn"
      type="button"
      aria-label=${strings.payOf(row.number)}
      @click=${() => this.#pay([row.invoiceId])}
    >
      ${strings.pay()}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-invoice-list': RackrateInvoiceList;
  }
}
