import { nothing, type TemplateResult } from 'lit';
import { html, literal } from 'lit/static-html.js';

const levels = [
  literal`h1`,
  literal`h2`,
  literal`h3`,
  literal`h4`,
  literal`h5`,
  literal`h6`,
] as const;

/** A heading of a level that the host page chose; levels beyond 6 stay at 6. */
export function heading(
  level: number,
  content: unknown,
  options: { readonly id?: string; readonly look?: 'title' | 'heading' | 'plain' } = {},
): TemplateResult {
  const index = Number.isFinite(level) ? Math.min(Math.max(Math.round(level), 1), 6) - 1 : 1;
  const tag = levels[index] ?? literal`h2`;
  const look = options.look ?? 'heading';
  const name = look === 'title' ? 'rr-title' : look === 'heading' ? 'rr-heading' : nothing;
  const part = look === 'title' ? 'title' : nothing;
  return html`<${tag} id=${options.id ?? nothing} class=${name} part=${part}>${content}</${tag}>`;
}
