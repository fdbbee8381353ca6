import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { listStyles } from '../internal/styles/list.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { selectStyles } from '../internal/styles/select.styles.ts';
import { toastStyles } from '../internal/styles/toast.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

const ownStyles: CSSResult = css`
  .rr-identity {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2);
    align-items: baseline;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .rr-identity > .rr-icon {
    align-self: start;
    margin-block-start: calc(0.125 * var(--rr-unit));
  }

  .rr-chain > li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2);
    align-items: baseline;
    overflow-wrap: anywhere;
  }

  .rr-place {
    min-inline-size: 1.25em;
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
    text-align: end;
  }

  .rr-table td > .rr-status {
    margin-block-start: var(--rr-space-1);
  }

  @container rr (min-width: 40rem) {
    .rr-table td:nth-child(2) {
      inline-size: 30%;
    }
  }

  @container rr (min-width: 56rem) {
    .rr-table td:nth-child(2) {
      inline-size: 24%;
    }
  }

  .rr-step,
  .rr-other {
    display: grid;
    align-items: center;
    gap: var(--rr-space-2) var(--rr-space-3);
    padding-block: var(--rr-row);
    padding-inline: var(--rr-inset);
  }

  .rr-step {
    grid-template-columns: auto auto minmax(0, 1fr) auto;
  }

  .rr-step:not(:has(.rr-grip)) {
    grid-template-columns: auto minmax(0, 1fr);
  }

  .rr-other {
    grid-template-columns: minmax(0, 1fr) auto;
    padding-inline: 0;
  }

  .rr-rows > .rr-step:first-child {
    border-block-start: var(--rr-border-soft);
  }

  .rr-grip {
    display: grid;
    color: var(--rr-color-muted);
    cursor: grab;
  }

  .rr-grip > .rr-icon {
    stroke-width: 2;
  }

  .rr-step--dragged {
    outline: 2px dashed var(--rr-color-accent-text);
    outline-offset: -2px;
  }

  .rr-step__ways {
    display: flex;
    gap: var(--rr-space-2);
  }

  .rr-others {
    display: grid;
    gap: var(--rr-space-1);
    padding: var(--rr-space-3) var(--rr-inset);
    border-block-start: var(--rr-border);
  }

  .rr-others > :first-child {
    font-size: var(--rr-text-sm);
  }

  @container rr (max-width: 33.99rem) {
    .rr-step {
      grid-template-columns: auto auto minmax(0, 1fr);
    }
    .rr-step__ways {
      grid-column: 3;
    }
    .rr-other {
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
    }
  }

  .rr-bar {
    position: sticky;
    inset-block-end: var(--rr-space-2);
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--rr-space-2) var(--rr-space-3);
    padding: var(--rr-space-3) var(--rr-inset);
    border: var(--rr-border);
    border-radius: var(--rr-radius-lg);
    background: var(--rr-color-paper);
    box-shadow: var(--rr-shadow-float);
  }

  #problem:focus-visible,
  #done:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
  }
`;

/** The styles of `rr-routing`. */
export const styles: CSSResult[] = [
  ...listStyles,
  warnStyles,
  buttonKindStyles,
  selectStyles,
  detailStyles,
  bannerStyles,
  panelBodyStyles,
  toastStyles,
  ownStyles,
];
