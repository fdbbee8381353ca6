import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
const subpaths = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target !== 'string')
  .map(([key]) => `rackrate${key.slice(1)}`);

let project = '';

/** Installs the tarball in an empty project, with what it declares as dependencies and no more. */
async function install(): Promise<void> {
  project = await mkdtemp(join(tmpdir(), 'rackrate-packed-'));
  const modules = join(project, 'node_modules');
  await mkdir(join(modules, 'rackrate'), { recursive: true });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const { stdout } = await run('npm', pack, { shell: process.platform === 'win32' });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const folder = join(modules, 'rackrate');
  await run('tar', ['-xzf', join(project, filename), '-C', folder, '--strip-components=1']);
  // The conformance suites of `rackrate/testing` run in the author's own vitest.
  for (const name of [...Object.keys(manifest.dependencies), '@types/node', 'vitest']) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(resolve('node_modules', name), join(modules, name), 'junction');
  }
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
}

beforeAll(install);
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the packed package, in an empty project', () => {
  it.each(subpaths.filter((name) => name !== 'rackrate/testing'))('%s loads', async (name) => {
    const script = `const all = await import('${name}'); console.log(Object.keys(all).length);`;
    const { stdout } = await run('node', ['--input-type=module', '-e', script], { cwd: project });
    // The contracts for authors of plugins are types alone.
    expect(Number(stdout)).toBeGreaterThanOrEqual(name === 'rackrate/plugin' ? 0 : 1);
  });

  it('importing every component registers nothing (Law 15)', async () => {
    const names = subpaths.filter((name) => name.startsWith('rackrate/components'));
    const script = `
      import 'lit';
      const defined = [];
      const define = customElements.define.bind(customElements);
      customElements.define = (tag, type) => { defined.push(tag); define(tag, type); };
      for (const name of ${JSON.stringify(names)}) await import(name);
      console.log(JSON.stringify(defined));`;
    const { stdout } = await run('node', ['--input-type=module', '-e', script], { cwd: project });
    expect(JSON.parse(stdout)).toEqual([]);
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
    await writeFile(join(project, 'consumer.ts'), [...imports, ...uses, exact].join('\n'));
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2022',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    };
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['consumer.ts'] }),
    );
    const tsc = resolve('node_modules/.bin/tsc');
    const { stdout } = await run(tsc, ['-p', '.'], { cwd: project }).catch((error) => error);
    expect(stdout).toBe('');
  });

  it('no declaration names a source file', async () => {
    const folder = join(project, 'node_modules/rackrate/dist');
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
    const folder = join(project, 'node_modules/rackrate/dist');
    const bytes = await readFile(join(folder, 'rackrate.js'));
    const hash = createHash('sha384').update(bytes).digest('base64');
    expect((await readFile(join(folder, 'rackrate.js.sri'), 'utf8')).trim()).toBe(`sha384-${hash}`);
    expect(bytes.toString('utf8')).not.toMatch(/(^|[;}\s])import\s*[{*"']/);
  });

  it('rackrate.lazy.js has its parts beside it, and its integrity hash is right', async () => {
    const folder = join(project, 'node_modules/rackrate/dist');
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
