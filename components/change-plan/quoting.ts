import type { ReactiveController } from 'lit';
import type { ChangeQuote, ChangeWish } from '../../src/contract/changes.ts';
import type { BillingError } from '../../src/errors.ts';
import type { Money } from '../../src/rules/money.ts';
import type { RackrateElement } from '../internal/element.ts';
import { Load } from '../internal/load.ts';

/** A quote is not asked for anew sooner than this many milliseconds, whatever the clocks say. */
const soonest = 60_000;

/** Nor later: it holds for half an hour (SPEC 5.12). */
const latest = 30 * 60_000;

/** A new quote: its figures are others, or the same. */
export type Notice = 'changed' | 'renewed';

/** The quote of a change: asked for, kept fresh, and redeemed under one command. */
export class ChangeQuoting implements ReactiveController {
  /** What is quoted; null: nothing. */
  wish: ChangeWish | null = null;
  /** How the quote that shows came in place of another one. */
  notice: Notice | null = null;

  readonly #host: RackrateElement;
  readonly #quote: Load<ChangeQuote>;
  readonly #onChanged: () => void;
  #command: { readonly token: string; readonly commandId: string } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #paused = false;

  /** @param onChanged called when a quote that was asked for anew is another one. */
  constructor(host: RackrateElement, onChanged: () => void) {
    this.#host = host;
    this.#onChanged = onChanged;
    this.#quote = new Load<ChangeQuote>(host, (billing, signal) => {
      if (this.wish === null) throw new Error('There is nothing to quote.');
      return billing.packages.quoteChange(this.wish, { signal });
    });
    host.addController(this);
  }

  /** The quote that shows; undefined until it is there. */
  get quote(): ChangeQuote | undefined {
    return this.#quote.value;
  }

  /** Why there is none. */
  get error(): BillingError | null {
    return this.#quote.error;
  }

  /** Whether one is awaited. */
  get busy(): boolean {
    return this.#quote.busy;
  }

  /** The same for a quote however often it is redeemed (SPEC 5.12). */
  commandId({ token }: ChangeQuote): string {
    if (this.#command?.token !== token) {
      this.#command = { token, commandId: crypto.randomUUID() };
    }
    return this.#command.commandId;
  }

  /** Quotes something else. */
  async ask(wish: ChangeWish): Promise<void> {
    this.drop();
    this.wish = wish;
    await this.#run();
  }

  /** Quotes the same anew. @returns whether the figures are others. */
  async again(): Promise<boolean> {
    const before = this.quote;
    await this.#run();
    const { quote } = this;
    const differs = before !== undefined && quote !== undefined && !isSame(before, quote);
    this.notice = differs ? 'changed' : null;
    this.#host.requestUpdate();
    return differs;
  }

  /** Forgets the quote. */
  drop(): void {
    clearTimeout(this.#timer);
    this.wish = null;
    this.notice = null;
    this.#quote.set(undefined);
  }

  hostConnected(): void {
    if (this.#paused && this.quote !== undefined) this.#keepFresh(this.quote);
    this.#paused = false;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#paused = true;
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#quote.run();
    if (this.quote !== undefined && this.error === null) this.#keepFresh(this.quote);
  }

  #keepFresh({ expiresAt }: ChangeQuote): void {
    clearTimeout(this.#timer);
    const left = Date.parse(expiresAt) - Date.now();
    const pause = Math.min(Math.max(left, soonest), latest);
    this.#timer = setTimeout(() => void this.#renew(), pause);
  }

  async #renew(): Promise<void> {
    if (this.wish !== null && (await this.again())) this.#onChanged();
  }
}

function isSame(a: ChangeQuote, b: ChangeQuote): boolean {
  return (
    isSameMoney(a.sum, b.sum) &&
    isSameMoney(a.dueNow, b.dueNow) &&
    isSameMoney(a.next.total, b.next.total) &&
    a.next.on === b.next.on &&
    a.effectiveOn === b.effectiveOn
  );
}

function isSameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}
