import { html, nothing, type TemplateResult } from 'lit';
import type { Formatter } from './format.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import type { Direction, ListController, ListPage, ListQuery } from './list.ts';
import { words } from './strings.ts';

/** A column's head. With `sort` it is a button that sorts on the server. */
export interface Column {
  readonly label: string;
  /** Direction of `aria-sort`; left out: the column cannot be sorted. */
  readonly sorted?: Direction | 'none';
  readonly onSort?: () => void;
  /** Whether amounts stand in it, at the end of the column. */
  readonly numeric?: boolean;
  /** Whether its name is for screen readers only. */
  readonly quiet?: boolean;
  /** Whether it gives way between cards and the full table; `first` only where it is narrowest. */
  readonly givesWay?: boolean | 'first';
}

/** The head of a table; it stays in the tree when rows become cards. */
export function tableHead(columns: readonly Column[]): TemplateResult {
  return html`<thead role="rowgroup">
    <tr role="row">
      ${columns.map(columnHead)}
    </tr>
  </thead>`;
}

function columnHead(column: Column): TemplateResult {
  const { label, sorted, onSort } = column;
  const symbol =
    sorted === 'ascending' ? icons.sortup : sorted === 'descending' ? icons.sortdown : icons.sort;
  return html`<th
    role="columnheader"
    scope="col"
    class=${column.numeric ? 'rr-num' : nothing}
    aria-sort=${sorted ?? nothing}
    data-mid=${column.givesWay === 'first' ? 'first' : column.givesWay ? 'hide' : nothing}
  >
    ${
      onSort === undefined
        ? column.quiet
          ? html`<span class="rr-hidden">${label}</span>`
          : label
        : html`<button class="rr-sort" type="button" @click=${onSort}>
            ${label}${icon(symbol)}
          </button>`
    }
  </th>`;
}

/** A filter of a list with how many rows it has. */
export interface FilterChoice<Filter extends string> {
  readonly filter: Filter;
  readonly label: string;
  readonly count: number | undefined;
}

/** The filters of a list as a segmented choice. */
export function filterSegment<Filter extends string>(options: {
  readonly legend: string;
  readonly choices: readonly FilterChoice<Filter>[];
  readonly chosen: Filter;
  readonly format: Formatter;
  readonly onChoose: (filter: Filter) => void;
}): TemplateResult {
  return html`<fieldset class="rr-segment" part="filters">
    <legend class="rr-hidden">${options.legend}</legend>
    ${options.choices.map(
      ({ filter, label, count }) =>
        html`<label
          ><input
            type="radio"
            name="filter"
            value=${filter}
            .checked=${filter === options.chosen}
            @change=${() => options.onChoose(filter)}
          />${label}${
            count === undefined
              ? nothing
              : html` <span class="rr-count">${options.format.number(count)}</span>`
          }</label
        >`,
    )}
  </fieldset>`;
}

/** The search of a list. */
export function searchInput(options: {
  readonly label: string;
  readonly placeholder: string;
  readonly onSearch: (text: string) => void;
}): TemplateResult {
  const typed = (event: Event): void => options.onSearch((event.target as HTMLInputElement).value);
  return html`<div class="rr-toolbar__end">
    <span class="rr-inputwrap"
      >${icon(icons.search)}<input
        class="rr-input"
        part="search"
        type="search"
        aria-label=${options.label}
        placeholder=${options.placeholder}
        autocomplete="off"
        @input=${typed}
    /></span>
  </div>`;
}

/** Which rows these are, and the way to others; nothing when all are there. */
export function pager<Query extends ListQuery, Page extends ListPage>(
  list: ListController<Query, Page>,
  format: Formatter,
): TemplateResult | typeof nothing {
  const page = list.state.value;
  if (page === undefined || page.rows.length === 0) return nothing;
  const last = page.from + page.rows.length - 1;
  const [from, to, all] = [page.from, last, page.matching].map((count) => format.number(count));
  const turn = (label: string, cursor: string | null): TemplateResult => html`<button
    class="rr-btn rr-btn--sm"
    type="button"
    aria-disabled=${cursor === null ? 'true' : nothing}
    @click=${() => cursor !== null && list.turn(cursor)}
  >
    ${label}
  </button>`;
  return html`<div class="rr-panel__foot" part="pager">
    <bdi class="rr-small rr-muted">${words.range(from ?? '', to ?? '', all ?? '')}</bdi>
    ${
      page.next === null && page.previous === null
        ? nothing
        : html`<nav class="rr-actions" aria-label=${words.pages()}>
            ${turn(words.previous(), page.previous)} ${turn(words.next(), page.next)}
          </nav>`
    }
  </div>`;
}
