import { type CSSResult, css } from 'lit';

/** A choice of few as segments. */
export const segmentStyles: CSSResult = css`
  /* Segmented choice */

  .rr-segment {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    max-inline-size: 100%;
    padding: 2px;
    border-radius: var(--rr-radius-md);
    background: var(--rr-color-fill-strong);
  }

  .rr-segment label {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: var(--rr-space-2);
    min-block-size: calc(var(--rr-control-height) - 4px);
    padding-inline: var(--rr-space-3);
    border-radius: calc(var(--rr-radius-md) - 1px);
    font-weight: var(--rr-weight-medium);
    white-space: nowrap;
    cursor: pointer;
  }

  .rr-segment input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .rr-segment label:has(input:checked) {
    background: var(--rr-color-paper);
    box-shadow: 0 0 0 1px var(--rr-color-control);
  }

  .rr-segment label:has(input:focus-visible) {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
  }

  @container rr (max-width: 29.99rem) {
    .rr-segment {
      display: flex;
    }
    .rr-segment .rr-count {
      display: none;
    }
    .rr-segment label {
      flex: 1 1 auto;
      justify-content: center;
      padding-inline: var(--rr-space-2);
    }
  }

  @media (forced-colors: active) {
    .rr-segment label:has(input:checked) {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
