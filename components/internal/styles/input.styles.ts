import { type CSSResult, css } from 'lit';

/** Text inputs; a select is one as well. */
export const inputStyles: CSSResult = css`
  .rr-input {
    inline-size: 100%;
    min-block-size: var(--rr-control-height);
    padding-block: calc(0.25 * var(--rr-unit));
    padding-inline: calc(0.625 * var(--rr-unit));
    border: var(--rr-border-control);
    border-radius: var(--rr-radius-md);
    background: transparent;
    line-height: 1.3;
  }

  .rr-inputwrap {
    display: grid;
    align-items: center;
  }

  .rr-inputwrap > * {
    grid-area: 1 / 1;
  }

  .rr-inputwrap > .rr-icon {
    justify-self: start;
    margin-inline-start: calc(0.625 * var(--rr-unit));
    color: var(--rr-color-muted);
    pointer-events: none;
  }

  .rr-inputwrap > .rr-icon + .rr-input {
    padding-inline-start: var(--rr-space-8);
  }

  .rr-input:placeholder-shown {
    text-overflow: ellipsis;
  }

  .rr-input::placeholder {
    color: var(--rr-color-muted);
    opacity: 1;
  }

  .rr .rr-input:focus-visible {
    border-color: var(--rr-color-accent-text);
    border-radius: var(--rr-radius-md);
    outline-offset: -1px;
  }
`;
