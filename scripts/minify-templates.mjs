// An esbuild plugin that takes the layout of the sources out of html`` and css`` templates, which
// no minifier of scripts touches: styles become as small as esbuild makes them, markup loses its
// line breaks with their indentation.
import { readFile } from 'node:fs/promises';
import { transformSync } from 'esbuild';
import { parseSync } from 'vite';

// Takes a template with its marks, as the parser gives it. Escapes and expressions would be lost
// on esbuild, and no style needs one.
function minifyCss(template) {
  const text = template.slice(1, -1);
  if (/[`\\]|\$\{/.test(text)) throw new Error(`A style is plain CSS: ${template}`);
  const { code } = transformSync(text, { loader: 'css', minify: true, target: 'esnext' });
  // To esbuild the value of a custom property is text that it may not change.
  const packed = code.replaceAll(/(?<=--[\w-]+:|,|\() | (?=\))/g, '').trim();
  return `\`${packed}\``;
}

// One space stays: it may separate words, or tags that stand in a line. Before the end of a tag
// it separates nothing.
function minifyHtml(text) {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/ (?=>)/g, '');
}

const minifiers = { css: minifyCss, html: minifyHtml, svg: minifyHtml };

function collect(node, found) {
  if (node.type === 'TaggedTemplateExpression' && minifiers[node.tag.name]) {
    for (const quasi of node.quasi.quasis)
      found.push({ ...quasi, minify: minifiers[node.tag.name] });
  }
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item && typeof item === 'object' && typeof item.type === 'string') collect(item, found);
    }
  }
}

/** The text of a module with its templates minified. */
export function minifyTemplates(path, text) {
  const { program, errors } = parseSync(path, text, { lang: 'ts' });
  if (errors.length > 0) return text;
  const found = [];
  collect(program, found);
  let result = text;
  for (const { start, end, minify } of found.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + minify(result.slice(start, end)) + result.slice(end);
  }
  return result;
}

/** The plugin; it looks at components alone. */
export const templates = {
  name: 'minify-templates',
  setup(build) {
    build.onLoad({ filter: /[\\/]components[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: minifyTemplates(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
