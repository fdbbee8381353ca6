import { type CSSResult, css } from 'lit';

/** Panels with head and foot. */
export const panelStyles: CSSResult = css`
  .rr-panel {
    min-inline-size: 0;
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
  }

  .rr-panel__head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--rr-space-1) var(--rr-space-3);
    min-block-size: calc(2.75 * var(--rr-unit));
    padding-block: var(--rr-space-1);
    padding-inline: var(--rr-inset);
  }

  .rr-panel__foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--rr-space-2) var(--rr-space-3);
    padding: var(--rr-space-3) var(--rr-inset);
    border-block-start: var(--rr-border);
  }

  .rr-panel > :where(.rr-table, .rr-rows, .rr-tablewrap) {
    border-block-start: var(--rr-border);
  }

  @container rr (max-width: 29.99rem) {
    .rr-panel__head {
      padding-block: var(--rr-space-2);
    }
  }
`;
