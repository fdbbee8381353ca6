import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attacks, type Shown } from './table.ts';

/** Kinds of attacks on money: each of them is answered by tests of what there is now. */
const onMoney = new Set([
  'idor',
  'function-level-authz',
  'mass-assignment',
  'amounts-and-quantities',
  'coupon',
  'race',
  'webhook',
  'secret-leak',
  'credit-loop',
  'currency-trick',
  'date-manipulation',
  'promo-abuse',
  'enumeration-ratelimit',
  'provisioning',
  'plugin-isolation',
  'idempotency-key',
  'sca-mit',
  'unknown-payment',
]);

interface Listed {
  readonly id: string;
  readonly class: string;
}

const list = new URL('../../../shared/attacks.json', import.meta.url);
const root = new URL('../../', import.meta.url);

const shown = Object.entries(attacks).flatMap(
  ([id, answer]): readonly (readonly [string, Shown])[] => {
    if ('part' in answer) return [];
    return ('by' in answer ? answer.by : answer.absent).map((one) => [id, one]);
  },
);

/** Whether a title stands in a source as that of a test, not in a comment or as a part. */
function isTitleIn(source: string, title: string): boolean {
  const escaped = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "\\\\?'");
  return new RegExp(`\\b(?:it|test)\\b[\\s\\S]{0,2000}?\\(\\s*(['"\`])${escaped}\\1,`).test(source);
}

describe('the table of attacks', () => {
  it('has every attack of the list, and no other', () => {
    const listed = JSON.parse(readFileSync(list, 'utf8')) as readonly Listed[];
    expect(listed.length).toBeGreaterThan(70);
    expect(Object.keys(attacks)).toEqual(listed.map(({ id }) => id));
    const putOff = listed.filter(({ id, class: kind }) => {
      const answer = attacks[id];
      return answer !== undefined && 'part' in answer && onMoney.has(kind);
    });
    expect(putOff).toEqual([]);
  });

  it('has tests for each that is not of a later part', () => {
    const without = Object.entries(attacks).filter(
      ([id, answer]) => !('part' in answer) && !shown.some(([of]) => of === id),
    );
    expect(without).toEqual([]);
    expect(shown.length).toBeGreaterThan(90);
  });

  it.each(shown)('%s is shown by a test that there is: $title', (_id, { file, title }) => {
    expect(existsSync(new URL(file, root))).toBe(true);
    expect(isTitleIn(readFileSync(new URL(file, root), 'utf8'), title)).toBe(true);
  });

  it('knows a title from a part of one and from a comment', () => {
    const source = "it('[1.1] adds', () => 1);\n// it was ('[1.2] once')\n";
    expect(isTitleIn(source, '[1.1] adds')).toBe(true);
    expect(isTitleIn(source, '[1.1] add')).toBe(false);
    expect(isTitleIn(source, '[1.2] once')).toBe(false);
  });
});
