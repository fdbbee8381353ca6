import { type CSSResult, css } from 'lit';
import { programStyles } from '../affiliate/programs.styles.ts';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { columnStyles } from '../internal/styles/columns.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { summaryStyles } from '../internal/styles/summary.styles.ts';
import { tableStyles } from '../internal/styles/table.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';
import { todoRowStyles } from '../todo-list/todo-rows.styles.ts';

const summaryOwnStyles = css`
  .rr-figure {
    font-size: calc(1.625 * var(--rr-unit));
    font-weight: var(--rr-weight-strong);
    font-variant-numeric: var(--rr-figures);
    letter-spacing: -0.02em;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }

  /* Where nothing is due, the column of the action is empty. */
  .rr-summary__item--lead > :not(.rr-summary__action) {
    grid-column: 1;
  }

  /* What a contact may not see is absent, and the others take its room. */
  @container rr (min-width: 30rem) {
    .rr-summary--1 {
      grid-template-columns: minmax(0, 1fr);
    }
    .rr-summary--2:has(> .rr-summary__item--lead) > .rr-summary__item:last-child {
      grid-column: 1 / -1;
    }
    .rr-summary--2:not(:has(> .rr-summary__item--lead)) > .rr-summary__item:last-child {
      border-block-start: 0;
      border-inline-start: var(--rr-border);
    }
  }

  @container rr (min-width: 48rem) {
    .rr-summary--1 {
      grid-template-columns: minmax(0, 1fr);
    }
    .rr-summary--2 {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .rr-summary--2:has(> .rr-summary__item--lead) > .rr-summary__item:last-child {
      grid-column: auto;
    }
  }
`;

const ownStyles = css`
  .rr-panel__body {
    border-block-start: var(--rr-border);
    padding-block: var(--rr-space-4);
  }

  .rr-links {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-4);
    align-items: baseline;
    margin-block: calc(-0.125 * var(--rr-unit));
  }

  .rr-links > * {
    min-inline-size: var(--rr-target);
    margin-block: 0;
    padding-block: 0;
    line-height: var(--rr-target);
    white-space: nowrap;
  }

  .rr-links .rr-status {
    font-weight: 400;
  }

  .rr-panel__head a,
  .rr-summary__note a {
    display: inline-block;
    line-height: var(--rr-target);
  }

  .rr-domain {
    overflow-wrap: anywhere;
  }

  .rr-number {
    white-space: nowrap;
  }

  /* A number stays whole, and all else gives way before it. */
  @container rr (min-width: 40rem) and (max-width: 74.99rem) {
    .rr-table :is(thead th, .rr-status, .rr-nowrap, .rr-links > *) {
      white-space: normal;
    }
  }

  @container rr (min-width: 40rem) {
    .rr-links--end {
      justify-content: flex-end;
    }
  }

  /* Without an action the last column takes no room. */
  .rr-table td:empty {
    padding-inline: 0;
  }

  @container rr (max-width: 39.99rem) {
    .rr-table--cards [data-card='b12'] {
      grid-area: 1 / 2 / 3;
      justify-self: end;
    }
    .rr-table--cards [data-card='row'] {
      grid-column: 1 / -1;
    }
    .rr-table--cards :is(.rr-status, .rr-nowrap, .rr-number) {
      white-space: normal;
    }
  }
`;

/** The styles of `rr-account`. */
export const styles: CSSResult[] = [
  tokenStyles,
  warnStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  buttonKindStyles,
  bannerStyles,
  panelStyles,
  panelBodyStyles,
  columnStyles,
  inputStyles,
  tableStyles,
  rowStyles,
  statusStyles,
  stateStyles,
  summaryStyles,
  todoRowStyles,
  programStyles,
  summaryOwnStyles,
  ownStyles,
];
