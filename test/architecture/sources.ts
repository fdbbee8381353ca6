import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

/** A node of the syntax tree, as far as the checks look at it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** An import or re-export of a module. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The file of this project, or null for a package. */
  readonly file: string | null;
  readonly typeOnly: boolean;
}

/** A TypeScript source of the project. */
export interface Source {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: Node;
  readonly comments: readonly Node[];
  readonly imports: readonly Import[];
}

/** Every file that is, or would be, under version control. */
export function projectFiles(): readonly string[] {
  const list = execFileSync('git', [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ]);
  return list
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && existsSync(path));
}

/** Whether a file is a test or helps tests: those may import anything and may be long. */
export function isTest(path: string): boolean {
  return /\.(test|fixture|stories)\.ts$|^test\/|^components\/internal\/testing/.test(path);
}

/** Every TypeScript source, parsed. */
export function readSources(): readonly Source[] {
  return projectFiles()
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const { program, comments, errors } = parseSync(path, text, { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const tree = program as unknown as Node;
  return {
    path,
    text,
    tree,
    comments: comments as unknown as Node[],
    imports: importsOf(path, tree),
  };
}

function importsOf(path: string, tree: Node): readonly Import[] {
  const list: Import[] = [];
  walk(tree, (node) => {
    const source = node['source'];
    if (!isNode(source) || typeof source['value'] !== 'string') return;
    const specifier = source['value'];
    list.push({ specifier, file: resolve(path, specifier), typeOnly: isTypeOnly(node) });
  });
  return list;
}

function isTypeOnly(node: Node): boolean {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const specifiers = node['specifiers'];
  if (!Array.isArray(specifiers) || specifiers.length === 0) return node.type === 'TSImportType';
  return specifiers.every(
    (specifier: Node) => specifier['importKind'] === 'type' || specifier['exportKind'] === 'type',
  );
}

function resolve(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : null;
}

/** Whether a value is a node of the tree. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Calls `visit` for each node, outer ones first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit);
    } else if (isNode(value)) {
      walk(value, visit);
    }
  }
}

/** The line, counted from 1, of a place in a text. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; ) {
    line += 1;
    index = text.indexOf('\n', index + 1);
  }
  return line;
}
