import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { sectionStyles } from '../internal/styles/section.styles.ts';
import { selectStyles } from '../internal/styles/select.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { tagStyles } from '../internal/styles/tag.styles.ts';
import { toastStyles } from '../internal/styles/toast.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

const ownStyles: CSSResult = css`
  /* Boxes in columns, each with its reason below it. */
  .rr-checks {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--rr-space-2) var(--rr-space-4);
  }

  .rr-checks > .rr-field {
    gap: 0;
  }

  .rr-oneof {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rr-space-1) var(--rr-space-6);
  }

  @container rr (min-width: 32rem) {
    .rr-checks {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  .rr-checks .rr-hint {
    padding-inline-start: calc(1 * var(--rr-unit) + var(--rr-space-2));
  }

  .rr-check:has(input:disabled) {
    color: var(--rr-color-muted);
    cursor: not-allowed;
  }

  .rr-input:disabled {
    border-color: var(--rr-color-line);
    background: var(--rr-color-fill);
    cursor: not-allowed;
    opacity: 1;
  }

  .rr-region {
    display: grid;
    gap: var(--rr-space-1);
    justify-items: start;
  }

  .rr-region > .rr-field {
    inline-size: 100%;
  }

  fieldset.rr-field:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
    border-radius: var(--rr-radius-sm);
  }

  /* A notice has its own line, below: when it goes no button moves to where it was. */
  .rr-savebar > .rr-actions {
    flex-basis: 100%;
    justify-content: flex-end;
  }

  .rr-savebar > .rr-toast {
    margin-inline-start: auto;
  }

  /* Discard comes below Save there. */
  @container rr (max-width: 29.99rem) {
    .rr-savebar > .rr-toast {
      margin-block-start: calc(var(--rr-control-height) + var(--rr-space-2));
    }
  }
`;

/** The styles of `rr-contact`. */
export const styles: CSSResult[] = [
  tokenStyles,
  warnStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  buttonKindStyles,
  detailStyles,
  bannerStyles,
  panelStyles,
  sectionStyles,
  rowStyles,
  inputStyles,
  selectStyles,
  formStyles,
  tagStyles,
  toastStyles,
  stateStyles,
  ownStyles,
];
