import { type CSSResult, css } from 'lit';

/** The head of a view: title, status and actions. */
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

  .rr-head__line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rr-space-1) var(--rr-space-3);
  }

  .rr-back {
    display: inline-flex;
    align-items: center;
    gap: var(--rr-space-1);
    min-block-size: var(--rr-target);
    font-size: var(--rr-text-sm);
  }
`;
