import { type CSSResult, css } from 'lit';

/** The body of a panel that holds no table. */
export const panelBodyStyles: CSSResult = css`
  .rr-panel__body {
    padding: var(--rr-space-1) var(--rr-inset) var(--rr-space-4);
  }

  .rr-panel__body--only {
    padding-block-start: var(--rr-space-4);
  }
`;
