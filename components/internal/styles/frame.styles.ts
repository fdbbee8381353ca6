import { type CSSResult, css } from 'lit';

/** The dashed frame that holds the fields of a payment gateway. */
export const frameStyles: CSSResult = css`
  /* Where a gateway's own fields mount */

  .rr-frame {
    position: relative;
    display: grid;
    gap: var(--rr-space-3);
    padding: var(--rr-space-4);
    border: 1px dashed var(--rr-color-control);
    border-radius: var(--rr-radius-md);
  }

  .rr-frame__note {
    display: flex;
    gap: var(--rr-space-2);
    align-items: flex-start;
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }

  .rr-frame__note > .rr-icon {
    margin-block-start: calc(0.125 * var(--rr-unit));
  }
`;
