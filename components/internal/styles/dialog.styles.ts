import { type CSSResult, css } from 'lit';

/** Dialogs. */
export const dialogStyles: CSSResult = css`
  :host {
    --rr-color-scrim: light-dark(rgb(15 18 24 / 0.4), rgb(0 0 0 / 0.6));
    --rr-shadow-float: 0 1px 2px rgb(0 0 0 / 0.08),
      0 8px 28px light-dark(rgb(15 23 42 / 0.16), rgb(0 0 0 / 0.55));
  }

  .rr-dialog {
    inline-size: min(30rem, 100%);
    margin: auto;
    padding: 0;
    border: var(--rr-border);
    border-radius: calc(var(--rr-radius-lg) * 1.25);
    background: var(--rr-color-paper);
    color: inherit;
    box-shadow: var(--rr-shadow-float);
  }

  .rr-dialog::backdrop {
    background: var(--rr-color-scrim);
  }

  .rr-dialog__body {
    display: grid;
    gap: var(--rr-space-3);
    padding: var(--rr-space-5);
  }

  .rr-dialog__title {
    font-size: calc(1 * var(--rr-unit));
  }

  .rr-dialog__foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-2);
    justify-content: flex-end;
    padding: 0 var(--rr-space-5) var(--rr-space-5);
  }

  @container rr (max-width: 33.99rem) {
    .rr-dialog__foot {
      flex-direction: column-reverse;
    }
  }

  .rr .rr-btn--danger:not([aria-disabled="true"]) {
    border-color: color-mix(in oklab, var(--rr-color-bad) 38%, transparent);
    color: var(--rr-color-bad-text);
  }
`;
