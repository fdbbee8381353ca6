import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { printStyles } from '../internal/styles/print.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { sumStyles } from '../internal/styles/sum.styles.ts';
import { tableStyles } from '../internal/styles/table.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';
import { whyStyles } from '../internal/styles/why.styles.ts';

const ownStyles = css`
  .rr-line__sub {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-2);
    align-items: baseline;
    line-height: var(--rr-target);
  }

  /* Lines with a toggle keep the row height of lines without: the target overlaps the padding. */
  .rr-table .rr-line {
    padding-block-end: calc(var(--rr-row) * 0.6);
  }

  .rr-table tbody tr.rr-whyrow {
    border-block-start: 0;
  }

  .rr-table .rr-whyrow > td {
    padding-block-start: 0;
  }

  .rr-whyrow .rr-why {
    max-inline-size: none;
    margin: 0;
  }

  @container rr (min-width: 54rem) {
    .rr-whyrow .rr-why {
      grid-template-columns: minmax(0, 26rem) minmax(0, 1fr);
      gap: var(--rr-space-6);
    }
  }

  @container rr (max-width: 39.99rem) {
    .rr-table--cards [data-card="a1full"] {
      grid-area: 1 / 1 / 2 / -1;
    }
    .rr-table--cards [data-card="a1full"] > .rr-medium {
      display: block;
      padding-inline-end: 6em;
    }

    .rr-table--cards tbody tr.rr-linerow:has(+ .rr-whyrow:not([hidden])) {
      padding-block-end: var(--rr-space-1);
    }

    .rr-table--cards tbody tr.rr-whyrow {
      padding-block-start: 0;
    }
  }

  .rr-declined {
    color: var(--rr-color-muted);
    text-decoration: line-through;
  }

  .rr-notes {
    display: grid;
    gap: var(--rr-space-2);
    max-inline-size: 52ch;
  }

  @media print {
    .rr-whybtn {
      display: none;
    }
  }
`;

/** The styles of `rr-invoice`. */
export const styles: CSSResult[] = [
  tokenStyles,
  warnStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  buttonKindStyles,
  detailStyles,
  bannerStyles,
  panelStyles,
  panelBodyStyles,
  sumStyles,
  tableStyles,
  rowStyles,
  statusStyles,
  whyStyles,
  stateStyles,
  printStyles,
  ownStyles,
];
