import { type CSSResult, css } from 'lit';
import { baseStyles } from './base.styles.ts';
import { buttonStyles } from './button.styles.ts';
import { headStyles } from './head.styles.ts';
import { inputStyles } from './input.styles.ts';
import { panelStyles } from './panel.styles.ts';
import { rowStyles } from './rows.styles.ts';
import { segmentStyles } from './segment.styles.ts';
import { stateStyles } from './states.styles.ts';
import { statusStyles } from './status.styles.ts';
import { tableStyles } from './table.styles.ts';
import { tokenStyles } from './tokens.styles.ts';
import { toolbarStyles } from './toolbar.styles.ts';

const ownStyles = css`
  /* The target of 24 px reaches into the row's padding, so the row stays as low as without. */
  .rr-links {
    display: flex;
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

  @container rr (min-width: 40rem) {
    .rr-links--end {
      justify-content: flex-end;
    }
  }

  .rr-anywhere {
    overflow-wrap: anywhere;
  }

  @container rr (max-width: 39.99rem) {
    .rr-table--cards :is(.rr-status, .rr-nowrap) {
      white-space: normal;
    }
  }

  @container rr (min-width: 40rem) and (max-width: 45.99rem) {
    .rr-table [data-mid='first'] {
      display: none;
    }
  }

  @container rr (min-width: 40rem) and (max-width: 55.99rem) {
    .rr-table .rr-links > [data-mid='hide'] {
      display: none;
    }
  }
`;

/** The styles of a list with toolbar, table and pager. */
export const listStyles: CSSResult[] = [
  tokenStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  panelStyles,
  toolbarStyles,
  segmentStyles,
  inputStyles,
  tableStyles,
  rowStyles,
  statusStyles,
  stateStyles,
  ownStyles,
];
