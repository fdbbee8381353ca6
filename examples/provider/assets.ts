import { readdirSync, readFileSync } from 'node:fs';
import type { Asset } from 'rackrate/node';

const type = 'text/javascript; charset=utf-8';

/** The widgets' scripts and the sandbox's browser half, as the package ships them. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const read = (url: URL): Asset => ({ type, body: readFileSync(url) });
  const find = (subpath: string): URL => new URL(import.meta.resolve(subpath));
  const lazy = find('rackrate/rackrate.lazy.js');
  const parts = readdirSync(new URL('lazy/', lazy));
  return new Map([
    ['/rackrate.js', read(find('rackrate/rackrate.js'))],
    ['/rackrate.lazy.js', read(lazy)],
    ...parts.map((name): [string, Asset] => [`/lazy/${name}`, read(new URL(`lazy/${name}`, lazy))]),
    ['/plugins/sandbox/client.js', read(find('rackrate/plugins/sandbox/client'))],
  ]);
}
