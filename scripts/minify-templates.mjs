// An esbuild plugin that takes the layout of the sources out of html`` and css`` templates, which
// no minifier of scripts touches: comments of styles, and line breaks with their indentation.
import { readFile } from 'node:fs/promises';
import { parseSync } from 'vite';

function minifyCss(text) {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([{};,>])\s*/g, '$1')
    .replaceAll(/: /g, ':')
    .replaceAll(';}', '}');
}

// One space stays: it may separate words, or tags that stand in a line.
function minifyHtml(text) {
  return text.replaceAll(/\s*\n\s*/g, ' ');
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
