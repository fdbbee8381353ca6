import type { ReactiveController } from 'lit';
import { type BillingError, errorCodes } from '../../src/errors.ts';
import type { RackrateElement } from './element.ts';
import { asBillingError } from './load.ts';

/** Milliseconds until the first question; each next one waits twice as long, up to the last. */
const firstPause = 1000;
const longestPause = 30_000;

/** What is asked again and again. */
export interface Polled<Seen> {
  readonly ask: (id: string) => Promise<Seen> | undefined;
  readonly idOf: (seen: Seen) => string;
  /** Whether it changes without the client. */
  readonly waits: (seen: Seen) => boolean;
  readonly took: (seen: Seen) => void;
}

/** Asks now and then where something stands, as long as its widget is in a page that is seen. */
export class Poll<Seen> implements ReactiveController {
  readonly #host: RackrateElement;
  readonly #polled: Polled<Seen>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = firstPause;
  #following: string | null = null;

  constructor(host: RackrateElement, polled: Polled<Seen>) {
    this.#host = host;
    this.#polled = polled;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#following !== null) this.#later(this.#following);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Follows it until it no longer changes by itself. */
  follow(seen: Seen): void {
    clearTimeout(this.#timer);
    if (!this.#polled.waits(seen)) {
      this.stop();
      return;
    }
    const id = this.#polled.idOf(seen);
    if (this.#following !== id) this.#pause = firstPause;
    this.#following = id;
    this.#later(id);
  }

  /** Stops asking. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#following = null;
    this.#pause = firstPause;
  }

  /** Asks now, and follows what comes. A question that was not answered is asked again. */
  async ask(id: string): Promise<void> {
    this.#following = id;
    try {
      const seen = await this.#polled.ask(id);
      if (seen !== undefined && this.#following === id) this.#polled.took(seen);
    } catch (error) {
      if (this.#following !== id) return;
      if (isTransient(asBillingError(error))) this.#later(id);
      else this.stop();
    }
  }

  #later(id: string): void {
    if (!this.#host.isConnected) return;
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#later(id);
      else void this.ask(id);
    }, this.#pause);
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }
}

function isTransient({ code }: BillingError): boolean {
  return errorCodes[code].retry || code === 'internal';
}
