import { type CSSResult, css } from 'lit';

/** What every widget but a list has: more kinds of buttons, a close stack, a medium weight. */
export const buttonKindStyles: CSSResult = css`
  .rr-btn--quiet {
    border-color: transparent;
  }

  .rr-btn--icon {
    inline-size: var(--rr-control-height-sm);
    min-block-size: var(--rr-control-height-sm);
    padding: 0;
  }

  .rr-btn--block {
    inline-size: 100%;
  }

  .rr-btn[aria-busy="true"] .rr-icon {
    animation: rr-turn 0.9s linear infinite;
  }

  @keyframes rr-turn {
    to {
      rotate: 1turn;
    }
  }

  .rr-stack--tight {
    gap: var(--rr-space-3);
  }

  .rr-medium {
    font-weight: var(--rr-weight-medium);
  }
`;
