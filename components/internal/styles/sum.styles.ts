import { type CSSResult, css } from 'lit';

/** Facts in a grid, and sums with a total. */
export const sumStyles: CSSResult = css`
  .rr-facts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3) var(--rr-space-6);
  }

  .rr-facts dt {
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }

  @container rr (min-width: 20rem) {
    .rr-facts {
      column-gap: var(--rr-space-4);
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @container rr (min-width: 44rem) {
    .rr-facts--4 {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }

  .rr-sum {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(0.375 * var(--rr-unit)) var(--rr-space-4);
    align-items: baseline;
  }

  .rr-sum > div {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: baseline;
  }

  .rr-sum dd {
    text-align: end;
    white-space: nowrap;
  }

  .rr-sum .rr-sum__line {
    margin-block-start: var(--rr-space-1);
    padding-block-start: calc(0.375 * var(--rr-unit));
    border-block-start: var(--rr-border-soft);
  }

  .rr-sum .rr-sum__only {
    font-weight: var(--rr-weight-strong);
  }

  .rr-sum .rr-sum__total {
    margin-block-start: var(--rr-space-1);
    padding-block-start: calc(0.625 * var(--rr-unit));
    border-block-start: var(--rr-border);
    font-weight: var(--rr-weight-strong);
  }

  .rr-sum .rr-sum__total--big dd {
    font-size: var(--rr-text-xl);
    letter-spacing: -0.012em;
    line-height: 1.2;
  }

  .rr-totals {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3) var(--rr-space-6);
    align-items: start;
  }

  @container rr (min-width: 40rem) {
    .rr-totals {
      grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem);
    }
  }

  @container rr (max-width: 39.99rem) {
    .rr-totals__note {
      order: 1;
    }
  }
`;
