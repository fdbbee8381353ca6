import { type CSSResult, css } from 'lit';

/** A main column with an aside, and pairs of columns, by the width of the widget. */
export const columnStyles: CSSResult = css`
  .rr-columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-5);
    align-items: start;
  }

  @container rr (min-width: 54rem) {
    .rr-columns {
      grid-template-columns: minmax(0, 1fr) minmax(17rem, 21rem);
      gap: var(--rr-space-6);
    }
    .rr-columns__aside--stick {
      position: sticky;
      inset-block-start: var(--rr-space-4);
    }
  }

  .rr-pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-5);
  }

  @container rr (min-width: 54rem) {
    .rr-pair {
      grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
    }
  }

  .rr-grid3 {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-4);
  }

  .rr-grid2 {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-5);
    align-items: start;
  }

  @container rr (min-width: 44rem) {
    .rr-grid2 {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
