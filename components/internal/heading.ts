import { html, nothing, type TemplateResult } from 'lit';

/** How a heading is written: its place in the tree is the level, never the look. */
export interface HeadingOptions {
  readonly id?: string;
  readonly look?: 'title' | 'heading' | 'plain';
}

/** A heading of a level that the host page chose; levels beyond 6 stay at 6. */
export function heading(
  level: number,
  content: unknown,
  options: HeadingOptions = {},
): TemplateResult {
  const look = options.look ?? 'heading';
  const id = options.id ?? nothing;
  const name = look === 'title' ? 'rr-title' : look === 'heading' ? 'rr-heading' : nothing;
  const part = look === 'title' ? 'title' : nothing;
  // One template each: a tag that is not known before would need lit's static templates.
  switch (Math.min(Math.max(Math.round(level), 1), 6)) {
    case 1:
      return html`<h1 id=${id} class=${name} part=${part}>${content}</h1>`;
    case 3:
      return html`<h3 id=${id} class=${name} part=${part}>${content}</h3>`;
    case 4:
      return html`<h4 id=${id} class=${name} part=${part}>${content}</h4>`;
    case 5:
      return html`<h5 id=${id} class=${name} part=${part}>${content}</h5>`;
    case 6:
      return html`<h6 id=${id} class=${name} part=${part}>${content}</h6>`;
    default:
      return html`<h2 id=${id} class=${name} part=${part}>${content}</h2>`;
  }
}
