import { existsSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { mutants } from './list.ts';

/** Numbers of the SPEC of which each rule has a mutant: chapter, and from where to where. */
const chapters: readonly (readonly [chapter: number, from: number, to: number])[] = [
  [5, 1, 22],
  [6, 1, 10],
  [7, 1, 14],
  [12, 3, 4],
  [14, 1, 3],
  [16, 1, 9],
];

/** Rules without a mutant, and why. */
const exceptions: Readonly<Record<string, string>> = {
  '5.5': 'Domains are not built yet.',
};

const texts = new Map<string, string>();

function textOf(file: string): string {
  const text = texts.get(file) ?? readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
}

describe('the list of mutants', () => {
  it('changes a text that stands once in its file', () => {
    const misplaced = mutants.filter(({ file, find }) => textOf(file).split(find).length !== 2);
    expect(misplaced.map(({ name }) => name)).toEqual([]);
  });

  it('changes it into something else that can still be read', () => {
    const broken = mutants.filter(({ file, find, replace }) => {
      const changed = textOf(file).replace(find, () => replace);
      return changed === textOf(file) || parseSync(file, changed).errors.length > 0;
    });
    expect(broken.map(({ name }) => name)).toEqual([]);
  });

  it('names each by a rule and what goes wrong, once', () => {
    const names = mutants.map(({ name }) => name);
    expect(names.filter((name) => !/^\d+\.\d+ \S/.test(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('runs tests that are there', () => {
    const files = new Set(mutants.flatMap(({ tests }) => tests));
    expect([...files].filter((file) => !existsSync(file))).toEqual([]);
    expect(mutants.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it('has one for each rule of billing', () => {
    const covered = new Set(mutants.map(({ name }) => name.split(' ')[0]));
    const without = chapters
      .flatMap(([chapter, from, to]) =>
        Array.from({ length: to - from + 1 }, (_, index) => `${chapter}.${from + index}`),
      )
      .filter((rule) => !covered.has(rule));
    expect(without).toEqual(Object.keys(exceptions));
  });
});
