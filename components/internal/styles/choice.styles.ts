import { type CSSResult, css } from 'lit';

/** Radio choices with content. */
export const choiceStyles: CSSResult = css`
  /* Choice list: radios with content */

  .rr-choices {
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
  }

  .rr-choice + .rr-choice {
    border-block-start: var(--rr-border);
  }

  .rr-choice__label {
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr) auto;
    gap: var(--rr-space-1) var(--rr-space-3);
    align-items: center;
    padding: var(--rr-space-3) var(--rr-inset);
    cursor: pointer;
  }

  .rr-choice__label > .rr-icon {
    color: var(--rr-color-muted);
  }

  .rr-choice > .rr-choice__label:has(> input:checked) {
    background: color-mix(in oklab, var(--rr-color-accent) 9%, transparent);
  }

  .rr-choice:first-child,
  .rr-choice:first-child > .rr-choice__label {
    border-start-start-radius: inherit;
    border-start-end-radius: inherit;
  }

  .rr-choice:last-child,
  .rr-choice:last-child > .rr-choice__label:last-child {
    border-end-start-radius: inherit;
    border-end-end-radius: inherit;
  }

  .rr-choice__body {
    padding: var(--rr-space-4) var(--rr-inset) var(--rr-space-4);
    padding-inline-start: calc(var(--rr-inset) + 1 * var(--rr-unit) + var(--rr-space-3));
  }

  .rr-choice__label--3 {
    grid-template-columns: auto minmax(0, 1fr) auto;
  }

  .rr-choice--plain > .rr-choice__label:has(> input:checked) {
    background: none;
  }

  .rr-choice__end {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-4);
    justify-content: flex-end;
  }

  .rr-choice__label > .rr-status:last-child,
  .rr-choice__label > .rr-small:last-child {
    justify-self: end;
  }

  @container rr (max-width: 29.99rem) {
    .rr-choice__label > .rr-status:last-child,
    .rr-choice__label > .rr-small:last-child {
      grid-column: 3;
      justify-self: start;
    }
  }

  .rr-legendtitle {
    display: block;
    padding-block-end: var(--rr-space-3);
    font-size: var(--rr-text-md);
    font-weight: var(--rr-weight-strong);
    line-height: var(--rr-leading-tight);
  }
`;
