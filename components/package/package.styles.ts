import type { CSSResult } from 'lit';
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
];
