import { type CSSResult, css } from 'lit';

/** Plan cards. */
export const planStyles: CSSResult = css`
  .rr-plans {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3);
  }

  @container rr (min-width: 40rem) {
    .rr-plans {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .rr-plan {
      grid-row: span 4;
      grid-template-rows: subgrid;
    }
  }

  .rr-plan {
    position: relative;
    display: grid;
    gap: var(--rr-space-2);
    align-content: start;
    padding: var(--rr-space-4);
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
    cursor: pointer;
  }

  .rr-plan:hover {
    background: var(--rr-color-fill);
  }

  .rr-plan:has(input:checked) {
    border-color: var(--rr-color-accent);
    background: color-mix(in oklab, var(--rr-color-accent) 9%, transparent);
    box-shadow: inset 0 0 0 1px var(--rr-color-accent);
  }

  .rr-plan:has(input:focus-visible) {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
  }

  .rr .rr-plan input:focus-visible {
    outline: none;
  }

  .rr-plan__name {
    display: flex;
    align-items: center;
    gap: var(--rr-space-2);
    font-weight: var(--rr-weight-strong);
  }

  /* A word longer than its card breaks instead of running over the next one. */
  .rr-plan__name > :not(input) {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  .rr-plan__name > .rr-tag,
  .rr-plan__name > .rr-status {
    margin-inline-start: auto;
  }

  .rr-plan__price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--rr-space-2);
  }

  .rr-plan__price > strong {
    font-size: var(--rr-text-xl);
    font-weight: var(--rr-weight-strong);
    letter-spacing: -0.012em;
  }

  .rr-endtag {
    margin-inline-start: auto;
    font-weight: 400;
  }

  .rr-save {
    color: var(--rr-color-good-text);
    font-size: var(--rr-text-xs);
  }

  .rr-plan__features {
    display: grid;
    gap: var(--rr-space-1);
  }

  @container rr (max-width: 39.99rem) {
    .rr-plan__features {
      display: flex;
      flex-wrap: wrap;
      gap: var(--rr-space-1) var(--rr-space-4);
    }
  }

  .rr-plan__features > li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2);
    align-items: start;
  }

  .rr-plan__features .rr-icon {
    margin-block-start: calc(0.125 * var(--rr-unit));
    color: var(--rr-color-muted);
  }
`;
