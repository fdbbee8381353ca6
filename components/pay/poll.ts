import type { ReactiveController } from 'lit';
import type { ChargeView } from '../../src/contract/payments.ts';
import type { RackrateElement } from '../internal/element.ts';

/** Milliseconds until the first question; each next one waits twice as long, up to the last. */
const firstPause = 1000;
const longestPause = 30_000;

/** States that change without the client. */
const changing = new Set(['created', 'sent', 'pending', 'unknown']);

/** Asks now and then where a charge stands, as long as its widget is in a page that is seen. */
export class ChargePoll implements ReactiveController {
  readonly #host: RackrateElement;
  readonly #took: (charge: ChargeView) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = firstPause;
  #following: string | null = null;

  constructor(host: RackrateElement, took: (charge: ChargeView) => void) {
    this.#host = host;
    this.#took = took;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#following !== null) this.#later(this.#following);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Follows a charge until it no longer changes by itself. */
  follow(charge: ChargeView): void {
    clearTimeout(this.#timer);
    const waits = changing.has(charge.state) && charge.action?.kind !== 'instructions';
    if (!waits) {
      this.stop();
      return;
    }
    if (this.#following !== charge.chargeId) this.#pause = firstPause;
    this.#following = charge.chargeId;
    this.#later(charge.chargeId);
  }

  /** Stops asking. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#following = null;
    this.#pause = firstPause;
  }

  /** Asks once, now. A question that fails is asked again. */
  async ask(chargeId: string): Promise<void> {
    try {
      const charge = await this.#host.billing?.payments.get({ chargeId });
      if (charge !== undefined) this.#took(charge);
    } catch {
      if (this.#following === chargeId) this.#later(chargeId);
    }
  }

  #later(chargeId: string): void {
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#later(chargeId);
      else void this.ask(chargeId);
    }, this.#pause);
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }
}
