import type { ArgTypes } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

const kinds: Readonly<Record<string, 'text' | 'number' | 'boolean'>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
};

/** `'auto' | 'light'` as its values; null: it is no such type. */
function valuesOf(type: string): readonly string[] | null {
  const values = type.split('|').map((value) => value.trim());
  const isUnion = values.length > 1 && values.every((value) => /^'.*'$/.test(value));
  return isUnion ? values.map((value) => value.slice(1, -1)) : null;
}

/** Only attributes can be set under a story; slots, parts and events are there to be read. */
export function controlled(argTypes: ArgTypes): ArgTypes {
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const { category, type } = argType.table ?? {};
      if (category !== 'attributes') return [name, { ...argType, control: { disable: true } }];
      const text = String(type?.summary ?? 'string');
      const options = valuesOf(text);
      const control = { type: kinds[text] ?? 'text' } as const;
      if (options === null) return [name, { ...argType, control }];
      return [name, { ...argType, control: { type: 'select' as const }, options }];
    }),
  );
}

function setAttribute(element: Element, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'boolean') element.toggleAttribute(name, value);
  else element.setAttribute(name, String(value));
}

/** The story, with what the controls say set on its widget. */
export function withArgs(
  story: unknown,
  tag: unknown,
  args: Readonly<Record<string, unknown>>,
): TemplateResult {
  const apply = (box: Element | undefined): void => {
    const widget = typeof tag === 'string' ? box?.querySelector(tag) : null;
    if (!widget) return;
    for (const [name, value] of Object.entries(args)) {
      if (typeof value !== 'function') setAttribute(widget, name, value);
    }
  };
  return html`<div style="display: contents" ${ref(apply)}>${story}</div>`;
}
