import { describe, expect, it } from 'vitest';
import { isNode, isTest, lineOf, type Node, readSources, walk } from './sources.ts';

const widgets = readSources().filter(
  ({ path }) =>
    path.startsWith('components/') && !isTest(path) && !/\/(testing|icons)\.ts$/.test(path),
);
/** Stands where the template has an expression. */
const hole = '\u0000';
const spoken = ['aria-label', 'aria-description', 'alt', 'label', 'placeholder', 'title'];
const attributes = new RegExp(`\\s(?:${spoken.join('|')})=(?:"([^"]*)"|([^\\s">]+))`, 'g');

/** The markup of an html template, its expressions as holes; null for another node. */
function markup(node: Node): string | null {
  const { tag, quasi } = node;
  if (node.type !== 'TaggedTemplateExpression' || !isNode(tag) || !isNode(quasi)) return null;
  if (tag['name'] !== 'html') return null;
  const quasis = quasi['quasis'] as readonly { readonly value: { readonly raw: string } }[];
  return quasis.map(({ value }) => value.raw).join(hole);
}

/** What a template says to a reader that does not come out of an expression. */
function words(template: string): readonly string[] {
  const named = [...template.matchAll(attributes)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const text = template.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/<[^>]*>/g, hole);
  return [...named, ...text.split(hole)]
    .map((piece) => piece.replaceAll(hole, '').replaceAll(/&\w+;/g, '').trim())
    .filter((piece) => /\p{L}/u.test(piece));
}

/** Calls whose texts are translated, or are for developers. */
const elsewhere = ['msg', 'str', 'fail', 'Error', 'TypeError', 'RangeError'];

/** Sentences in string literals that go to no translation. */
function sentences(node: Node): readonly string[] {
  const { callee, tag, type, value } = node;
  if (isNode(callee) && elsewhere.includes(String(callee['name']))) return [];
  if (isNode(tag) && elsewhere.includes(String(tag['name']))) return [];
  if (type === 'Literal') {
    return typeof value === 'string' && /^\p{Lu}\p{Ll}*( \p{L}+)+/u.test(value) ? [value] : [];
  }
  const inner = Object.values(node).flatMap((each) => (Array.isArray(each) ? each : [each]));
  return inner.filter(isNode).flatMap(sentences);
}

describe('languages', () => {
  it('[3.2] no widget says a word that is not translated', () => {
    const found: string[] = [];
    for (const { path, text, tree } of widgets) {
      walk(tree, (node) => {
        const template = markup(node);
        if (template === null) return;
        for (const word of words(template))
          found.push(`${path}:${lineOf(text, node.start)} ${word}`);
      });
    }
    expect(found).toEqual([]);
  });

  it('[3.2] no sentence stands in a string outside of msg()', () => {
    const found = widgets.flatMap(({ path, tree }) =>
      path.startsWith('components/locales/')
        ? []
        : sentences(tree).map((each) => `${path} ${each}`),
    );
    expect(found).toEqual([]);
  });

  it('[3.2] the check sees text and spoken attributes, and lets expressions be', () => {
    expect(words('<b title="Old">Hello</b>')).toEqual(['Old', 'Hello']);
    expect(words(`<b title=${hole} class="wide">${hole} · <i></i></b>`)).toEqual([]);
  });
});
