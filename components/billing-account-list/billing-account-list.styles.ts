import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { dialogStyles } from '../internal/styles/dialog.styles.ts';
import { listStyles } from '../internal/styles/list.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { tagStyles } from '../internal/styles/tag.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

const ownStyles: CSSResult = css`
  .rr-identity {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2);
    align-items: baseline;
  }

  .rr-identity > .rr-icon {
    align-self: start;
    margin-block-start: calc(0.125 * var(--rr-unit));
  }

  .rr-names > li {
    overflow-wrap: anywhere;
  }

  @container rr (max-width: 39.99rem) {
    .rr-names {
      display: inline-block;
      vertical-align: top;
    }
  }

  .rr-ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-4);
    margin-block: calc(-0.125 * var(--rr-unit));
  }

  .rr-ways > * {
    line-height: var(--rr-target);
    text-align: start;
    white-space: nowrap;
  }

  @container rr (min-width: 40rem) {
    .rr-ways {
      justify-content: flex-end;
      text-align: end;
    }
    .rr-table td.rr-waycell {
      inline-size: 1%;
    }
  }

  @container rr (min-width: 62rem) {
    .rr-ways {
      flex-wrap: nowrap;
    }
  }

  /* There is no head above the table that it would be parted from. */
  .rr-panel > :first-child:where(.rr-table) {
    border-block-start: 0;
  }

  .rr-result:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
  }

  .rr-dialog p + p {
    margin-block-start: var(--rr-space-2);
  }
`;

/** The styles of `rr-billing-account-list`. */
export const styles: CSSResult[] = [
  ...listStyles,
  warnStyles,
  buttonKindStyles,
  detailStyles,
  bannerStyles,
  panelBodyStyles,
  dialogStyles,
  tagStyles,
  ownStyles,
];
