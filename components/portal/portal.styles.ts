import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

/** The menu wraps where it is narrow: every entry is seen, and none hides behind a button. */
const menuStyles = css`
  .rr-menu {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 var(--rr-space-4);
    border-block-end: var(--rr-border);
  }

  .rr-menu__list,
  .rr-more {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rr-space-5);
  }

  .rr .rr-menu .rr-way {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-block-size: calc(var(--rr-control-height) + var(--rr-space-2));
    color: inherit;
    font-weight: var(--rr-weight-medium);
    text-decoration: none;
  }

  .rr-menu > .rr-btn {
    margin-inline-start: auto;
    margin-inline-end: calc(-0.625 * var(--rr-unit));
  }

  .rr-menu .rr-way::after {
    position: absolute;
    inset-inline: 0;
    inset-block-end: -1px;
    block-size: 2px;
    content: '';
  }

  .rr-menu .rr-way:hover::after {
    background: var(--rr-color-control);
  }

  .rr .rr-menu .rr-way[aria-current] {
    color: var(--rr-color-accent-text);
  }

  .rr-menu .rr-way[aria-current]::after {
    background: var(--rr-color-accent-text);
  }

  .rr-more {
    padding-block-start: var(--rr-space-4);
    border-block-start: var(--rr-border-soft);
  }

  .rr-more .rr-way {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--rr-target);
  }

  .rr-view:focus-visible {
    outline-offset: var(--rr-space-1);
  }

  .rr-banner {
    max-inline-size: 26rem;
  }

  @media (forced-colors: active) {
    .rr-menu .rr-way[aria-current]::after {
      background: Highlight;
    }
  }

  @media print {
    .rr-menu,
    .rr-more {
      display: none;
    }
  }
`;

/** The styles of `rr-portal`. */
export const styles: CSSResult[] = [
  tokenStyles,
  warnStyles,
  baseStyles,
  buttonStyles,
  buttonKindStyles,
  bannerStyles,
  panelStyles,
  rowStyles,
  stateStyles,
  menuStyles,
];
