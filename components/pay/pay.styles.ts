import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { choiceStyles } from '../internal/styles/choice.styles.ts';
import { columnStyles } from '../internal/styles/columns.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { frameStyles } from '../internal/styles/frame.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { resultStyles } from '../internal/styles/result.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { sumStyles } from '../internal/styles/sum.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

/** The button with the sum spans its column. */
const ownStyles = css`
  .rr-pay__confirm {
    inline-size: 100%;
  }

  .rr-result__text {
    white-space: pre-line;
  }

  .rr-result > .rr-sum {
    grid-template-columns: auto minmax(0, 1fr);
    inline-size: min(100%, 26rem);
  }

  .rr-result .rr-sum dd {
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .rr-code {
    display: grid;
    gap: var(--rr-space-2);
    justify-items: start;
    margin: 0;
  }

  .rr-code svg {
    inline-size: 11rem;
    max-inline-size: 100%;
  }

  .rr-code__paper {
    fill: #fff;
  }

  .rr-code__ink {
    fill: #000;
  }

  .rr-result__head:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
  }
`;

/** The styles of `rr-pay`. */
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
  formStyles,
  choiceStyles,
  frameStyles,
  rowStyles,
  sumStyles,
  statusStyles,
  resultStyles,
  stateStyles,
  ownStyles,
];
