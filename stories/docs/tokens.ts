/** A custom property that a stylesheet of ours reads or declares. */
export interface Token {
  readonly name: string;
  /** What it is declared as; for an input: what stands in for it. */
  readonly value: string;
  readonly group: string;
}

interface Sheet {
  readonly cssText: string;
}

/** The value of a property that is written over lines, as one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('( ', '(').trim();

const group = (name: string): string => {
  const [, word = ''] = /^--rr-([a-z]+)/.exec(name) ?? [];
  const groups: Readonly<Record<string, string>> = {
    color: 'Colour',
    on: 'Colour',
    text: 'Type',
    leading: 'Type',
    weight: 'Type',
    mono: 'Type',
    unit: 'Type',
    figures: 'Type',
    space: 'Space',
    row: 'Space',
    inset: 'Space',
    radius: 'Shape',
    border: 'Shape',
    focus: 'Focus',
    fast: 'Motion',
    ease: 'Motion',
  };
  return groups[word] ?? 'Controls';
};

/** The tokens that every widget has, in the order of their stylesheet. */
export function tokensOf({ cssText }: Sheet): readonly Token[] {
  const [, body = ''] = /:host\s*\{([\s\S]*?)\n?\s*\}\s*:host/.exec(cssText) ?? [];
  const declarations = body.replaceAll(/\/\*[\s\S]*?\*\//g, '').split(';');
  return declarations.flatMap((declaration) => {
    const at = declaration.indexOf(':');
    const name = declaration.slice(0, at).trim();
    if (!name.startsWith('--')) return [];
    return [{ name, value: oneLine(declaration.slice(at + 1)), group: group(name) }];
  });
}

/** From after `var(--name,` to the bracket that closes it. */
function fallbackAt(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return oneLine(text.slice(start, at));
  }
  return '';
}

/** What a page may set: properties that are read with a fallback and that no sheet declares. */
export function inputsOf(sheets: readonly Sheet[]): readonly Token[] {
  // On paper the widgets set a page's inputs themselves.
  const onScreen = sheets.filter(({ cssText }) => !/@media print/.test(cssText));
  const text = onScreen.map(({ cssText }) => cssText).join('\n');
  const found = new Map<string, string>();
  for (const match of text.matchAll(/var\(\s*(--rr-[a-z0-9-]+)\s*,/g)) {
    const [whole, name = ''] = match;
    // Density is set for a widget by its attribute too, and stays an input of the page.
    const isDeclared = new RegExp(`[;{/]\\s*${name}\\s*:`).test(text) && name !== '--rr-density';
    if (!isDeclared && !found.has(name)) {
      found.set(name, fallbackAt(text, match.index + whole.length));
    }
  }
  return [...found].map(([name, value]) => ({ name, value, group: 'Input' }));
}
