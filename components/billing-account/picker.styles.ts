import { type CSSResult, css } from 'lit';

/** Two lists with buttons between them, which turn downwards when they are stacked. */
export const pickerStyles: CSSResult = css`
  .rr-picker {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3);
  }

  .rr-picker__moves {
    display: flex;
    gap: var(--rr-space-2);
    align-items: center;
    justify-content: center;
  }

  .rr-picker__moves .rr-icon {
    rotate: 90deg;
  }

  .rr-picker__moves .rr-icon:dir(rtl) {
    rotate: -90deg;
  }

  @container rr (min-width: 40rem) {
    .rr-picker {
      grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    }
    .rr-picker__moves {
      flex-direction: column;
      justify-content: flex-start;
      padding-block-start: var(--rr-space-6);
    }
    .rr .rr-picker__moves .rr-icon {
      rotate: 0deg;
    }
  }

  .rr-picker__side {
    display: grid;
    grid-template-rows: auto 1fr;
    gap: var(--rr-space-1);
  }

  .rr-listwrap {
    position: relative;
    display: grid;
    min-inline-size: 0;
  }

  .rr-listwrap__none {
    position: absolute;
    inset-block-start: var(--rr-space-3);
    inset-inline: var(--rr-space-3);
    font-size: var(--rr-text-sm);
    pointer-events: none;
  }

  .rr-listbox {
    min-block-size: calc(9 * var(--rr-unit));
    max-block-size: calc(24 * var(--rr-unit));
    padding: var(--rr-space-1);
    overflow-y: auto;
    border: var(--rr-border-control);
    border-radius: var(--rr-radius-md);
  }

  .rr .rr-listbox:focus-visible {
    border-radius: var(--rr-radius-md);
  }

  .rr-option {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 var(--rr-space-2);
    align-items: start;
    min-block-size: var(--rr-target);
    padding-block: calc(0.375 * var(--rr-unit));
    padding-inline: var(--rr-space-2);
    border-radius: var(--rr-radius-sm);
    overflow-wrap: anywhere;
    cursor: default;
    user-select: none;
  }

  .rr-option > .rr-icon {
    margin-block-start: 0.15em;
    visibility: hidden;
  }

  .rr-option[aria-selected='true'] {
    background: color-mix(in oklab, var(--rr-color-accent) 12%, transparent);
  }

  .rr-option[aria-selected='true'] > .rr-icon {
    color: var(--rr-color-accent-text);
    visibility: visible;
  }

  .rr-listbox:focus-visible > .rr-option--cursor {
    outline: var(--rr-focus);
    outline-offset: -2px;
  }

  .rr-keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-1) var(--rr-space-4);
    color: var(--rr-color-muted);
    font-size: var(--rr-text-xs);
  }

  .rr-kbd {
    display: inline-block;
    min-inline-size: 1.6em;
    padding-inline: 0.4em;
    border: var(--rr-border);
    border-radius: var(--rr-radius-sm);
    font-family: inherit;
    font-size: var(--rr-text-xs);
    line-height: 1.5;
    text-align: center;
  }

  @media (forced-colors: active) {
    .rr-option[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .rr-option[aria-selected='true'] :is(.rr-icon, .rr-sub) {
      color: HighlightText;
    }
  }
`;
