import { describe, expect, it } from 'vitest';
import { layerOf, layerTable, mayImport, mayUse } from './layer-table.ts';
import { isTest, readSources, type Source } from './sources.ts';

const sources = readSources().filter((source) => !isTest(source.path) || isStory(source.path));

function isStory(path: string): boolean {
  return path.startsWith('stories/');
}

function* forbidden(source: Source): Generator<string> {
  const from = layerOf(source.path);
  if (from === null) return;
  for (const { specifier, file, typeOnly } of source.imports) {
    if (file === null) {
      if (!mayUse(from, specifier)) yield `${source.path} (${from}) uses ${specifier}`;
      continue;
    }
    const to = layerOf(file);
    if (to === null || !mayImport(from, to, typeOnly)) {
      yield `${source.path} (${from}) imports ${typeOnly ? 'types of ' : ''}${file} (${to})`;
    }
  }
}

/** Rings of imports, each as the path that comes back to its start. */
function findCycles(all: readonly Source[]): readonly string[] {
  const next = new Map(
    all.map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.push([...trail.slice(at), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const file of next.get(path) ?? []) visit(file, [...trail, path]);
    done.add(path);
  };
  for (const { path } of all) visit(path, []);
  return found;
}

describe('layers (Law 1)', () => {
  it('every source is in a layer of the table', () => {
    const homeless = sources
      .filter(({ path }) => /^(src|components|plugins|stories|examples)\//.test(path))
      .filter(({ path }) => {
        const layer = layerOf(path);
        return layer === null || !(layer.replace(/\/(shown|client)$/, '') in layerTable);
      });
    expect(homeless.map((source) => source.path)).toEqual([]);
  });

  it('nobody imports what the table does not allow, types included', () => {
    expect(sources.flatMap((source) => [...forbidden(source)])).toEqual([]);
  });

  it('no imports go in a circle, types included', () => {
    expect(findCycles(sources)).toEqual([]);
  });

  it('every import finds its file', () => {
    const paths = new Set(readSources().map((source) => source.path));
    const lost = readSources().flatMap(({ path, imports }) =>
      imports
        .filter(({ file }) => file?.endsWith('.ts') && !paths.has(file))
        .map(({ file }) => `${path} imports ${file}`),
    );
    expect(lost).toEqual([]);
  });

  it('the table refuses what it must', () => {
    expect(mayImport('rules', 'storage', true)).toBe(false);
    expect(mayImport('components', 'rules', false)).toBe(false);
    expect(mayImport('components', 'rules/shown', false)).toBe(true);
    expect(mayImport('components', 'contract', true)).toBe(true);
    expect(mayImport('components', 'contract', false)).toBe(false);
    expect(mayImport('plugins', 'engine', true)).toBe(false);
    expect(mayUse('contract', 'zod')).toBe(false);
    expect(mayUse('rules', 'node:crypto')).toBe(false);
    expect(mayUse('storage', 'pglite')).toBe(false);
    expect(mayImport('plugins', 'plugins/vendor', false)).toBe(false);
    expect(mayImport('components', 'ports', true)).toBe(false);
    expect(findCycles(ring)).toEqual(['a.ts → b.ts → a.ts']);
  });
});

const empty = { text: '', tree: { type: 'Program', start: 0, end: 0 }, comments: [] };
const ring: readonly Source[] = [
  { ...empty, path: 'a.ts', imports: [{ specifier: './b.ts', file: 'b.ts', typeOnly: true }] },
  { ...empty, path: 'b.ts', imports: [{ specifier: './a.ts', file: 'a.ts', typeOnly: true }] },
];
