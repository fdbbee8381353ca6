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
  .rr-links {
    flex-wrap: nowrap;
    font-size: inherit;
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
