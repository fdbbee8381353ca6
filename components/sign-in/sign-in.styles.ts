import { type CSSResult, css } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { formStyles } from '../internal/styles/form.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { panelBodyStyles } from '../internal/styles/panel-body.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';

/** A form of one column keeps the width of a line of text. */
const ownStyles = css`
  .rr-narrowform,
  .rr-banner {
    max-inline-size: 26rem;
  }
`;

/** The styles of the small forms: `rr-sign-in` and `rr-set-password`. */
export const styles: CSSResult[] = [
  tokenStyles,
  warnStyles,
  baseStyles,
  buttonStyles,
  buttonKindStyles,
  bannerStyles,
  panelStyles,
  panelBodyStyles,
  formStyles,
  inputStyles,
  stateStyles,
  ownStyles,
];
