import type { CSSResult } from 'lit';
import { bannerStyles } from '../internal/styles/banner.styles.ts';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { buttonKindStyles } from '../internal/styles/button-kinds.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { warnStyles } from '../internal/styles/warn.styles.ts';
import { programStyles } from './programs.styles.ts';

/** The styles of `rr-affiliate`. */
export const styles: CSSResult[] = [
  tokenStyles,
  warnStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  buttonKindStyles,
  bannerStyles,
  panelStyles,
  inputStyles,
  rowStyles,
  stateStyles,
  programStyles,
];
