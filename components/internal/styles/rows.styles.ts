import { type CSSResult, css } from 'lit';

/** Lists of rows. */
export const rowStyles: CSSResult = css`
  .rr-rows > * + * {
    border-block-start: var(--rr-border-soft);
  }

  .rr-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--rr-space-1) var(--rr-space-4);
    padding-block: var(--rr-row);
    padding-inline: var(--rr-inset);
  }

  .rr-row__end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--rr-space-2) var(--rr-space-4);
  }
`;
