import { type CSSResult, css } from 'lit';

/** Empty and error states, and skeletons. */
export const stateStyles: CSSResult = css`
  .rr-empty {
    display: grid;
    gap: var(--rr-space-2);
    justify-items: center;
    padding: var(--rr-space-8) var(--rr-space-4);
    text-align: center;
  }

  .rr-empty > .rr-icon {
    inline-size: calc(1.5 * var(--rr-unit));
    block-size: calc(1.5 * var(--rr-unit));
    stroke-width: 1.25;
  }

  .rr-empty > .rr-icon:not(.rr-bad) {
    color: var(--rr-color-muted);
  }

  .rr-empty > p {
    max-inline-size: 42ch;
    text-wrap: balance;
  }

  .rr-skeleton {
    display: block;
    inline-size: 100%;
    block-size: 0.7em;
    margin-block: calc(0.375 * var(--rr-unit));
    border-radius: var(--rr-radius-sm);
    background: var(--rr-color-fill-strong);
    animation: rr-breathe 1.6s ease-in-out infinite;
  }

  .rr-skeleton--s {
    inline-size: 5em;
  }

  .rr-skeleton--m {
    inline-size: 9em;
  }

  .rr-num .rr-skeleton,
  .rr-row__end .rr-skeleton {
    margin-inline-start: auto;
  }

  @keyframes rr-breathe {
    50% {
      opacity: 0.45;
    }
  }

  @media (forced-colors: active) {
    .rr-skeleton {
      border: 1px solid GrayText;
    }
  }
`;
