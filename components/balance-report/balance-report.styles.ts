import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { listStyles } from '../internal/styles/list.styles.ts';
import { printStyles } from '../internal/styles/print.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

const ownStyles = css`
  .rr-days {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-3);
    padding: var(--rr-space-3) var(--rr-inset);
    border-block-start: var(--rr-border-soft);
  }

  .rr-balances {
    display: grid;
    gap: var(--rr-space-1);
    margin: 0;
    padding: 0 var(--rr-inset) var(--rr-space-3);
  }

  .rr-balances > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-3);
  }

  .rr-balances dd {
    margin: 0;
  }

  .rr-days__fields {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--rr-space-3);
  }

  .rr-days__fields:has(.rr-error) {
    align-items: start;
  }

  .rr-days__fields > .rr-field {
    flex: 0 1 11rem;
  }

  .rr-foot__error {
    color: var(--rr-color-bad-text);
  }

  @container rr (max-width: 39.99rem) {
    .rr-table--cards .rr-num[data-card='a3'] {
      text-align: start;
    }
  }

  @container rr (max-width: 29.99rem) {
    .rr-days__fields > .rr-field,
    .rr-days__fields > .rr-btn {
      flex: 1 1 100%;
    }
  }
`;

/** The styles of `rr-balance-report`. */
export const styles: CSSResult[] = [
  ...listStyles,
  warnStyles,
  formStyles,
  bannerStyles,
  ownStyles,
  printStyles,
];
