import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { columnStyles } from '../internal/styles/columns.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { sumStyles } from '../internal/styles/sum.styles.ts';
import { tableStyles } from '../internal/styles/table.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

/** The next invoice keeps label and amount close to each other. */
const nextStyles = css`
  .rr-next {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3);
    max-inline-size: 34rem;
  }

  .rr-next li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2);
    align-items: start;
  }

  .rr-next li > .rr-icon {
    margin-block-start: calc(0.125 * var(--rr-unit));
  }
`;

/** The styles of `rr-package`. */
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
  columnStyles,
  sumStyles,
  tableStyles,
  rowStyles,
  statusStyles,
  stateStyles,
  nextStyles,
];
