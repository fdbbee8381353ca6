import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { choiceStyles } from '../internal/styles/choice.styles.ts';
import { detailStyles } from '../internal/styles/detail.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { frameStyles } from '../internal/styles/frame.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { resultStyles } from '../internal/styles/result.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { sectionStyles } from '../internal/styles/section.styles.ts';
import { selectStyles } from '../internal/styles/select.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { tagStyles } from '../internal/styles/tag.styles.ts';
import { toastStyles } from '../internal/styles/toast.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';
import { pickerStyles } from './picker.styles.ts';

const ownStyles: CSSResult = css`
  @container rr (min-width: 54rem) {
    .rr-section--wide {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  .rr-section--wide > .rr-section__head {
    max-inline-size: 44rem;
  }

  .rr-facts {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--rr-space-2) var(--rr-space-4);
    align-items: baseline;
  }

  .rr-facts dt {
    color: var(--rr-color-muted);
    font-size: var(--rr-text-sm);
  }

  fieldset.rr-field:focus-visible,
  .rr-result__head:focus-visible,
  #problem:focus-visible,
  #title:focus-visible {
    outline: var(--rr-focus);
    outline-offset: var(--rr-focus-offset);
    border-radius: var(--rr-radius-sm);
  }

  .rr-check:has(input:disabled) {
    color: var(--rr-color-muted);
    cursor: not-allowed;
  }

  .rr-names > li {
    overflow-wrap: anywhere;
  }

  /* A notice has its own line, below: when it goes no button moves to where it was. */
  .rr-savebar > .rr-actions {
    flex-basis: 100%;
    justify-content: flex-end;
  }

  .rr-savebar > .rr-toast {
    margin-inline-start: auto;
  }
`;

/** The styles of `rr-billing-account`. */
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
  choiceStyles,
  frameStyles,
  statusStyles,
  resultStyles,
  tagStyles,
  toastStyles,
  stateStyles,
  pickerStyles,
  ownStyles,
];
