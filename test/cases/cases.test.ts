import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conventions } from './conventions.ts';
import { check, holds } from './outcome.ts';
import { report } from './report.ts';
import { casesOf, filesOf, type Result, runCase } from './runner.ts';

const own = 'test/cases/fixture';
const shared = '../shared/cases';

const resultsOf = (path: string): readonly Result[] => filesOf(path).flatMap(casesOf).map(runCase);
const results = resultsOf(own);
const ids = (state: Result['state']): readonly string[] =>
  results.filter((result) => result.state === state).map(({ id }) => id);

describe('npm run cases', () => {
  it('[6.5] passes what holds, fails what does not, and skips what it cannot read', () => {
    expect(ids('failed')).toEqual(['wrong']);
    expect(ids('skipped')).toEqual(['hours', 'odd', 'bare', 'empty', 'fine', 'doubtful']);
    expect(ids('passed')).toHaveLength(9);
  });

  it('says by which rule, and why not', () => {
    const of = (id: string): Result | undefined => results.find((result) => result.id === id);
    expect(of('thirds')?.rule).toBe('allocateBy first');
    expect(of('wrong')?.reason).toBe('result: expected 3, got 4');
    expect(of('odd')?.reason).toBe('an unknown convention');
    expect(of('bare')?.reason).toBe('unreadable: "given" is no record');
    expect(of('hours')?.reason).toBe('unreadable: a date has no "hours"');
  });

  it('lists where another system ends elsewhere than we do, with the reason', () => {
    const shown = results.flatMap(({ id, divergences }) =>
      divergences.map(({ theirs, ours }) => `${id}: ${theirs} there, ${ours} here`),
    );
    // 13 days to 28 February: of the 31 from 28 January, or of the 28 from 31 January.
    expect(shown).toEqual([
      'stub: 41.94 there, 46.43 here',
      'day-price: 4.95 there, 5.00 here',
      'day-price: 10.05 there, 10.00 here',
    ]);
    expect(report(results)).toContain('diverges stub: of a price of 100.00 is 41.94 there');
  });

  it('reports per convention and ends with one line of counts', () => {
    const lines = report(results).split('\n');
    expect(lines.at(-1)).toBe('cases: 9 passed, 1 failed, 6 skipped');
    expect(lines).toContain('moneyphp (ours): 1 passed, 0 failed, 0 skipped');
    expect(lines).toContain('  FAILED wrong: result: expected 3, got 4');
    expect(lines).toContain('no-such-convention (unknown): 0 passed, 0 failed, 1 skipped');
  });

  it('exits with 1 when a case fails, with 2 without one, and lists ids as JSON', () => {
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, ['test/cases/run.ts', ...words], { encoding: 'utf8' });
    const made = run('--json', `${own}/own.json`);
    expect(made.status).toBe(1);
    expect(JSON.parse(made.stdout)).toMatchObject({ failed: ['wrong'] });
    expect(run().status).toBe(2);
    expect(run('no/such/path').stderr).toContain('There is nothing at no/such/path.');
    const none = run('package.json');
    expect([none.status, none.stdout]).toEqual([0, 'cases: 0 passed, 0 failed, 0 skipped\n']);
  });

  it('compares decimals by their value, and lists by their parts', () => {
    expect(holds(check('x', '15.0', '15'))).toBe(true);
    expect(holds(check('x', [1, 2], [1n, 2n]))).toBe(true);
    expect(holds(check('x', [1, 2], [1n]))).toBe(false);
    expect(holds(check('x', '15.01', '15'))).toBe(false);
    expect(holds(check('x', null, null))).toBe(true);
  });
});

describe('the published cases', () => {
  // They are not part of the package, so a copy of it alone has none.
  const all = existsSync(shared) ? resultsOf(shared) : [];

  it('[6.1] [6.5] [7.8] none of ours, of an option or of an oracle fails', () => {
    expect(all.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it('every convention stands in the table', () => {
    expect(all.filter(({ convention }) => !conventions.has(convention))).toEqual([]);
    if (all.length > 0) {
      expect(all.filter(({ state }) => state === 'passed').length).toBeGreaterThan(400);
    }
  });
});
