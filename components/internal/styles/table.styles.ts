import { type CSSResult, css } from 'lit';

/** Tables, sortable heads, and tables that become cards in a narrow widget. */
export const tableStyles: CSSResult = css`

  .rr-table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--rr-text-md);
  }

  .rr-table :where(th, td) {
    padding-block: var(--rr-row);
    padding-inline: var(--rr-space-3);
    text-align: start;
    vertical-align: baseline;
  }

  .rr-table :where(th, td):first-child {
    padding-inline-start: var(--rr-inset);
  }

  .rr-table :where(th, td):last-child {
    padding-inline-end: var(--rr-inset);
  }

  .rr-table thead th {
    padding-block: var(--rr-space-2);
    color: var(--rr-color-muted);
    font-size: var(--rr-text-xs);
    font-weight: var(--rr-weight-medium);
    vertical-align: middle;
    white-space: nowrap;
  }

  .rr-table tbody tr {
    border-block-start: var(--rr-border-soft);
  }

  .rr-table thead + tbody > tr:first-child {
    border-block-start: var(--rr-border);
  }

  .rr-table tbody th {
    font-weight: inherit;
  }

  .rr-table .rr-num {
    text-align: end;
  }

  .rr-table--hover tbody tr:hover {
    background: var(--rr-color-fill);
  }

  .rr-sort {
    display: inline-flex;
    align-items: center;
    gap: var(--rr-space-1);
    min-block-size: var(--rr-target);
    padding: 0;
    border: 0;
    background: none;
    font-weight: inherit;
    cursor: pointer;
  }

  .rr .rr-sort {
    color: inherit;
  }

  .rr-sort .rr-icon {
    inline-size: calc(0.75 * var(--rr-unit));
    block-size: calc(0.75 * var(--rr-unit));
    opacity: 0.45;
  }

  .rr-num .rr-sort {
    flex-direction: row-reverse;
  }

  [aria-sort="ascending"] .rr-sort,
  [aria-sort="descending"] .rr-sort {
    color: currentColor;
    font-weight: var(--rr-weight-strong);
  }

  [aria-sort="ascending"] .rr-sort .rr-icon,
  [aria-sort="descending"] .rr-sort .rr-icon {
    opacity: 1;
  }

  .rr-table thead tr > th[aria-sort]:not([aria-sort="none"]) {
    color: inherit;
  }

  .rr .rr-mid {
    display: none;
  }

  @container rr (max-width: 55.99rem) {
    .rr-table :where(th, td) {
      padding-inline: var(--rr-space-2);
    }
  }

  @container rr (min-width: 40rem) and (max-width: 55.99rem) {
    .rr .rr-mid {
      display: block;
    }
    .rr-table [data-mid="hide"] {
      display: none;
    }
  }

  /* Two letters of Japanese are narrower than a target may be. */
  .rr-table .rr-num a {
    display: inline-block;
    min-inline-size: var(--rr-target);
    text-align: center;
  }

  /* A table that becomes cards: every cell names its grid area. */

  @container rr (max-width: 39.99rem) {
    .rr-table--cards,
    .rr-table--cards :where(thead, tbody, td, th) {
      display: block;
    }
    /* Of the head, what sorts stays in sight. */
    .rr-table--cards thead tr {
      display: flex;
      flex-wrap: wrap;
      column-gap: var(--rr-space-4);
      padding-inline: var(--rr-inset);
    }
    .rr-table.rr-table--cards thead tr > th {
      padding: 0;
    }
    .rr-table--cards .rr-num .rr-sort {
      flex-direction: row;
    }
    .rr-table--cards thead:not(:has(.rr-sort)),
    .rr-table--cards thead th:not(:has(.rr-sort)) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .rr-table--cards tbody tr {
      display: grid;
      grid-template-columns: minmax(33%, 1fr) auto;
      gap: var(--rr-space-1) var(--rr-space-4);
      align-items: baseline;
      padding: var(--rr-space-3) var(--rr-inset);
    }
    .rr-table--cards tbody :where(td, th) {
      padding: 0;
    }
    .rr-table--cards tbody td.rr-num {
      white-space: normal;
    }
    .rr-table--cards tbody :where(td, th):first-child {
      padding-inline-start: 0;
    }
    .rr-table--cards tbody :where(td, th):last-child {
      padding-inline-end: 0;
    }
    .rr-table--cards [data-card="a1"] {
      grid-area: 1 / 1;
    }
    .rr-table--cards [data-card="a2"] {
      grid-area: 2 / 1;
    }
    .rr-table--cards [data-card="a3"] {
      grid-area: 3 / 1;
    }
    .rr-table--cards [data-card="b1"] {
      grid-area: 1 / 2;
      justify-self: end;
    }
    .rr-table--cards [data-card="b2"] {
      grid-area: 2 / 2;
      justify-self: end;
    }
    .rr-table--cards [data-card="b3"] {
      grid-area: 3 / 2;
      justify-self: end;
    }
    .rr-table--cards [data-card="hide"] {
      display: none;
    }
    .rr-table--cards [data-label]::before {
      content: attr(data-label) " ";
      color: var(--rr-color-muted);
      font-weight: 400;
    }
    .rr-table--cards [data-label] {
      font-size: var(--rr-text-sm);
    }
    .rr-table--cards td:empty {
      display: none;
    }
  }
`;
