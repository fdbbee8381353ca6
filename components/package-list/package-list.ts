import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import type {
  PackageFilter,
  PackagePage,
  PackageQuery,
  PackageRow,
} from '../../src/contract/packages.ts';
import { cycleWord } from '../internal/cycle.ts';
import { RackrateElement } from '../internal/element.ts';
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
import { packageStatus } from '../internal/status-badge.ts';
import { filterWord, strings } from './package-list.strings.ts';
import { styles } from './package-list.styles.ts';

const filters: readonly PackageFilter[] = ['all', 'active', 'pending', 'other'];

/** A page has 50 rows; a backend that sends more does not slow the page down. */
const mostRows = 100;

/** Detail of `rr-open-package`. */
export interface OpenPackageDetail {
  readonly packageId: string;
}

/**
 * A client's packages: sorted, filtered and searched by the server, 50 a page (SPEC 5.1).
 *
 * @summary The list of packages.
 * @attr {string} package-href - Address of a package with `{id}`, such as `#/packages/{id}`.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OpenPackageDetail>} rr-open-package - A package was chosen; cancelable.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @slot empty - A next step for a client without packages, such as a link to the shop.
 * @csspart base - The widget.
 * @csspart head - The title.
 * @csspart title - The title.
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
export class RackratePackageList extends RackrateElement {
  static override readonly widget: string = 'package-list';

  static override readonly styles: CSSResultGroup = styles;

  readonly #list: ListController<PackageQuery, PackagePage> = new ListController<
    PackageQuery,
    PackagePage
  >(this, { sort: 'number', direction: 'ascending' }, (billing, query, signal) =>
    billing.packages.list(query, { signal }),
  );

  /** Address of a package with `{id}`; left out: a button that only sends the event. */
  @property({ attribute: 'package-href' })
  packageHref: string = '';

  protected override load(): void {
    void this.#list.reload();
  }

  #open(row: PackageRow): boolean {
    const detail: OpenPackageDetail = { packageId: row.packageId };
    return this.emit('rr-open-package', detail, { cancelable: true });
  }

  protected override render(): TemplateResult {
    const level = this.headingLevel;
    const shown = this.#list.state.value !== undefined && !this.#list.state.signedOut;
    return html`<div class="rr" part="base">
      <div class="rr-stack">
        <header class="rr-head" part="head">
          <div class="rr-head__main">
            ${heading(level, strings.title(), { id: 'title', look: 'title' })}
            ${shown ? html`<p class="rr-muted">${strings.beforeTax()}</p>` : nothing}
          </div>
        </header>
        <section class="rr-panel" aria-labelledby="title">
          ${this.#list.state.signedOut ? nothing : this.#renderToolbar()} ${this.#renderBody()}
        </section>
      </div>
    </div>`;
  }

  #renderToolbar(): TemplateResult {
    const counts = this.#list.state.value?.counts;
    return html`<div class="rr-panel__head rr-toolbar" part="toolbar">
      ${filterSegment<PackageFilter>({
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
    if (!this.#list.narrowed) {
      const action = html`<slot name="empty"></slot>`;
      const text = strings.noneText();
      return html`<div class="rr-tablewrap">
        ${emptyState({ icon: icons.receipt, title: strings.none(), text, level, action })}
      </div>`;
    }
    const searched = search !== '';
    return html`<div class="rr-tablewrap">
      ${emptyState({
        icon: icons.filter,
        title: searched ? strings.noMatch(search) : strings.noneHere(),
        text: searched ? strings.noMatchText() : strings.noneHereText(),
        level,
        action: this.#renderClear(),
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

  #renderTable(page: PackagePage): TemplateResult {
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
    const sortable = (sort: NonNullable<PackageQuery['sort']>, first: Direction): object => ({
      sorted: this.#list.sorted(sort),
      onSort: () => void this.#list.sortBy(sort, first),
    });
    return [
      { label: strings.name(), ...sortable('name', 'ascending') },
      { label: strings.number(), ...sortable('number', 'ascending') },
      { label: strings.status(), ...sortable('status', 'ascending') },
      { label: strings.renewal(), ...sortable('renewal', 'ascending') },
      { label: strings.price(), numeric: true, ...sortable('price', 'descending') },
      { label: strings.actions(), quiet: true, givesWay: true },
    ];
  }

  #renderRow(row: PackageRow): TemplateResult {
    const { format } = this;
    return html`<tr role="row" part="row">
      <th role="rowheader" scope="row" data-card="a1">
        ${this.#renderLink(row, html`<bdi>${row.name}</bdi>`)}
        ${
          row.domainName === null
            ? nothing
            : html`<span class="rr-sub rr-domain"><bdi dir="ltr">${row.domainName}</bdi></span>`
        }
      </th>
      <td role="cell" data-card="hide">${row.number}</td>
      <td role="cell" data-card="a2">${packageStatus(row.status)}</td>
      <td
        role="cell"
        data-card=${row.nextRenewal === null ? 'hide' : 'a3'}
        data-label=${strings.renews()}
        class="rr-nowrap"
      >
        ${row.nextRenewal === null ? dash(strings.noRenewal()) : format.date(row.nextRenewal)}
      </td>
      <td role="cell" data-card="b1" class="rr-num">
        ${format.amount(row.price)}<span class="rr-sub">${cycleWord(row.cycle)}</span>
      </td>
      <td role="cell" data-card="b2" data-mid="hide" class="rr-num">
        ${this.#renderLink(row, strings.details(), strings.detailsOf(nameOf(row)))}
      </td>
    </tr>`;
  }

  #renderLink(row: PackageRow, text: unknown, label?: string): TemplateResult {
    const open = (): boolean => this.#open(row);
    const target = { pattern: this.packageHref, id: row.packageId, text, open };
    return openLink(label === undefined ? target : { ...target, label });
  }
}

/** Packages of one plan differ by their number and domain only. */
function nameOf(row: PackageRow): string {
  return `${row.name} ${row.domainName ?? `#${row.number}`}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-package-list': RackratePackageList;
  }
}
