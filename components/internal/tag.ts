import { unsafeStatic } from 'lit/static-html.js';
import type { RackrateElement } from './element.ts';

/** A tag name for a template of `lit/static-html.js`. */
export type StaticTag = ReturnType<typeof unsafeStatic>;

/** The event that tells of a tag which nobody has registered yet; `lazy.ts` loads its widget. */
export const missing = 'rr-missing';

/** Detail of `rr-missing`. */
export interface MissingDetail {
  readonly tag: string;
}

/** The tag of another widget under the prefix that this one was registered under (Law 15). */
export function tagOf(host: RackrateElement, name: string): StaticTag {
  const { widget } = host.constructor as typeof RackrateElement;
  const prefix = host.localName.endsWith(`-${widget}`)
    ? host.localName.slice(0, -widget.length - 1)
    : 'rr';
  const tag = `${prefix}-${name}`;
  if (customElements.get(tag) === undefined) {
    const detail: MissingDetail = { tag };
    host.dispatchEvent(new CustomEvent(missing, { bubbles: true, composed: true, detail }));
  }
  return unsafeStatic(tag);
}
