import { type CSSResult, css } from 'lit';

/** The disclosure "Why this amount". */
export const whyStyles: CSSResult = css`
  .rr-linkbtn {
    display: inline-flex;
    align-items: center;
    gap: var(--rr-space-1);
  }

  .rr-whybtn {
    font-size: var(--rr-text-sm);
    white-space: nowrap;
  }

  .rr-whybtn .rr-icon {
    inline-size: calc(0.75 * var(--rr-unit));
    block-size: calc(0.75 * var(--rr-unit));
    transition: rotate var(--rr-fast) var(--rr-ease);
  }

  .rr-whybtn[aria-expanded='true'] .rr-icon {
    rotate: 180deg;
  }

  .rr-why {
    display: grid;
    gap: var(--rr-space-2);
    max-inline-size: 34rem;
    margin-block: var(--rr-space-1) var(--rr-space-1);
    padding: var(--rr-space-3) var(--rr-space-4);
    border-radius: var(--rr-radius-md);
    background: var(--rr-color-fill);
    font-size: var(--rr-text-sm);
  }
`;
