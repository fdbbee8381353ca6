import { type CSSResult, css } from 'lit';

/** Banners. */
export const bannerStyles: CSSResult = css`
  :host {
    --rr-color-good-soft: color-mix(in oklab, var(--rr-color-good) 10%, transparent);
    --rr-color-warn-soft: color-mix(in oklab, var(--rr-color-warn) 11%, transparent);
    --rr-color-bad-soft: color-mix(in oklab, var(--rr-color-bad) 9%, transparent);
    --rr-color-good-line: color-mix(in oklab, var(--rr-color-good) 38%, transparent);
    --rr-color-warn-line: color-mix(in oklab, var(--rr-color-warn) 42%, transparent);
    --rr-color-bad-line: color-mix(in oklab, var(--rr-color-bad) 38%, transparent);
  }

  .rr-banner {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2) var(--rr-space-3);
    align-items: start;
    padding: var(--rr-space-3) var(--rr-space-4);
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
    background: var(--rr-color-fill);
  }

  .rr-banner > .rr-icon {
    margin-block-start: calc(0.125 * var(--rr-unit));
  }

  .rr-banner__title {
    font-weight: var(--rr-weight-strong);
  }

  .rr-banner__actions {
    display: flex;
    flex-wrap: wrap;
    grid-column: 2;
    gap: var(--rr-space-2);
  }

  @container rr (min-width: 40rem) {
    .rr-banner--inline {
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: center;
    }
    .rr-banner--inline > .rr-icon {
      margin-block-start: 0;
    }
    .rr-banner--inline > .rr-banner__actions {
      grid-column: 3;
    }
  }

  .rr-banner li a {
    display: inline-block;
    line-height: var(--rr-target);
  }

  .rr-banner--good {
    border-color: var(--rr-color-good-line);
    background: var(--rr-color-good-soft);
  }

  .rr-banner--warn {
    border-color: var(--rr-color-warn-line);
    background: var(--rr-color-warn-soft);
  }

  .rr-banner--bad {
    border-color: var(--rr-color-bad-line);
    background: var(--rr-color-bad-soft);
  }

  .rr-banner--good > .rr-icon {
    color: var(--rr-color-good-text);
  }

  .rr-banner--warn > .rr-icon {
    color: var(--rr-color-warn-text);
  }

  .rr-banner--bad > .rr-icon {
    color: var(--rr-color-bad-text);
  }
`;
