import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

it('the README prints the panel page as it is served, in at most 15 lines', () => {
  const page = read('examples/provider/pages/panel.html').trimEnd();
  expect(read('README.md')).toContain(page);
  expect(page.split('\n').length).toBeLessThanOrEqual(15);
});

it('the README prints the React example as it runs', () => {
  expect(read('README.md')).toContain(read('examples/react/app.tsx').trimEnd());
});

it('docs/embedding.md prints each example as it runs', () => {
  const page = read('docs/embedding.md');
  const printed = [...page.matchAll(/^`(examples\/[\w./-]+)`:\n\n```\w+\n([\s\S]*?)\n```$/gm)];
  expect(printed.map(([, path]) => path)).toEqual([
    'examples/plain/index.html',
    'examples/strict-csp/index.html',
    'examples/react/app.tsx',
    'examples/vue/Billing.vue',
    'examples/server-rendered/page.ts',
    'examples/php/index.php',
    'examples/php/session.php',
  ]);
  for (const [, path = '', text] of printed) expect(text).toBe(read(path).trimEnd());
  expect(page).toContain(read('examples/strict-csp/policy.txt').trimEnd());
});
