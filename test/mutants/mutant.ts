/** A fault that a test must see: one line of a rule, changed. */
export interface Mutant {
  /** What went wrong, with the SPEC number of the rule: `5.14 the credit is rounded up`. */
  readonly name: string;
  readonly file: string;
  /** A text that stands once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Test files of which at least one test must fail. */
  readonly tests: readonly string[];
}

/** Name, the text that is found, and what it is replaced by. */
export type FaultyLine = readonly [name: string, find: string, replace: string];

/** Faults of one file that the same tests must see. */
export function faultsOf(
  file: string,
  tests: string | readonly string[],
  lines: readonly FaultyLine[],
): readonly Mutant[] {
  const all = typeof tests === 'string' ? [tests] : tests;
  return lines.map(([name, find, replace]) => ({ name, file, find, replace, tests: all }));
}

/** As {@link faultsOf}, of a rule whose tests stand beside it. */
export function faultsOfRule(rule: string, lines: readonly FaultyLine[]): readonly Mutant[] {
  return faultsOf(`src/rules/${rule}.ts`, `src/rules/${rule}.test.ts`, lines);
}
