import { type CSSResult, css } from 'lit';

/** Statuses: an icon and a word in one of five tones; tags and counts. */
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

  .rr-status--warn {
    color: var(--rr-color-warn-text);
  }

  .rr-status--bad {
    color: var(--rr-color-bad-text);
  }

  .rr-status--plain {
    color: var(--rr-color-muted);
  }

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

  .rr-count {
    color: var(--rr-color-muted);
    font-weight: 400;
  }
`;
