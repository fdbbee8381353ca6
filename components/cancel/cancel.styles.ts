import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { choiceStyles } from '../internal/styles/choice.styles.ts';
import { columnStyles } from '../internal/styles/columns.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { dialogStyles } from '../internal/styles/dialog.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { resultStyles } from '../internal/styles/result.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { selectStyles } from '../internal/styles/select.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

/** The button keeps to the end of the form. */
const ownStyles: CSSResult = css`
  .rr-result__head:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
    border-radius: var(--rr-radius-sm);
  }

  .rr-cancel__names {
    white-space: normal;
  }

  .rr-effects {
    display: grid;
    gap: var(--rr-space-2);
  }
`;

/** The styles of `rr-cancel`. */
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
  rowStyles,
  choiceStyles,
  inputStyles,
  selectStyles,
  formStyles,
  resultStyles,
  dialogStyles,
  stateStyles,
  ownStyles,
];
