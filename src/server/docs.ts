import type { OpenApiDocument } from './openapi.ts';

/** A JSON Schema as far as this page reads it. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

/** An operation of the document, as `openApiDocument` writes it. */
interface Described {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { border-block-start: 1px solid; margin-block-start: 2.5rem; padding-block-start: 1rem; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
nav ul { columns: 16rem; }
table { border-collapse: collapse; inline-size: 100%; margin-block: .5rem 1rem; }
caption { font-weight: 600; text-align: start; }
th, td { border-block-end: 1px solid; padding: .25rem .75rem .25rem 0; text-align: start;
  vertical-align: top; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;

/**
 * Writes the API page: nouns, operations, who may call them, and their fields.
 *
 * The answer takes the nonce under which the page's one style element is allowed.
 */
export function renderDocs(document: OpenApiDocument): (nonce: string) => string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Readonly<Record<string, unknown>>).map(([method, operation]) => ({
      path,
      method,
      operation: operation as Described,
    })),
  );
  const nouns = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const sections = nouns.map((name) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    const articles = own.map((each) => article(each.method, each.path, each.operation));
    const heading = `<h2 id="${name}">${name}</h2>`;
    return `<section aria-labelledby="${name}">${heading}${articles.join('')}</section>`;
  });
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<h3 id="schema-${escaped(name)}">${escaped(name)}</h3>${fields(name, schema as JsonSchema)}`,
  );
  const links = nouns.map((name) => `<li><a href="#${name}">${name}</a></li>`);
  const main = [
    `<h1>${escaped(document.info.title)} API</h1>`,
    `<p>${escaped(document.info.description)}</p>`,
    '<p>The same as data: <a href="openapi.json">OpenAPI</a>.</p>',
    '<nav aria-label="Nouns"><ul>',
    ...links,
    '<li><a href="#schemas">Schemas</a></li></ul></nav>',
    ...sections,
    `<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>${schemas.join('')}</section>`,
  ].join('\n');
  return (nonce) =>
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)} API</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

function article(method: string, path: string, operation: Described): string {
  const id = escaped(operation.operationId);
  const given = operation.parameters ?? [];
  const body = jsonOf(operation.requestBody?.content);
  const input: JsonSchema = {
    properties: {
      ...Object.fromEntries(given.map((each) => [each.name, each.schema])),
      ...body.properties,
    },
    required: [
      ...given.filter(({ required }) => required === true).map(({ name }) => name),
      ...(body.required ?? []),
    ],
  };
  return [
    `<article aria-labelledby="${id}"><h3 id="${id}">${id}</h3>`,
    `<p><code>${method.toUpperCase()} ${escaped(path)}</code></p>`,
    `<p>${escaped(operation.summary)} ${escaped(operation.description)}</p>`,
    fields(`Input of ${operation.operationId}`, input),
    fields(`Output of ${operation.operationId}`, jsonOf(operation.responses['200']?.content)),
    '</article>',
  ].join('');
}

function jsonOf(content: Content | undefined): JsonSchema {
  return content?.['application/json']?.schema ?? {};
}

function fields(caption: string, schema: JsonSchema): string {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    const type = schema.$ref === undefined ? 'no fields' : typeOf(schema);
    return `<p>${escaped(caption)}: ${type}.</p>`;
  }
  const rows = properties.map(([name, property]) => {
    const needed = (schema.required ?? []).includes(name) ? 'yes' : 'no';
    const heading = `<th scope="row"><code>${escaped(name)}</code></th>`;
    return `<tr>${heading}<td>${typeOf(property)}</td><td>${needed}</td></tr>`;
  });
  const headings = ['Field', 'Type', 'Always there'].map((each) => `<th scope="col">${each}</th>`);
  return [
    `<table><caption>${escaped(caption)}</caption>`,
    `<thead><tr>${headings.join('')}</tr></thead>`,
    `<tbody>${rows.join('')}</tbody></table>`,
  ].join('');
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) {
    const name = escaped(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
    return `<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(typeOf).join(' or ');
  if (schema.const !== undefined) return `<code>${escaped(String(schema.const))}</code>`;
  if (schema.enum !== undefined) {
    return schema.enum.map((each) => `<code>${escaped(String(each))}</code>`).join(' or ');
  }
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  if (schema.properties !== undefined) {
    return `object of ${Object.entries(schema.properties)
      .map(([name, each]) => `<code>${escaped(name)}</code> (${typeOf(each)})`)
      .join(', ')}`;
  }
  return escaped([schema.type ?? 'any'].flat().join(' or '));
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
