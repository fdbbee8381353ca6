import { type CSSResult, css } from 'lit';

/** A quantity with less and more. */
export const stepperStyles: CSSResult = css`
  /* Stepper: quantity */

  .rr-stepper {
    display: inline-flex;
    border: var(--rr-border-control);
    border-radius: var(--rr-radius-md);
  }

  .rr-stepper > .rr-btn {
    border: 0;
  }

  .rr-stepper > .rr-input {
    inline-size: calc(2.25 * var(--rr-unit));
    min-block-size: var(--rr-control-height-sm);
    padding-inline: 0;
    border-block: 0;
    border-inline: var(--rr-border);
    border-radius: 0;
    text-align: center;
  }
`;
