import { type CSSResult, css } from 'lit';

/** Sections of a long form, each with its heading beside the fields. */
export const sectionStyles: CSSResult = css`
  /* Sections of a long form: heading beside the fields */

  .rr-section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-4) var(--rr-space-8);
    padding: var(--rr-space-5) var(--rr-inset);
  }

  .rr-section + .rr-section {
    border-block-start: var(--rr-border);
  }

  .rr-section__head {
    display: grid;
    gap: var(--rr-space-1);
    align-content: start;
  }

  @container rr (min-width: 54rem) {
    .rr-section {
      grid-template-columns: 14rem minmax(0, 1fr);
    }
  }
`;
