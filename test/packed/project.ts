import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** What package.json says. */
export const manifest: Manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;

/** A project into which the package was installed from its tarball, and nothing else of ours. */
export interface Project {
  readonly folder: string;
  /** Where the package lies in it. */
  readonly rackrate: string;
  /** What the compiler says of a file; nothing when it has nothing against it. */
  check(name: string, text: string, options?: Readonly<Record<string, unknown>>): Promise<string>;
  /** What a script prints. */
  print(script: string): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Installs the tarball in an empty project, with what it declares as dependencies and no more.
 *
 * @param besides packages that the project has beside them, such as a peer.
 */
export async function installPacked(besides: readonly string[]): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'rackrate-packed-'));
  const modules = join(folder, 'node_modules');
  const rackrate = join(modules, 'rackrate');
  await mkdir(rackrate, { recursive: true });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { shell: process.platform === 'win32' });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('tar', ['-xzf', join(folder, filename), '-C', rackrate, '--strip-components=1']);
  for (const name of [...Object.keys(manifest.dependencies), '@types/node', ...besides]) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(resolve('node_modules', name), join(modules, name), 'junction');
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  return {
    folder,
    rackrate,
    check: (name, text, options = {}) => check(folder, name, text, options),
    async print(script) {
      const command = ['--input-type=module', '-e', script];
      return (await run('node', command, { cwd: folder })).stdout;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function check(
  folder: string,
  name: string,
  text: string,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2022',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    ...options,
  };
  await writeFile(join(folder, name), text);
  const config = `tsconfig.${name}.json`;
  await writeFile(join(folder, config), JSON.stringify({ compilerOptions, include: [name] }));
  const tsc = resolve('node_modules/.bin/tsc');
  const { stdout } = await run(tsc, ['-p', config], { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}
