import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isBillingError } from '../../src/errors.ts';
import { conventions } from './conventions.ts';
import { type Given, has, record, Unreadable } from './given.ts';
import { type Check, type Divergence, holds, Skipped } from './outcome.ts';

/** What became of one case. */
export interface Result {
  readonly id: string;
  readonly convention: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** The rule function used, empty when none was. */
  readonly rule: string;
  /** Why it failed or was skipped. */
  readonly reason: string;
  readonly divergences: readonly Divergence[];
}

/** The JSON files of a path, which is a folder (and those within) or a file. */
export function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => {
      const inner = join(path, name);
      if (statSync(inner).isDirectory()) return filesOf(inner);
      return name.endsWith('.json') ? [inner] : [];
    });
}

/**
 * The cases of a file; a file that holds none, such as reference data, has none.
 *
 * @throws SyntaxError when it is no JSON.
 */
export function casesOf(file: string): readonly Given[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const list = Array.isArray(content) ? content : Reflect.get(Object(content), 'cases');
  if (!Array.isArray(list)) return [];
  return list.filter(
    (one): one is Given => typeof one === 'object' && one !== null && has(one, 'convention'),
  );
}

/** Runs one case; whatever a case holds, the others go on. */
export function runCase(one: Given): Result {
  const convention = String(one['convention']);
  const base = { id: String(one['id']), convention, rule: '', divergences: [] };
  const known = conventions.get(convention);
  if (known === undefined) return { ...base, state: 'skipped', reason: 'an unknown convention' };
  if (known.kind === 'skipped') return { ...base, state: 'skipped', reason: known.reason };
  try {
    const outcome = known.mapper(record(one, 'given'), record(one, 'expect'), one);
    const { rule, checks, divergences = [] } = outcome;
    if (checks.length === 0) {
      return { ...base, state: 'skipped', reason: 'it expects nothing that is known here' };
    }
    const wrong = checks.filter((check) => !holds(check));
    if (wrong.length === 0) return { ...base, state: 'passed', rule, divergences, reason: '' };
    const reason = wrong.map(difference).join('; ');
    const doubt = doubtOf(one);
    if (doubt === null) return { ...base, state: 'failed', rule, divergences, reason };
    return { ...base, state: 'skipped', reason: `${doubt} (${base.id}: ${reason})` };
  } catch (error) {
    if (error instanceof Skipped) return { ...base, state: 'skipped', reason: error.message };
    if (error instanceof Unreadable) {
      return { ...base, state: 'skipped', reason: `unreadable: ${error.message}` };
    }
    // What our rules refuse, such as an unknown currency, they give no result for.
    if (isBillingError(error)) {
      return { ...base, state: 'skipped', reason: `refused by the rules: ${error.message}` };
    }
    return { ...base, state: 'failed', reason: String(error) };
  }
}

/** Why a case is no proof against us: its collectors could not reproduce it either, and say so. */
function doubtOf(one: Given): string | null {
  if (has(one, 'source_defect_suspected')) return 'a defect of the source is suspected';
  const noted = has(one, 'note') || has(one, 'recompute_note');
  return one['recomputed'] === false && noted ? 'its collectors could not reproduce it' : null;
}

function difference({ what, expected, actual }: Check): string {
  return `${what}: expected ${expected}, got ${actual}`;
}
