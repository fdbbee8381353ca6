import { expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';

it('counts every combination, and names those that were met too rarely', () => {
  const coverage = coverageOf({ colour: ['red', 'blue'], size: ['small', 'large'] });
  expect(coverage.cells).toHaveLength(4);
  expect(coverage.below(1)).toHaveLength(4);
  for (const cell of coverage.cells) coverage.hit(cell);
  coverage.hit({ colour: 'red', size: 'small' });
  expect(coverage.below(1)).toEqual([]);
  expect(coverage.below(2)).toEqual(['red large: 1', 'blue small: 1', 'blue large: 1']);
  expect(() => coverage.hit({ colour: 'red' } as never)).toThrow('none of the combinations');
});
