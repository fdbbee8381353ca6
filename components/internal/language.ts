import { isServer } from 'lit';

/** The `lang` around an element, out through shadow roots; null when there is none, or no page. */
export function languageAround(element: Element | null): string | null {
  for (let node: Element | null = isServer ? null : element; node !== null; ) {
    const owner: Element | null = node.closest('[lang]');
    if (owner !== null) return owner.getAttribute('lang');
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** Of the languages that we speak, those that are written from right to left. */
const rightToLeft: readonly string[] = ['ar'];

/** How a language of ours is written. */
export function textDirection(language: string): 'ltr' | 'rtl' {
  return rightToLeft.includes(language) ? 'rtl' : 'ltr';
}
