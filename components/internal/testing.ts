import { html, render, type TemplateResult } from 'lit';
import 'axe-core/axe.min.js';
import type { Adapter } from '../../src/contract/operations.ts';
import { RackrateProvider } from '../provider/provider.ts';
import type { RackrateElement } from './element.ts';
import { register, type WidgetClass } from './register.ts';

export { type Answers, type FakeAdapter, fakeAdapter, type Recorded } from './fake-adapter.ts';

/** How a widget is put into the page. */
export interface MountOptions {
  readonly dir?: 'ltr' | 'rtl';
  readonly locale?: string;
  /** Width of the box around the widget in CSS pixels. */
  readonly width?: number;
}

/** Puts a template with one widget under a provider, and waits until it has settled. */
export async function mount<Widget extends RackrateElement>(
  widget: WidgetClass,
  adapter: Adapter,
  template: TemplateResult,
  options: MountOptions = {},
): Promise<Widget> {
  register([RackrateProvider, widget], 'rr');
  const box = document.createElement('div');
  box.dir = options.dir ?? 'ltr';
  box.style.inlineSize = `${options.width ?? 1000}px`;
  document.body.append(box);
  const locale = options.locale ?? 'en-GB';
  render(html`<rr-provider .adapter=${adapter} .locale=${locale}>${template}</rr-provider>`, box);
  const element = box.querySelector<Widget>(`rr-${widget.widget}`);
  if (element === null) throw new Error(`There is no rr-${widget.widget} in the template.`);
  await settled(element);
  return element;
}

/** Takes everything out of the page. */
export function unmountAll(): void {
  document.body.replaceChildren();
}

/** Waits until promises and renderings are done. */
export async function settled(element: RackrateElement): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  }
}

/** A promise that the test settles. */
export function deferred<Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
} {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds of WCAG 2.2 AA and its best practices, one line each; empty when nothing. */
export async function axeFindings(element: Element): Promise<readonly string[]> {
  const { axe } = globalThis as unknown as {
    axe: { run(context: Element, options: object): Promise<AxeResults> };
  };
  // A test page has no landmarks or page title of its own.
  const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };
  const results = await axe.run(element, { rules });
  return results.violations.flatMap((found) =>
    found.nodes.map((node) => `${found.id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

/** The one element that a selector finds in the widget, or in an element of it. */
export function one<Found extends HTMLElement = HTMLElement>(
  element: RackrateElement | HTMLElement,
  selector: string,
): Found {
  const root = 'renderRoot' in element ? element.renderRoot : element;
  const found = root.querySelector<Found>(selector);
  if (found === null) throw new Error(`There is no ${selector} in ${element.localName}.`);
  return found;
}

/** All elements that a selector finds in the widget. */
export function all<Found extends HTMLElement = HTMLElement>(
  element: RackrateElement,
  selector: string,
): readonly Found[] {
  return [...element.renderRoot.querySelectorAll<Found>(selector)];
}

/** Visible text of the widget, with its white space folded. */
export function textOf(element: RackrateElement): string {
  return [...element.renderRoot.children]
    .map((child) => (child as HTMLElement).innerText)
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}
