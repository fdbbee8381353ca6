import { existsSync, readdirSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What no browser may load (Law 19). */
const banned =
  /node_modules\/(zod|zod-openapi|kysely|pg|@electric-sql|better-auth|hono|nodemailer|liquidjs)\//;
const serverSide = /^src\/(engine|operations|storage|server|node|notices|documents|ports)\//;

function foldersOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'internal')
    .map((entry) => entry.name);
}

const entries = [
  'src/index.ts',
  'src/adapters/http.ts',
  'components/index.ts',
  'components/define.ts',
  'components/cdn.ts',
  'components/cdn-lazy.ts',
  ...foldersOf('components').map((name) => `components/${name}/${name}.ts`),
  ...foldersOf('plugins').map((name) => `plugins/${name}/client.ts`),
];

/** The files that end up in a browser's bundle; a Node module makes the build fail. */
async function filesIn(entry: string | { contents: string }): Promise<readonly string[]> {
  const source =
    typeof entry === 'string'
      ? { entryPoints: [entry] }
      : { stdin: { contents: entry.contents, resolveDir: '.', loader: 'ts' as const } };
  const { metafile } = await build({
    ...source,
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file] : [],
  );
}

function forbidden(files: readonly string[]): readonly string[] {
  return files.filter(
    (file) =>
      banned.test(file) ||
      serverSide.test(file) ||
      (file.startsWith('plugins/') && !/^plugins\/[^/]+\/client/.test(file)),
  );
}

describe('bundles (Law 19)', () => {
  const present = entries.filter((entry) => existsSync(entry));
  it.each(present)('%s loads nothing of the server', async (entry) => {
    const files = await filesIn(entry);
    expect(files).not.toEqual([]);
    expect(forbidden(files)).toEqual([]);
  });

  it('notices zod, a server file and a Node module', async () => {
    const zod = await filesIn({ contents: `import * as z from 'zod'; z.string()` });
    expect(forbidden(zod)).not.toEqual([]);
    const server = await filesIn('src/storage/sign-in-rows.ts');
    expect(forbidden(server)).toEqual(['src/storage/sign-in-rows.ts']);
    await expect(filesIn({ contents: `export * from 'node:fs'` })).rejects.toThrow(/node:fs/);
  });
});
