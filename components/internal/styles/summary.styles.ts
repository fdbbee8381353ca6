import { type CSSResult, css } from 'lit';

/** The summary strip. */
export const summaryStyles: CSSResult = css`
  .rr-summary {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
  }

  .rr-summary__item {
    display: grid;
    grid-template-rows: auto auto 1fr;
    gap: var(--rr-space-1);
    align-content: start;
    padding: var(--rr-space-4);
  }

  .rr-summary__item + .rr-summary__item {
    border-block-start: var(--rr-border);
  }

  .rr-summary__label {
    font-size: var(--rr-text-sm);
    font-weight: var(--rr-weight-medium);
  }

  .rr-summary__note {
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }

  .rr-summary__action {
    align-self: end;
    padding-block-start: var(--rr-space-2);
  }

  @container rr (min-width: 30rem) {
    .rr-summary {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .rr-summary__item--lead {
      grid-column: 1 / -1;
      grid-template-columns: 1fr auto;
      column-gap: var(--rr-space-4);
    }
    .rr-summary__item--lead > .rr-summary__action {
      grid-column: 2;
      grid-row: 1 / 4;
      align-self: center;
      padding: 0;
    }
    .rr-summary__item + .rr-summary__item + .rr-summary__item {
      border-inline-start: var(--rr-border);
    }
  }

  @container rr (min-width: 48rem) {
    .rr-summary {
      grid-template-columns: 1.5fr 1fr 1fr;
    }
    .rr-summary__item--lead {
      grid-column: auto;
      grid-template-columns: 1fr;
    }
    .rr-summary__item--lead > .rr-summary__action {
      grid-column: 1;
      grid-row: auto;
      padding-block-start: var(--rr-space-2);
    }
    .rr-summary__item + .rr-summary__item {
      border-block-start: 0;
      border-inline-start: var(--rr-border);
    }
  }

  @container rr (min-width: 62rem) {
    .rr-summary__item--lead {
      grid-template-columns: 1fr auto;
    }
    .rr-summary__item--lead > .rr-summary__action {
      grid-column: 2;
      grid-row: 1 / 4;
      padding: 0;
    }
  }
`;
