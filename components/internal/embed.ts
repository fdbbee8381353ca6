import { html, type TemplateResult } from 'lit';

/** Stands in a text for what is more than text: the object replacement character. */
export const place = '\uFFFC';

/** A text with markup where its {@link place} stands, which each language puts elsewhere. */
export function embed(text: string, markup: unknown): TemplateResult {
  const [before, after] = text.split(place);
  return html`${before}${markup}${after}`;
}
