import { type CSSResult, css } from 'lit';

/** Fields with label, hint and error, in a grid of six. */
export const formStyles: CSSResult = css`
  .rr-form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-4);
  }

  @container rr (min-width: 32rem) {
    .rr-form {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    .rr-form > * {
      grid-column: 1 / -1;
    }
    .rr-form > .rr-w2 {
      grid-column: span 2;
    }
    .rr-form > .rr-w3 {
      grid-column: span 3;
    }
    .rr-form > .rr-w4 {
      grid-column: span 4;
    }
  }

  .rr-field {
    display: grid;
    gap: var(--rr-space-1);
    align-content: start;
    min-inline-size: 0;
  }

  .rr-label {
    font-size: var(--rr-text-sm);
    font-weight: var(--rr-weight-medium);
  }

  .rr-optional {
    color: var(--rr-color-muted);
    font-weight: 400;
  }

  .rr-hint {
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }

  .rr-error {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(0.375 * var(--rr-unit));
    align-items: start;
    color: var(--rr-color-bad-text);
    font-size: var(--rr-text-sm);
    font-weight: var(--rr-weight-medium);
  }

  .rr-error > .rr-icon {
    margin-block-start: calc(0.125 * var(--rr-unit));
  }

  .rr-check {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2);
    align-items: start;
    min-block-size: var(--rr-target);
    cursor: pointer;
  }

  .rr :where(input[type="checkbox"], input[type="radio"]) {
    flex: none;
    inline-size: calc(1 * var(--rr-unit));
    block-size: calc(1 * var(--rr-unit));
    margin-block: calc(0.125 * var(--rr-unit));
    accent-color: var(--rr-color-accent);
  }

  .rr-input[aria-invalid="true"] {
    border-color: var(--rr-color-bad-text);
  }
`;
