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
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { planStyles } from '../internal/styles/plan.styles.ts';
import { quoteStyles } from '../internal/styles/quote.styles.ts';
import { resultStyles } from '../internal/styles/result.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { segmentStyles } from '../internal/styles/segment.styles.ts';
import { selectStyles } from '../internal/styles/select.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { stepperStyles } from '../internal/styles/stepper.styles.ts';
import { sumStyles } from '../internal/styles/sum.styles.ts';
import { tagStyles } from '../internal/styles/tag.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';
import { whyStyles } from '../internal/styles/why.styles.ts';

/** What only the order form has, such as the code's button and the sum at the foot of a phone. */
const ownStyles: CSSResult = css`
  .rr-cluster {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rr-space-2);
  }

  .rr-cluster--apart {
    justify-content: space-between;
  }

  .rr-code {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--rr-space-2);
  }

  .rr-plan:has(input:disabled) {
    color: var(--rr-color-muted);
    cursor: not-allowed;
  }

  /* The bar at the foot must not hide what has the focus. */
  .rr :where(input, select, button, a) {
    scroll-margin-block-end: calc(4 * var(--rr-unit));
  }

  .rr-quoting {
    opacity: 0.6;
  }

  .rr-sumbar {
    position: sticky;
    z-index: 1;
    inset-block-end: 0;
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--rr-space-4);
    padding: var(--rr-space-3) var(--rr-inset);
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
    background: var(--rr-color-paper);
  }

  @container rr (min-width: 54rem) {
    .rr .rr-sumbar {
      display: none;
    }
  }

  .rr-btn--primary {
    white-space: normal;
  }
`;

/** The styles of `rr-order`. */
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
  planStyles,
  segmentStyles,
  rowStyles,
  stepperStyles,
  inputStyles,
  selectStyles,
  formStyles,
  choiceStyles,
  frameStyles,
  sumStyles,
  quoteStyles,
  whyStyles,
  statusStyles,
  resultStyles,
  stateStyles,
  tagStyles,
  ownStyles,
];
