import type { ReactiveController } from 'lit';
import type { BillingError } from '../../src/errors.ts';
import type { RackrateElement } from './element.ts';
import { asBillingError } from './load.ts';

/** Opens the hosting panel of a package in a new tab, signed in (SPEC 5.9). */
export class PanelSignIn implements ReactiveController {
  /** The package whose panel is being opened. */
  opening: string | null = null;
  /** What went wrong in the last call. */
  problem: BillingError | null = null;

  readonly #host: RackrateElement;
  readonly #ask: (url: string) => boolean;

  /** @param ask hands the one-time address to the host page; false when that opens it itself. */
  constructor(host: RackrateElement, ask: (url: string) => boolean) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  /** A tab opened by the click itself is not blocked; one opened after the answer would be. */
  async open(packageId: string): Promise<void> {
    const { billing } = this.#host;
    if (billing === null || this.opening !== null) return;
    const tab = globalThis.open('', '_blank');
    if (tab !== null) tab.opener = null;
    this.opening = packageId;
    this.problem = null;
    this.#host.requestUpdate();
    try {
      const commandId = crypto.randomUUID();
      const { url } = await billing.packages.signIn({ commandId, packageId });
      this.#go(url, tab);
    } catch (error) {
      tab?.close();
      this.problem = asBillingError(error);
    } finally {
      this.opening = null;
      this.#host.requestUpdate();
    }
  }

  /** Forgets what went wrong, such as when another package is shown. */
  forget(): void {
    this.problem = null;
  }

  hostDisconnected(): void {
    this.forget();
  }

  #go(url: string, tab: Window | null): void {
    const mine = this.#ask(url);
    // An address of another kind, such as javascript:, would run in this page.
    const { protocol } = new URL(url, location.href);
    const web = protocol === 'https:' || protocol === 'http:';
    if (!mine || !web) tab?.close();
    else (tab ?? globalThis).location.assign(url);
  }
}
