import { type CSSResult, css } from 'lit';

/** A short word beside a name or title. */
export const tagStyles: CSSResult = css`
  .rr-tag {
    display: inline-block;
    padding-inline: calc(0.375 * var(--rr-unit));
    border-radius: var(--rr-radius-sm);
    background: var(--rr-color-fill-strong);
    font-size: var(--rr-text-xs);
    font-weight: var(--rr-weight-medium);
    line-height: 1.6;
    white-space: nowrap;
  }
`;
