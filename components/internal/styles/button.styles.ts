import { type CSSResult, css } from 'lit';

/** Buttons and groups of actions. */
export const buttonStyles: CSSResult = css`
  .rr-btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--rr-space-2);
    min-block-size: var(--rr-control-height);
    padding-block: 0;
    padding-inline: var(--rr-space-3);
    border: var(--rr-border-control);
    border-color: color-mix(in oklab, currentColor 30%, transparent);
    border-radius: var(--rr-radius-md);
    background: transparent;
    color: inherit;
    font-size: var(--rr-text-md);
    font-weight: var(--rr-weight-medium);
    line-height: 1.2;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--rr-fast) var(--rr-ease);
  }

  .rr .rr-btn {
    color: inherit;
    text-decoration: none;
  }

  .rr-btn:hover {
    background: var(--rr-color-fill-strong);
  }

  .rr .rr-btn:focus-visible {
    border-radius: var(--rr-radius-md);
  }

  .rr .rr-btn--primary {
    border-color: transparent;
    background: var(--rr-color-accent);
    color: var(--rr-color-on-accent);
  }

  .rr .rr-btn--primary:hover {
    background: color-mix(in oklab, var(--rr-color-accent) 88%, black);
  }

  .rr-btn--sm {
    min-block-size: var(--rr-control-height-sm);
    padding-inline: calc(0.625 * var(--rr-unit));
    font-size: var(--rr-text-sm);
  }

  .rr-btn[disabled],
  .rr-btn[aria-disabled="true"] {
    border-color: var(--rr-color-line);
    background: var(--rr-color-fill);
    color: var(--rr-color-muted);
    cursor: not-allowed;
  }

  .rr-actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-2);
  }

  .rr-linkbtn {
    padding: 0;
    border: 0;
    background: none;
    min-block-size: var(--rr-target);
    cursor: pointer;
  }

  @media (forced-colors: active) {
    .rr .rr-btn--primary {
      border-color: ButtonText;
      forced-color-adjust: none;
      background: ButtonText;
      color: ButtonFace;
    }
  }
`;
