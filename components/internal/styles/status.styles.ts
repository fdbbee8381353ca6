import { type CSSResult, css } from 'lit';

/** Statuses: an icon and a word in one of five tones; counts. */
export const statusStyles: CSSResult = css`
  .rr-status {
    display: inline-flex;
    align-items: baseline;
    gap: calc(0.375 * var(--rr-unit));
    font-weight: var(--rr-weight-medium);
    line-height: var(--rr-leading-tight);
    white-space: nowrap;
  }

  .rr-status > .rr-icon {
    align-self: center;
  }

  .rr-status--good {
    color: var(--rr-color-good-text);
  }

  .rr-status--bad {
    color: var(--rr-color-bad-text);
  }

  .rr-status--plain {
    color: var(--rr-color-muted);
  }

  .rr-count {
    color: var(--rr-color-muted);
    font-weight: 400;
  }
`;
