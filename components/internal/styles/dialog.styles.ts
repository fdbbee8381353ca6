import { type CSSResult, css } from 'lit';

/** Dialogs. */
export const dialogStyles: CSSResult = css`
  .rr-dialog {
    inline-size: min(30rem, 100%);
    margin: 0 auto;
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
    font-size: var(--rr-text-lg);
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
`;
