// Writes what editors and type checkers know of the widgets, from custom-elements.json: types for
// JSX and for Vue's templates, VS Code's custom data, and JetBrains' web types.
import { mkdir, readFile, writeFile } from 'node:fs/promises';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const manifest = JSON.parse(await readFile('custom-elements.json', 'utf8'));
const widgets = manifest.modules
  .flatMap((module) => module.declarations ?? [])
  .filter(({ tagName }) => tagName !== undefined)
  .map(read)
  .toSorted((one, other) => (one.tag < other.tag ? -1 : 1));

/** The parts of a declaration that are told. */
function read(declaration) {
  const { tagName, name, summary = '', description = '' } = declaration;
  const fields = declaration.members.filter(
    (member) =>
      member.kind === 'field' &&
      (member.privacy ?? 'public') === 'public' &&
      !member.static &&
      !member.readonly,
  );
  return {
    tag: tagName,
    type: name,
    summary,
    description: description || summary,
    fields: fields.map((field) => ({ ...field, ...described(field) })),
    attributes: (declaration.attributes ?? []).map((attribute) => {
      const field = fields.find((one) => one.name === attribute.fieldName);
      if (field === undefined) throw new Error(`${tagName}: ${attribute.name} has no property.`);
      return { ...attribute, ...described({ ...field, ...attribute }) };
    }),
    events: (declaration.events ?? []).map((event) => ({ ...event, ...described(event) })),
    slots: (declaration.slots ?? []).map((slot) => ({ ...slot, ...described(slot) })),
    parts: declaration.cssParts ?? [],
    properties: declaration.cssProperties ?? [],
  };
}

function described({ description = '' }) {
  return { description: description.replace(/\s+/g, ' ').trim() };
}

/** The words of a union of strings; none for another type. */
function choices(attribute) {
  const text = attribute.type?.text ?? '';
  return /^'/.test(text) ? [...text.matchAll(/'([^']+)'/g)].map(([, word]) => word) : [];
}

/** What an attribute may be written as, in terms of the property that it sets. */
function typeOf(widget, { type, fieldName }) {
  if (type?.text === 'number') return 'number | string';
  if (type?.text === 'boolean') return "boolean | ''";
  return `${widget.type}['${fieldName}']`;
}

const comment = (text, indent) => (text === '' ? '' : `${indent}/** ${text} */\n`);
const union = (names) => names.map((name) => `'${name}'`).join(' | ') || 'never';
const imports = `import type {\n  RackrateEvents,\n${widgets
  .map(({ type }) => `  ${type},`)
  .toSorted()
  .join('\n')}\n} from '../components/index.js';\n`;

/** Attributes, and the properties of other names, each optional. */
function props(widget) {
  const names = new Set(widget.attributes.map(({ name }) => name));
  const attributes = widget.attributes.map(
    (one) => `${comment(one.description, '    ')}    '${one.name}'?: ${typeOf(widget, one)};\n`,
  );
  const fields = widget.fields
    .filter(({ name }) => !names.has(name))
    .map(
      ({ name, description }) =>
        `${comment(description, '    ')}    ${name}?: ${widget.type}['${name}'];\n`,
    );
  return `{\n${[...attributes, ...fields].join('')}  }`;
}

function jsx() {
  const entries = widgets.map(
    (widget) =>
      `${comment(widget.summary, '  ')}  '${widget.tag}': Common & Listens<${union(
        widget.events.map(({ name }) => name),
      )}> & ${props(widget)};\n`,
  );
  return `/** \`rackrate/jsx\`: the widgets' tags for the JSX of any library. */
${imports}
/** What every element takes. */
export interface Common {
  id?: string;
  class?: string;
  className?: string;
  style?: unknown;
  slot?: string;
  part?: string;
  lang?: string;
  dir?: string;
  hidden?: boolean;
  children?: unknown;
  key?: string | number | bigint | null;
  ref?: unknown;
}

/** \`onrr-pay\` for React and Preact, \`on:rr-pay\` for Solid. */
export type Listens<Names extends keyof RackrateEvents> = {
  [Name in Names as \`on\${Name}\` | \`on:\${Name}\`]?: (event: RackrateEvents[Name]) => void;
};

/** What a library's \`JSX.IntrinsicElements\` is extended by. */
export interface RackrateElements {
${entries.join('')}}
`;
}

function vue() {
  const entries = widgets.map(
    (widget) =>
      `${comment(widget.summary, '  ')}  '${widget.tag}': Widget<${union(
        widget.events.map(({ name }) => name),
      )}, ${props(widget)}>;\n`,
  );
  return `/** \`rackrate/vue\`: the widgets' tags for Vue's templates. */
${imports}import type { HTMLAttributes, ReservedProps } from 'vue';

type Pascal<Name extends string> = Name extends \`\${infer Head}-\${infer Rest}\`
  ? \`\${Capitalize<Head>}\${Pascal<Rest>}\`
  : Capitalize<Name>;

/** \`@rr-pay\` in a template. */
type Listens<Names extends keyof RackrateEvents> = {
  [Name in Names as \`on\${Pascal<Name>}\`]?: (event: RackrateEvents[Name]) => void;
};

type Widget<Names extends keyof RackrateEvents, Props> = new () => {
  $props: Props & Listens<Names> & HTMLAttributes & ReservedProps;
};

/** The widgets as Vue's templates know them. */
export interface RackrateComponents {
${entries.join('')}}

declare module 'vue' {
  interface GlobalComponents extends RackrateComponents {}
}
`;
}

function vsCode() {
  const tags = widgets.map((widget) => ({
    name: widget.tag,
    description: {
      kind: 'markdown',
      value: [
        widget.description,
        ...widget.events.map(({ name, description }) => `- \`${name}\`: ${description}`),
      ].join('\n'),
    },
    attributes: widget.attributes.map((attribute) => ({
      name: attribute.name,
      description: attribute.description,
      ...(attribute.type?.text === 'boolean' ? { valueSet: 'v' } : {}),
      values: choices(attribute).map((name) => ({ name })),
    })),
  }));
  return { version: 1.1, tags };
}

function webTypes() {
  const named = ({ name, description }) => ({ name, description });
  const typed = (one) => ({ ...named(one), value: { type: one.type?.text ?? 'string' } });
  const elements = widgets.map((widget) => ({
    name: widget.tag,
    description: widget.description,
    attributes: widget.attributes.map((one) => ({ ...typed(one), default: one.default })),
    slots: widget.slots.map(named),
    js: {
      properties: widget.fields.map((one) => ({ ...named(one), type: one.type?.text })),
      events: widget.events.map(named),
    },
    css: { parts: widget.parts.map(named), properties: widget.properties.map(named) },
  }));
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: 'rackrate',
    version,
    'description-markup': 'markdown',
    contributions: { html: { elements } },
  };
}

await mkdir('dist/types', { recursive: true });
await writeFile('dist/types/jsx.d.ts', jsx());
await writeFile('dist/types/vue.d.ts', vue());
const json = (data) => `${JSON.stringify(data, null, 2)}\n`;
await writeFile('dist/vscode.html-custom-data.json', json(vsCode()));
await writeFile('dist/web-types.json', json(webTypes()));
