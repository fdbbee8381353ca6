import { conventions } from './conventions.ts';
import type { Result } from './runner.ts';

/** Counts of the three ends of cases. */
export function summary(results: readonly Result[]): string {
  const count = (state: Result['state']): number =>
    results.filter((result) => result.state === state).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}

/** The report per convention: counts, rules used, faults, divergences, why some were skipped. */
export function report(results: readonly Result[]): string {
  const names = [...new Set(results.map(({ convention }) => convention))].toSorted();
  return [...names.map((name) => section(name, results)), `cases: ${summary(results)}`].join('\n');
}

function section(name: string, all: readonly Result[]): string {
  const results = all.filter(({ convention }) => convention === name);
  const kind = conventions.get(name)?.kind ?? 'unknown';
  const rules = distinct(results.map(({ rule }) => rule));
  const reasons = distinct(
    results.filter(({ state }) => state === 'skipped').map(({ reason }) => reason),
  );
  const failed = results.filter(({ state }) => state === 'failed');
  const lines = [
    `${name} (${kind}): ${summary(results)}`,
    ...rules.map((rule) => `  rule: ${rule}`),
    ...reasons.map((reason) => `  skipped: ${reason}`),
    ...failed.map(({ id, reason }) => `  FAILED ${id}: ${reason}`),
    ...results.flatMap(({ id, divergences }) =>
      divergences.map(
        ({ what, theirs, ours, reason }) =>
          `  diverges ${id}: ${what} is ${theirs} there and ${ours} here: ${reason}`,
      ),
    ),
  ];
  return lines.join('\n');
}

function distinct(list: readonly string[]): readonly string[] {
  return [...new Set(list)].filter((one) => one !== '').toSorted();
}
