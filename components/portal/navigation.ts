import { isServer, type ReactiveController } from 'lit';
import type { RackrateElement } from '../internal/element.ts';
import { type Routing, readAddress, writeAddress } from './address.ts';
import { placeOf, tidy } from './routes.ts';
import { ScrollMemory } from './scroll-memory.ts';

/** What the portal tells its navigation. */
export interface NavigationOptions {
  readonly routing: () => Routing;
  /** The folder below which paths are, for `history`. */
  readonly base: () => string;
  /** Called when another path is shown, by a link, a command or the browser's Back. */
  readonly arrived: () => void;
}

/** Keeps the portal's path in the address of the page, or to itself. */
export class Navigation implements ReactiveController {
  /** The path that is shown, without slashes at its ends. */
  path: string = '';

  readonly #options: NavigationOptions;
  readonly #scroll: ScrollMemory;

  constructor(host: RackrateElement, options: NavigationOptions) {
    this.#options = options;
    this.#scroll = new ScrollMemory(host);
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.#moved);
    addEventListener('hashchange', this.#moved);
    this.#scroll.connect();
    this.begin();
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#moved);
    removeEventListener('hashchange', this.#moved);
    this.#scroll.disconnect();
  }

  /**
   * Takes the path that the address has, without telling; used before anything is shown.
   *
   * @param path where to begin when the portal keeps no address, or is rendered on a server.
   */
  begin(path: string = this.path): void {
    if (isServer || this.#options.routing() === 'none') {
      this.path = tidy(path);
      return;
    }
    this.path = this.#read() ?? '';
    this.#scroll.enter();
  }

  /** The address for a link to a path; empty: the portal keeps none, and links are buttons. */
  hrefOf(path: string): string {
    const page = { address: location, isBase: withoutHash(document.baseURI) === withoutHash() };
    return writeAddress(path, this.#options.routing(), this.#options.base(), page);
  }

  /** Shows a path; the one that is shown already stays as it is. */
  go(path: string): void {
    const next = tidy(path);
    if (next === this.path) return;
    const routing = this.#options.routing();
    if (routing === 'hash') {
      // The page hears `hashchange`, as it does when a link is followed.
      location.hash = `#/${next}`;
      return;
    }
    if (routing === 'history') history.pushState(null, '', this.hrefOf(next));
    this.#arrive(next);
  }

  /** The path that a click on a link leads to, when the browser itself should not follow it. */
  pathOfClick(event: MouseEvent): string | null {
    const own = event.button === 0 && !event.defaultPrevented;
    // A click for a new tab or window is the browser's own.
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (this.#options.routing() !== 'history' || !own || !plain) return null;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || link.origin !== location.origin) return null;
    if (link.hasAttribute('download') || !['', '_self'].includes(link.target)) return null;
    if (link.hash !== '' && link.pathname === location.pathname) return null;
    const path = readAddress(link, 'history', this.#options.base());
    return path === null || placeOf(path).view === 'not-found' ? null : path;
  }

  readonly #moved = (): void => {
    const path = this.#read();
    // One step is told by two events; the second finds its path shown.
    if (path !== null && path !== this.path) this.#arrive(path);
  };

  #arrive(path: string): void {
    this.path = path;
    const top = this.#options.routing() === 'none' ? null : this.#scroll.enter();
    if (top === null) this.#scroll.begin();
    else this.#scroll.restore(top);
    this.#options.arrived();
  }

  #read(): string | null {
    return readAddress(location, this.#options.routing(), this.#options.base());
  }
}

function withoutHash(address: string = location.href): string {
  return address.replace(/#.*$/s, '');
}
