import { type CSSResult, css } from 'lit';

/** What only selects have; it follows the styles of inputs. */
export const selectStyles: CSSResult = css`
  .rr-select {
    appearance: none;
    padding-inline-end: var(--rr-space-8);
    text-overflow: ellipsis;
  }

  .rr-select option {
    background: Canvas;
    color: CanvasText;
  }

  .rr-selectwrap {
    display: grid;
    align-items: center;
  }

  .rr-selectwrap > * {
    grid-area: 1 / 1;
  }

  .rr-selectwrap > .rr-icon {
    justify-self: end;
    margin-inline-end: calc(0.625 * var(--rr-unit));
    pointer-events: none;
  }
`;
