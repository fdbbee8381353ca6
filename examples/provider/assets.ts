import { readFileSync } from 'node:fs';
import type { Asset } from 'rackrate/node';

const type = 'text/javascript; charset=utf-8';

/** The widgets' script and the sandbox's browser half, as the package ships them. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const read = (subpath: string): Asset => ({
    type,
    body: readFileSync(new URL(import.meta.resolve(subpath))),
  });
  return new Map([
    ['/rackrate.js', read('rackrate/rackrate.js')],
    ['/plugins/sandbox/client.js', read('rackrate/plugins/sandbox/client')],
  ]);
}
