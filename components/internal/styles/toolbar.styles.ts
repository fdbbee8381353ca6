import { type CSSResult, css } from 'lit';

/** The toolbar above a list. */
export const toolbarStyles: CSSResult = css`
  .rr-toolbar {
    gap: var(--rr-space-3);
    padding-block: var(--rr-space-3);
  }

  .rr-toolbar__end {
    display: flex;
    flex: 1 1 18rem;
    flex-wrap: wrap;
    gap: var(--rr-space-2);
    justify-content: flex-end;
  }

  .rr-toolbar__end > .rr-inputwrap {
    flex: 1 1 9rem;
    max-inline-size: 20rem;
  }
`;
