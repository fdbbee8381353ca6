import { isServer, type ReactiveController } from 'lit';
import type { Billing } from '../../src/billing.ts';
import { BillingError, isBillingError } from '../../src/errors.ts';
import type { RackrateElement } from './element.ts';

/** After this many milliseconds of waiting a skeleton shows. */
const patience = 200;

/** The error itself when it has a code; anything else becomes `internal`, or `offline`. */
export function asBillingError(error: unknown): BillingError {
  if (isBillingError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = navigator.onLine ? 'internal' : 'offline';
  return new BillingError(code, message, { cause: error });
}

/** Whether an error says that nobody is signed in. */
export function isSignedOut(error: BillingError | null): boolean {
  return error?.code === 'unauthenticated' || error?.code === 'session_ended';
}

/**
 * Loads what a widget shows.
 *
 * Only the last call counts: an earlier answer is dropped and its request aborted. What was shown
 * stays until the next answer is there.
 */
export class Load<Value> implements ReactiveController {
  /** What was loaded last; undefined at first. */
  value: Value | undefined = undefined;
  /** What went wrong in the last call. */
  error: BillingError | null = null;
  /** Whether an answer is awaited. */
  busy: boolean = false;
  /**
   * Whether it is awaited for so long that a skeleton should show: on a server at once, and then
   * in the browser from the start, so that it stays.
   */
  slow: boolean;

  readonly #host: RackrateElement;
  readonly #fetch: (billing: Billing, signal: AbortSignal) => Promise<Value>;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #interrupted = false;

  constructor(
    host: RackrateElement,
    fetch: (billing: Billing, signal: AbortSignal) => Promise<Value>,
  ) {
    this.#host = host;
    this.#fetch = fetch;
    this.slow = isServer || host.shadowRoot !== null;
    host.addController(this);
  }

  /** Whether the client has to sign in. */
  get signedOut(): boolean {
    return isSignedOut(this.error);
  }

  /** Starts loading; resolves when the answer, or that of a later call, was taken or dropped. */
  async run(): Promise<void> {
    const billing = this.#host.billing;
    if (billing === null) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#begin();
    try {
      const value = await this.#fetch(billing, abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.#end(null);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#end(asBillingError(error));
    }
  }

  /** Puts a value in place of what was loaded, such as the answer of a command. */
  set(value: Value | undefined): void {
    this.#abort?.abort();
    this.value = value;
    this.#end(null);
  }

  /** A widget that was moved within the page goes on with what it was loading. */
  hostConnected(): void {
    if (!this.#interrupted) return;
    this.#interrupted = false;
    void this.run();
  }

  hostDisconnected(): void {
    if (!this.busy) return;
    this.#interrupted = true;
    this.#abort?.abort();
    this.#end(this.error);
  }

  #begin(): void {
    this.busy = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.slow = true;
      this.#host.requestUpdate();
    }, patience);
    this.#host.requestUpdate();
  }

  #end(error: BillingError | null): void {
    clearTimeout(this.#timer);
    const wasSignedOut = this.signedOut;
    this.error = error;
    this.busy = false;
    this.slow = false;
    this.#host.requestUpdate();
    if (this.signedOut && !wasSignedOut) {
      const detail = { code: error?.code };
      this.#host.dispatchEvent(
        new CustomEvent('rr-signed-out', { bubbles: true, composed: true, detail }),
      );
    }
  }
}
