import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked, type Project } from './project.ts';

interface Named {
  readonly name: string;
}

interface Widget {
  readonly tagName: string;
  readonly name: string;
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
}

let project: Project;
let widgets: readonly Widget[] = [];

const read = (path: string): Promise<string> => readFile(join(project.rackrate, path), 'utf8');

beforeAll(async () => {
  project = await installPacked(['react', '@types/react', 'csstype', 'vue', '@vue']);
  const { modules } = JSON.parse(await read('custom-elements.json')) as {
    modules: readonly { readonly declarations?: readonly Partial<Widget>[] }[];
  };
  widgets = modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((one): one is Widget => one.tagName !== undefined);
});
afterAll(() => project?.remove());

/** `rr-open-invoice` as React and Vue listen to it. */
const listener = (name: string): string =>
  `on${name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase())}`;

/** The end of a type that is an error unless its condition holds. */
const yes = ' true : false = true;';

const useOf = (lines: readonly string[]): string => lines.join('\n');

describe('what a host’s tools know of the widgets', () => {
  it('[19.7] the manifest has every widget with its tag', async () => {
    const names = await project.print(`
      const all = await import('rackrate/components');
      const classes = Object.values(all).filter((one) => one.widget);
      console.log(JSON.stringify(classes.map((one) => 'rr-' + one.widget)));`);
    const tags = widgets.map(({ tagName }) => tagName).toSorted();
    expect(tags).toEqual(JSON.parse(names).toSorted());
    expect(widgets.length).toBeGreaterThan(18);
    const events = widgets.flatMap((widget) => widget.events ?? []).map(({ name }) => name);
    expect(events.filter((name) => !name.startsWith('rr-'))).toEqual([]);
  });

  it('[19.7] VS Code’s data and the web types have each widget, attribute and event', async () => {
    const code = JSON.parse(await read('dist/vscode.html-custom-data.json')) as {
      tags: readonly (Named & { description: { value: string }; attributes: readonly Named[] })[];
    };
    const web = JSON.parse(await read('dist/web-types.json')) as {
      contributions: {
        html: {
          elements: readonly (Named & {
            attributes: readonly Named[];
            js: { events: readonly Named[] };
          })[];
        };
      };
    };
    const names = (list: readonly Named[] = []): readonly string[] => list.map(({ name }) => name);
    for (const { tagName, attributes, events } of widgets) {
      const tag = code.tags.find(({ name }) => name === tagName);
      expect(names(tag?.attributes)).toEqual(names(attributes));
      for (const name of names(events)) expect(tag?.description.value).toContain(`\`${name}\``);
      const element = web.contributions.html.elements.find(({ name }) => name === tagName);
      expect(names(element?.attributes)).toEqual(names(attributes));
      expect(names(element?.js.events)).toEqual(names(events));
    }
  });

  it('[19.7] React has a component per widget, with each event and property typed', async () => {
    const uses = widgets.flatMap(({ name, tagName, events = [] }, index) => {
      const type = `ComponentProps<typeof r.${name.replace('Rackrate', 'Rr')}>`;
      const known = [...events.map((event) => listener(event.name)), 'className', 'children'];
      const keys = known.map((key) => `'${key}'`).join(' | ');
      return [
        `export const k${index}: (${keys}) extends keyof ${type} ?${yes}`,
        `export const e${index}: HTMLElementTagNameMap['${tagName}'] = {} as r${index};`,
        `type r${index} = import('rackrate/components').${name};`,
      ];
    });
    const page = `
      import type { ComponentProps } from 'react';
      import * as r from 'rackrate/react';
      export const page = (
        <r.RrProvider base="/api" density="compact">
          <r.RrInvoiceList
            headingLevel={3}
            onRrOpenInvoice={(event) => event.detail.invoiceId.toUpperCase()}
            onRrPay={(event) => event.detail.invoiceIds.map((id) => id.length)}
          />
          <r.RrPay onRrPaid={(event) => event.detail.chargeId} />
          {/* @ts-expect-error there is no such density */}
          <r.RrProvider density="tight" />
          {/* @ts-expect-error a level is a number */}
          <r.RrInvoice headingLevel="three" />
          {/* @ts-expect-error the list sends no such event */}
          <r.RrInvoiceList onRrPaid={() => {}} />
        </r.RrProvider>
      );`;
    const text = useOf([page, ...uses]);
    expect(await project.check('react.tsx', text, { jsx: 'react-jsx' })).toBe('');
  });

  it('[19.7] JSX without wrappers: tags, attributes and events in React’s own types', async () => {
    const uses = widgets.flatMap(({ tagName, attributes = [], events = [] }, index) => {
      const keys = [
        ...attributes.map(({ name }) => `'${name}'`),
        ...events.flatMap(({ name }) => [`'on${name}'`, `'on:${name}'`]),
        "'id'",
      ].join(' | ');
      const type = `RackrateElements['${tagName}']`;
      return `export const k${index}: (${keys}) extends keyof ${type} ?${yes}`;
    });
    const page = `
      import type { RackrateElements } from 'rackrate/jsx';
      declare module 'react' {
        namespace JSX {
          interface IntrinsicElements extends RackrateElements {}
        }
      }
      export const page = (
        <rr-provider base="/api" theme="dark" getSession={async () => null}>
          <rr-invoice-list
            heading-level={3}
            onrr-pay={(event) => event.detail.invoiceIds.length}
          />
          <rr-account switch="" key="account" className="wide" />
          {/* @ts-expect-error there is no such theme */}
          <rr-provider theme="pink" />
          {/* @ts-expect-error the detail has no such field */}
          <rr-pay onrr-paid={(event) => event.detail.amount} />
        </rr-provider>
      );`;
    const text = useOf([page, ...uses]);
    expect(await project.check('jsx.tsx', text, { jsx: 'react-jsx' })).toBe('');
  });

  it('[19.7] Vue’s templates know tags, attributes and events', async () => {
    const uses = widgets.flatMap(({ tagName, attributes = [], events = [] }, index) => {
      const keys = [
        ...attributes.map(({ name }) => `'${name}'`),
        ...events.map(({ name }) => `'${listener(name)}'`),
        "'class'",
      ].join(' | ');
      const type = `Props<'${tagName}'>`;
      return `export const k${index}: (${keys}) extends keyof ${type} ?${yes}`;
    });
    const page = `
      import 'rackrate/vue';
      import type { GlobalComponents } from 'vue';
      type Props<Tag extends keyof GlobalComponents> =
        GlobalComponents[Tag] extends new () => { $props: infer Known } ? Known : never;
      export const list: Props<'rr-invoice-list'> = {
        'heading-level': 3,
        onRrOpenInvoice: (event) => event.detail.invoiceId.toUpperCase(),
      };
      // @ts-expect-error there is no such theme
      export const wrong: Props<'rr-provider'> = { theme: 'pink' };`;
    expect(await project.check('vue.ts', useOf([page, ...uses]))).toBe('');
  });
});
