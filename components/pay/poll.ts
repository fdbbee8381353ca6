import type { ReactiveController } from 'lit';
import type { ChargeView } from '../../src/contract/payments.ts';
import { type BillingError, errorCodes } from '../../src/errors.ts';
import type { RackrateElement } from '../internal/element.ts';
import { asBillingError } from '../internal/load.ts';

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

  /** Asks now, and follows what comes. A question that was not answered is asked again. */
  async ask(chargeId: string): Promise<void> {
    this.#following = chargeId;
    try {
      const charge = await this.#host.billing?.payments.get({ chargeId });
      if (charge !== undefined && this.#following === chargeId) this.#took(charge);
    } catch (error) {
      if (this.#following !== chargeId) return;
      if (isTransient(asBillingError(error))) this.#later(chargeId);
      else this.stop();
    }
  }

  #later(chargeId: string): void {
    if (!this.#host.isConnected) return;
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#later(chargeId);
      else void this.ask(chargeId);
    }, this.#pause);
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }
}

function isTransient({ code }: BillingError): boolean {
  return errorCodes[code].retry || code === 'internal';
}
