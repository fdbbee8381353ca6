import type { CSSResult } from 'lit';
import { baseStyles } from '../internal/styles/base.styles.ts';
import { buttonStyles } from '../internal/styles/button.styles.ts';
import { headStyles } from '../internal/styles/head.styles.ts';
import { panelStyles } from '../internal/styles/panel.styles.ts';
import { rowStyles } from '../internal/styles/rows.styles.ts';
import { stateStyles } from '../internal/styles/states.styles.ts';
import { statusStyles } from '../internal/styles/status.styles.ts';
import { tokenStyles } from '../internal/styles/tokens.styles.ts';
import { todoRowStyles } from './todo-rows.styles.ts';

/** The styles of `rr-todo-list`. */
export const styles: CSSResult[] = [
  tokenStyles,
  baseStyles,
  headStyles,
  buttonStyles,
  panelStyles,
  rowStyles,
  statusStyles,
  stateStyles,
  todoRowStyles,
];
