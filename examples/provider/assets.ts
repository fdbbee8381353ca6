import { readdirSync, readFileSync } from 'node:fs';
import type { Asset } from 'rackrate/node';

const type = 'text/javascript; charset=utf-8';

/**
 * The widgets' scripts and the browser halves of gateways, as the package ships them.
 *
 * @param clients subpaths of the package by the path at which they are served.
 */
export function readAssets(
  clients: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Asset> {
  const read = (url: URL): Asset => ({ type, body: readFileSync(url) });
  const find = (subpath: string): URL => new URL(import.meta.resolve(subpath));
  const lazy = find('rackrate/rackrate.lazy.js');
  const folder = (name: string): [string, Asset][] =>
    readdirSync(new URL(`${name}/`, lazy)).map((file) => [
      `/${name}/${file}`,
      read(new URL(`${name}/${file}`, lazy)),
    ]);
  return new Map([
    ['/rackrate.js', read(find('rackrate/rackrate.js'))],
    ['/rackrate.lazy.js', read(lazy)],
    ...folder('lazy'),
    ...folder('locales'),
    ['/plugins/sandbox/client.js', read(find('rackrate/plugins/sandbox/client'))],
    ...Object.entries(clients).map(([path, subpath]): [string, Asset] => [
      path,
      read(find(subpath)),
    ]),
  ]);
}
