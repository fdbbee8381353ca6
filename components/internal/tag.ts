import { unsafeStatic } from 'lit/static-html.js';
import type { RackrateElement } from './element.ts';

/** A tag name for a template of `lit/static-html.js`. */
export type StaticTag = ReturnType<typeof unsafeStatic>;

/** The tag of another widget under the prefix that this one was registered under (Law 15). */
export function tagOf(host: RackrateElement, name: string): StaticTag {
  const { widget } = host.constructor as typeof RackrateElement;
  const prefix = host.localName.endsWith(`-${widget}`)
    ? host.localName.slice(0, -widget.length - 1)
    : 'rr';
  return unsafeStatic(`${prefix}-${name}`);
}
