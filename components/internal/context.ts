import { createContext } from '@lit/context';
import type { Billing } from '../../src/billing.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';

/** Tells every widget below a provider that data may have changed, after a payment for instance. */
export class RefreshSignal {
  readonly #listeners: Set<() => void> = new Set();

  /** Calls the listener at each refresh until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes the widgets load again. */
  notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What `rr-provider` hands to the widgets below it. */
export interface RackrateContext {
  readonly billing: Billing;
  /** BCP 47; null: the language of the page around the widget. */
  readonly locale: string | null;
  /** Browser halves of gateways by plugin id; others are loaded from the backend. */
  readonly gateways: ReadonlyMap<string, GatewayClient>;
  readonly refresh: RefreshSignal;
}

/** The context's key. `Symbol.for` joins widgets of two copies of the package. */
export const rackrateContext: { readonly __context__: RackrateContext } & symbol = createContext<
  RackrateContext,
  symbol
>(Symbol.for('rackrate/context'));
