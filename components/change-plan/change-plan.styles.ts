import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { columnStyles } from '../internal/styles/columns.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { dialogStyles } from '../internal/styles/dialog.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { planStyles } from '../internal/styles/plan.styles.ts';
import { quoteStyles } from '../internal/styles/quote.styles.ts';
import { resultStyles } from '../internal/styles/result.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { segmentStyles } from '../internal/styles/segment.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { stepperStyles } from '../internal/styles/stepper.styles.ts';
import { sumStyles } from '../internal/styles/sum.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';
import { whyStyles } from '../internal/styles/why.styles.ts';

/** A plan card that holds a button is no choice by itself. */
const ownStyles: CSSResult = css`
  .rr-plan--offer {
    cursor: auto;
  }

  .rr-plan--offer:hover {
    background: none;
  }

  .rr-plan--offer > .rr-btn {
    align-self: end;
  }

  .rr-tag {
    padding-inline: var(--rr-space-2);
    border-radius: var(--rr-radius-sm);
    background: var(--rr-color-fill-strong);
    font-size: var(--rr-text-xs);
    font-weight: var(--rr-weight-medium);
    line-height: 1.6;
    white-space: nowrap;
  }

  .rr-cluster {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--rr-space-2);
  }

  .rr-quoting {
    opacity: 0.6;
  }

  .rr-block {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-content: stretch;
  }

  .rr-capital {
    display: inline-block;
  }

  .rr-capital::first-letter {
    text-transform: uppercase;
  }

  .rr-result > .rr-sum {
    grid-template-columns: auto minmax(0, 1fr);
    inline-size: min(100%, 26rem);
  }

  .rr .rr-btn--primary {
    white-space: normal;
  }

  .rr-quotehead:focus-visible {
    outline: var(--rr-focus);
    outline-offset: calc(-2 * var(--rr-focus-offset));
    border-radius: var(--rr-radius-lg);
  }

  .rr-result__head:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
    border-radius: var(--rr-radius-sm);
  }
`;

/** The styles of `rr-change-plan`. */
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
  planStyles,
  segmentStyles,
  rowStyles,
  stepperStyles,
  inputStyles,
  formStyles,
  sumStyles,
  quoteStyles,
  whyStyles,
  resultStyles,
  dialogStyles,
  stateStyles,
  ownStyles,
];
