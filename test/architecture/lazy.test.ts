import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The widgets that a file loads: `./pay/pay.ts`. */
function widgetsIn(path: string, pattern: RegExp): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(pattern)].map(([, name = '']) => name).toSorted();
}

const folders = readdirSync('components', { withFileTypes: true })
  .map(({ name }) => name)
  .filter((name) => existsSync(`components/${name}/${name}.ts`))
  .toSorted();

describe('registration', () => {
  it('[19.7] every widget is in the list of define', () => {
    expect(widgetsIn('components/define.ts', /from '\.\/([\w-]+)\/\1\.ts'/g)).toEqual(folders);
  });

  it('[19.7] every widget but the provider is loaded when it is needed', () => {
    const lazy = widgetsIn('components/lazy.ts', /import\('\.\/([\w-]+)\/\1\.ts'\)/g);
    expect(lazy).toEqual(folders.filter((name) => name !== 'provider'));
  });
});
