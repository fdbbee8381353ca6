import { type CSSResult, css } from 'lit';

/** The result of a payment or an order. */
export const resultStyles: CSSResult = css`
  .rr-result {
    display: grid;
    gap: var(--rr-space-3);
    justify-items: start;
    padding: var(--rr-space-5);
  }

  .rr-result__head {
    display: flex;
    gap: var(--rr-space-3);
    align-items: center;
    font-size: calc(1 * var(--rr-unit));
  }

  .rr-result__head .rr-icon {
    inline-size: calc(1.5 * var(--rr-unit));
    block-size: calc(1.5 * var(--rr-unit));
    stroke-width: 1.25;
  }

  .rr-result--good .rr-result__head .rr-icon {
    color: var(--rr-color-good-text);
  }

  .rr-result--warn .rr-result__head .rr-icon {
    color: var(--rr-color-warn-text);
  }

  .rr-result--bad .rr-result__head .rr-icon {
    color: var(--rr-color-bad-text);
  }

  .rr-result > .rr-actions {
    align-self: end;
  }
`;
