import { tidy } from './routes.ts';

/** Where the portal's place is kept: in the fragment, in the path, or nowhere. */
export type Routing = 'hash' | 'history' | 'none';

/** The part of a page's address that the portal reads. */
export interface PageAddress {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

/** The portal's path within an address; null when the address is none of the portal's. */
export function readAddress(address: PageAddress, routing: Routing, base: string): string | null {
  if (routing === 'hash') {
    // An empty fragment is home; one without a slash is an anchor of the page around.
    if (address.hash === '' || address.hash === '#') return '';
    return address.hash.startsWith('#/') ? tidy(address.hash.slice(1)) : null;
  }
  if (routing === 'none') return null;
  const folder = folderOf(base);
  const path = address.pathname;
  if (`${path}/` === folder) return '';
  return path.startsWith(folder) ? tidy(path.slice(folder.length)) : null;
}

/**
 * The address of a path, for a link; empty where the portal keeps no address.
 *
 * @param page the page's own address, and what its links are relative to: with a `<base>` element
 *   a bare fragment would lead to another page.
 */
export function writeAddress(
  path: string,
  routing: Routing,
  base: string,
  page: { readonly address: PageAddress; readonly isBase: boolean },
): string {
  if (routing === 'none') return '';
  if (routing === 'history') return `${folderOf(base)}${path}`;
  const { pathname, search } = page.address;
  return `${page.isBase ? '' : `${pathname}${search}`}#/${path}`;
}

/** With a slash at both ends. */
function folderOf(base: string): string {
  const inner = tidy(base);
  return inner === '' ? '/' : `/${inner}/`;
}
