import { type CSSResult, css } from 'lit';

/** Lists of rows. */
export const rowStyles: CSSResult = css`
  .rr-rows > * + * {
    border-block-start: var(--rr-border-soft);
  }

  .rr-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--rr-space-1) var(--rr-space-4);
    padding-block: var(--rr-row);
    padding-inline: var(--rr-inset);
  }

  .rr-row--icon {
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: var(--rr-space-3);
    align-items: start;
  }

  .rr-row--icon > .rr-icon {
    margin-block-start: 0.15em;
  }

  .rr-row__end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--rr-space-2) var(--rr-space-4);
  }

  .rr-links {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-4);
    font-size: var(--rr-text-sm);
  }

  .rr-links .rr-status {
    font-weight: 400;
  }

  .rr-links {
    align-items: baseline;
  }

  .rr-links > * {
    line-height: var(--rr-target);
    white-space: nowrap;
  }

  @container rr (min-width: 40rem) {
    .rr-links--end {
      justify-content: flex-end;
    }
  }

  .rr-inline {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-1) var(--rr-space-6);
  }

  .rr-inline > div {
    display: flex;
    gap: var(--rr-space-2);
    align-items: baseline;
  }

  .rr-inline dt {
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }
`;
