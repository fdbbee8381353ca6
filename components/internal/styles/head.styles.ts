import { type CSSResult, css } from 'lit';

/** The head of a view: title and actions. */
export const headStyles: CSSResult = css`
  .rr-head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: var(--rr-space-3);
  }

  .rr-head__main {
    display: grid;
    gap: var(--rr-space-1);
    min-inline-size: 0;
  }
`;
