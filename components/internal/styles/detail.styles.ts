import { type CSSResult, css } from 'lit';

/**
 * What views of one thing have beyond lists: the way back, a status beside the title, actions that
 * fill a phone's width, and rows of a table that are no card.
 */
export const detailStyles: CSSResult = css`
  .rr-head__line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rr-space-1) var(--rr-space-3);
  }

  .rr-back {
    display: inline-flex;
    align-items: center;
    gap: var(--rr-space-1);
    min-block-size: var(--rr-target);
    font-size: var(--rr-text-sm);
  }

  @container rr (max-width: 29.99rem) {
    .rr-actions--fill > .rr-btn {
      flex: 1 1 auto;
    }
    .rr-actions--fill,
    .rr-actions--fill > .rr-btn--primary {
      flex-basis: 100%;
    }
    .rr-actions--fill > .rr-btn--primary {
      order: -1;
    }
  }

  .rr-icon--flip:dir(rtl) {
    transform: scaleX(-1);
  }

  .rr .rr-narrow {
    display: none;
  }

  @container rr (max-width: 39.99rem) {
    .rr .rr-narrow {
      display: revert;
    }
    .rr-table--cards [data-card="row"] {
      grid-column: 1 / -1;
    }
  }
`;
