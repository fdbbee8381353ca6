import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  isNode,
  isTest,
  lineOf,
  type Node,
  projectFiles,
  readSources,
  type Source,
  walk,
} from './sources.ts';

const sources = readSources();
const product = sources.filter(
  ({ path }) => /^(src|components|plugins)\//.test(path) && !isTest(path),
);
const shipped = sources.filter(({ path }) => !isTest(path));

/** Places where a check finds something, as `file:line what`. */
function places(
  among: readonly Source[],
  look: (node: Node, source: Source) => string | false,
): readonly string[] {
  const found: string[] = [];
  for (const source of among) {
    walk(source.tree, (node) => {
      const what = look(node, source);
      if (what !== false) found.push(`${source.path}:${lineOf(source.text, node.start)} ${what}`);
    });
  }
  return found;
}

/** Lines that fit a pattern, as `file:line text`. */
function lines(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
      ),
  );
}

function within(folder: RegExp): readonly Source[] {
  return product.filter(({ path }) => folder.test(path));
}

/** `Date.now` and the like: the dotted name of a member expression. */
function dotted(node: Node): string {
  const { object, property } = node as { object?: unknown; property?: unknown };
  if (node.type !== 'MemberExpression' || !isNode(object) || !isNode(property)) return '';
  return `${object['name'] ?? dotted(object)}.${property['name'] ?? ''}`;
}

const clocks = ['Date.now', 'Math.random', 'process.env', 'performance.now', 'crypto.randomUUID'];
const timers = ['setTimeout', 'setInterval', 'setImmediate'];

function isBanned(node: Node): string | false {
  if (clocks.includes(dotted(node))) return dotted(node);
  const callee = node['callee'];
  if (!isNode(callee)) return false;
  const name = String(callee['name'] ?? '');
  if (node.type === 'CallExpression' && timers.includes(name)) return name;
  const given = node['arguments'];
  const noDate = node.type === 'NewExpression' && name === 'Date';
  return noDate && Array.isArray(given) && given.length === 0 ? 'new Date()' : false;
}

describe('lengths', () => {
  it('a file has at most 400 lines', () => {
    // A migration is a script that is never changed once it is published; a language is data.
    const long = shipped.filter(
      ({ path, text }) => !/\/(migrations|locales)\//.test(path) && text.split('\n').length > 401,
    );
    expect(long.map(({ path, text }) => `${path} ${text.split('\n').length}`)).toEqual([]);
  });

  it('a function has at most 70 lines', () => {
    const long = places(shipped, (node, { text }) => {
      if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
        return false;
      }
      const length = lineOf(text, node.end) - lineOf(text, node.start) + 1;
      return length > 70 ? `${length} lines` : false;
    });
    expect(long).toEqual([]);
  });

  it('a line has at most 100 columns', () => {
    const code = projectFiles().filter((path) => /\.(ts|mjs)$/.test(path));
    // An address, the title of a test and a text that begins its line cannot be broken.
    const long = lines(code, /^(?!.*https?:\/\/\S{60}|\s*(it|test|play|law)\b|\s*['"]).{101,}$/u);
    expect(long).toEqual([]);
  });
});

describe('banned', () => {
  it('rules and engine ask for time and chance, and never wait (Law 2)', () => {
    expect(places(within(/^src\/(rules|engine)\//), isBanned)).toEqual([]);
  });

  it('the sources write to no console', () => {
    const found = places(product, (node) => /^console\./.test(dotted(node)) && dotted(node));
    expect(found).toEqual([]);
  });

  it('components set no markup from text and no inline style', () => {
    const paths = within(/^components\//).map(({ path }) => path);
    expect(lines(paths, /unsafeHTML|unsafeSVG|styleMap|unsafeCSS|innerHTML|\sstyle=/)).toEqual([]);
  });

  it('nothing is of the type any', () => {
    expect(places(sources, (node) => node.type === 'TSAnyKeyword' && 'any')).toEqual([]);
  });

  it('tests mock no modules and none is skipped or alone', () => {
    const tests = sources.filter(({ path }) => /\.test\.ts$/.test(path));
    const words = /^(vi\.(mock|doMock)|(it|test|describe)\.(only|skip|todo|fails|skipIf|runIf))$/;
    expect(places(tests, (node) => words.test(dotted(node)) && dotted(node))).toEqual([]);
  });

  it('no file speaks of work that is left, or of the machine it was written on', () => {
    const own = 'test/architecture/style.test.ts';
    const text = /\.(ts|mjs|json|md|html|css|yml)$|^\.ci\//;
    const paths = projectFiles().filter(
      (path) => text.test(path) && path !== own && path !== 'package-lock.json',
    );
    expect(lines(paths, /\b(TODO|FIXME)\b/)).toEqual([]);
    expect(lines(paths, /(^|[\s"'(`=])\/(work|root|home)\/\w|\/bash_jobs/)).toEqual([]);
  });

  it('the lock names no registry', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "https?:/);
  });
});

describe('doc comments', () => {
  it('every export says what it promises', () => {
    const bare = product.flatMap((source) => [...undocumented(source)]);
    expect(bare).toEqual([]);
  });
});

function* undocumented(source: Source): Generator<string> {
  const body = source.tree['body'];
  if (!Array.isArray(body)) return;
  let previousEnd = 0;
  for (const statement of body as readonly Node[]) {
    const declaration = statement['declaration'];
    const exported = statement.type.startsWith('Export') && isNode(declaration);
    // `export default name` names what was documented above.
    if (exported && declaration.type !== 'Identifier') {
      const from = previousEnd;
      const said = source.comments.some(
        (comment) =>
          comment.start >= from &&
          comment.end <= firstToken(statement, declaration) &&
          String(comment['value']).startsWith('*'),
      );
      if (!said) {
        const line = lineOf(source.text, statement.start);
        yield `${source.path}:${line} ${nameOf(declaration)}`;
      }
    }
    previousEnd = statement.end;
  }
}

/** Where a statement's own words begin: a comment may stand before or after decorators. */
function firstToken(statement: Node, declaration: Node): number {
  const id = declaration['id'];
  return isNode(id) ? id.start : Math.max(statement.start, declaration.start);
}

function nameOf(declaration: Node): string {
  const id = declaration['id'];
  if (isNode(id)) return String(id['name']);
  const [first] = (declaration['declarations'] ?? []) as readonly Node[];
  const inner = first?.['id'];
  return isNode(inner) ? String(inner['name']) : declaration.type;
}
