import { adoptStyles, type LitElement } from 'lit';

/**
 * The shadow root that a server rendered, emptied for the widget's own first render, which comes
 * before the page is drawn again; null when there is none.
 *
 * Nothing is hydrated: what a server shows is a skeleton, and the widget begins with the same one.
 */
export function clearedRoot(host: LitElement): ShadowRoot | null {
  const root = host.shadowRoot;
  if (root === null) return null;
  root.replaceChildren();
  adoptStyles(root, (host.constructor as typeof LitElement).elementStyles);
  return root;
}
