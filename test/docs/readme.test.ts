import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

it('the README prints the panel page as it is served, in at most 15 lines', () => {
  const page = read('examples/provider/pages/panel.html').trimEnd();
  expect(read('README.md')).toContain(page);
  expect(page.split('\n').length).toBeLessThanOrEqual(15);
});
