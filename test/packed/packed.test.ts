import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked, manifest, type Project } from './project.ts';

const run = promisify(execFile);

/** Subpaths with a module; `rackrate/jsx` and `rackrate/vue` are types alone. */
const subpaths = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target !== 'string' && target['default'] !== undefined)
  .map(([key]) => `rackrate${key.slice(1)}`);

let project: Project;

beforeAll(async () => {
  // The conformance suites of `rackrate/testing` run in the author's own vitest.
  project = await installPacked(['vitest', 'react', '@types/react', 'vue']);
});
afterAll(() => project?.remove());

describe('the packed package, in an empty project', () => {
  it.each(subpaths.filter((name) => name !== 'rackrate/testing'))('%s loads', async (name) => {
    const script = `const all = await import('${name}'); console.log(Object.keys(all).length);`;
    const stdout = await project.print(script);
    // The contracts for authors of plugins are types alone.
    expect(Number(stdout)).toBeGreaterThanOrEqual(name === 'rackrate/plugin' ? 0 : 1);
  });

  it('importing every component registers nothing (Law 15)', async () => {
    const names = subpaths.filter((name) => /^rackrate\/(components|react)/.test(name));
    const script = `
      import 'lit';
      const defined = [];
      const define = customElements.define.bind(customElements);
      customElements.define = (tag, type) => { defined.push(tag); define(tag, type); };
      for (const name of ${JSON.stringify(names)}) await import(name);
      console.log(JSON.stringify(defined));`;
    expect(JSON.parse(await project.print(script))).toEqual([]);
  });

  it('every subpath has its types, and they are exact', async () => {
    const imports = subpaths.map((name, index) => `import type * as m${index} from '${name}';`);
    const uses = subpaths.map((_, index) => `export type T${index} = keyof typeof m${index};`);
    const exact = `
      import { type Adapter, BillingError, createBilling, type Money } from 'rackrate';
      declare const adapter: Adapter;
      export const money: Money = { amount: 1250n, currency: 'EUR' };
      export const list = createBilling(adapter).invoices.list({ filter: 'outstanding' });
      export const code: BillingError['code'] = 'not_found';
      // @ts-expect-error an adapter is not a number
      createBilling(1);
      // @ts-expect-error there is no such code
      export const wrong: BillingError['code'] = 'no_such_code';`;
    const text = [...imports, ...uses, exact].join('\n');
    expect(await project.check('consumer.ts', text)).toBe('');
  });

  it('no declaration names a source file', async () => {
    const folder = join(project.rackrate, 'dist');
    const names = await readdir(folder, { recursive: true });
    const declarations = names.filter((name) => name.endsWith('.d.ts'));
    expect(declarations.length).toBeGreaterThan(0);
    const found: string[] = [];
    for (const name of declarations) {
      const text = await readFile(join(folder, name), 'utf8');
      if (/(from |import\()['"]\.[^'"]+\.ts['"]/.test(text)) found.push(name);
    }
    expect(found).toEqual([]);
  });

  it('rackrate.js is one file, and its integrity hash is right', async () => {
    const folder = join(project.rackrate, 'dist');
    const bytes = await readFile(join(folder, 'rackrate.js'));
    const hash = createHash('sha384').update(bytes).digest('base64');
    expect((await readFile(join(folder, 'rackrate.js.sri'), 'utf8')).trim()).toBe(`sha384-${hash}`);
    expect(bytes.toString('utf8')).not.toMatch(/(^|[;}\s])import\s*[{*"']/);
  });

  it('rackrate.lazy.js has its parts beside it, and its integrity hash is right', async () => {
    const folder = join(project.rackrate, 'dist');
    const text = await readFile(join(folder, 'rackrate.lazy.js'), 'utf8');
    const hash = createHash('sha384').update(text).digest('base64');
    const said = (await readFile(join(folder, 'rackrate.lazy.js.sri'), 'utf8')).trim();
    expect(said).toBe(`sha384-${hash}`);
    const parts = [...text.matchAll(/["'](\.\/lazy\/[\w.-]+\.js)["']/g)].map(
      ([, part = '']) => part,
    );
    expect(parts.length).toBeGreaterThan(9);
    for (const part of parts) expect(await readFile(join(folder, part), 'utf8')).not.toBe('');
  });

  it('no test, fixture or source of the project is shipped', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      maxBuffer: 1e8,
    });
    const [{ files }] = JSON.parse(stdout) as [{ files: readonly { readonly path: string }[] }];
    const odd = files.filter(
      ({ path }) =>
        /\.test\.|\.fixture\./.test(path) ||
        !/^(dist\/|package\.json$|README\.md$|LICENSE$|custom-elements\.json$)/.test(path),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});
