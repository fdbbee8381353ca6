import { type CSSResult, css } from 'lit';

/** The tone of a warning, which the list of invoices never takes. */
export const warnStyles: CSSResult = css`
  :host {
    --rr-color-warn: var(--rr-warn, light-dark(oklch(0.57 0.13 65), oklch(0.8 0.13 75)));
    --rr-color-warn-text: color-mix(in oklab, var(--rr-color-warn) 66%, currentColor);
  }

  .rr-status--warn {
    color: var(--rr-color-warn-text);
  }
`;
