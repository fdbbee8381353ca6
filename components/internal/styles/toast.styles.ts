import { type CSSResult, css } from 'lit';

/** Toasts. */
export const toastStyles: CSSResult = css`
  :host {
    --rr-shadow-float: 0 1px 2px rgb(0 0 0 / 0.08),
      0 8px 28px light-dark(rgb(15 23 42 / 0.16), rgb(0 0 0 / 0.55));
  }

  .rr-toast {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto auto;
    gap: var(--rr-space-3);
    align-items: center;
    inline-size: fit-content;
    max-inline-size: 100%;
    padding-block: var(--rr-space-2);
    padding-inline: var(--rr-space-4) var(--rr-space-2);
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
    background: var(--rr-color-paper);
    box-shadow: var(--rr-shadow-float);
  }

  .rr-toast--good > .rr-icon {
    color: var(--rr-color-good-text);
  }

  @container rr (max-width: 33.99rem) {
    .rr-toast {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .rr-toast > .rr-btn:not(.rr-btn--icon) {
      grid-row: 2;
      grid-column: 2;
      justify-self: start;
      margin-inline-start: calc(-0.625 * var(--rr-unit));
    }
  }
`;
