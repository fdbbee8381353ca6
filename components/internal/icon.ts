import { html, type TemplateResult } from 'lit';
import type { Icon } from './icons.ts';

/**
 * An icon of 16 px, hidden from assistive technology: a word always stands beside it.
 *
 * @param flip whether the icon means a direction and turns around in right-to-left text.
 */
export function icon(drawing: Icon, tone?: 'bad', flip = false): TemplateResult {
  const classes = `rr-icon${tone ? ` rr-${tone}` : ''}${flip ? ' rr-icon--flip' : ''}`;
  return html`<svg class=${classes} viewBox="0 0 16 16" aria-hidden="true">
    <path d=${drawing}></path>
  </svg>`;
}
