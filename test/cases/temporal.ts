import { addDuration, type Duration, negated } from '../../src/rules/duration.ts';
import { count, date, type Given, has, record, text, Unreadable } from './given.ts';
import { check, type Outcome, Skipped } from './outcome.ts';

/** ECMAScript Temporal: years and months clip to the month's end, then weeks and days. */
export function temporal(given: Given, expect: Given): Outcome {
  if (!has(expect, 'date')) throw new Skipped('"reject" is no policy here: dates always clip');
  const start = date(given, 'date');
  const expected = date(expect, 'date');
  const asked = durationOf(record(given, 'duration'));
  const op = text(given, 'op');
  if (op !== 'add' && op !== 'subtract')
    throw new Unreadable(`"${op}" is neither add nor subtract`);
  const made = addDuration(start, op === 'add' ? asked : negated(asked));
  return { rule: 'addDuration', checks: [check('date', expected, made)] };
}

const units = ['years', 'months', 'weeks', 'days'] as const;

function durationOf(given: Given): Duration {
  const known = new Set<string>(units);
  const other = Object.keys(given).find((unit) => !known.has(unit));
  if (other !== undefined) throw new Unreadable(`a date has no "${other}"`);
  return Object.fromEntries(
    units.flatMap((unit) => (has(given, unit) ? [[unit, count(given, unit)]] : [])),
  );
}
