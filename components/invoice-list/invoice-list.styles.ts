import type { CSSResult } from 'lit';
import { listStyles } from '../internal/styles/list.styles.ts';

/** The styles of `rr-invoice-list`: a list, nothing of its own. */
export const styles: CSSResult[] = listStyles;
