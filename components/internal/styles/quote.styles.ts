import { type CSSResult, css } from 'lit';

/** The lines of a quote, each with its amount at the end. */
export const quoteStyles: CSSResult = css`
  .rr-quote {
    display: grid;
    gap: var(--rr-space-3);
    padding-block-end: var(--rr-space-3);
  }

  .rr-quote__line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 var(--rr-space-4);
    align-items: baseline;
  }

  .rr-quote__line > .rr-why,
  .rr-quote__line > .rr-sub {
    grid-column: 1 / -1;
  }

  .rr-quote__sub {
    display: flex;
    flex-wrap: wrap;
    column-gap: var(--rr-space-3);
  }
`;
