import { type CSSResult, css } from 'lit';

/** Rows of to-dos: an icon, what to do and since when, and the way there. */
export const todoRowStyles: CSSResult = css`
  .rr-row--icon {
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: var(--rr-space-3);
    align-items: start;
  }

  .rr-row--icon > .rr-icon {
    margin-block-start: calc(0.125 * var(--rr-unit));
  }

  /* The target of 24 px reaches into the row's padding. */
  .rr-todo__way {
    margin-block: calc(-0.125 * var(--rr-unit));
    line-height: var(--rr-target);
    white-space: nowrap;
  }

  .rr-todo__way .rr-linkbtn {
    line-height: inherit;
  }

  @container rr (max-width: 29.99rem) {
    .rr-todo__way {
      grid-column: 2;
    }
  }
`;
