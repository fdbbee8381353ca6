import type { Billing } from '../../src/billing.ts';
import type { OrderInput, OrderQuote } from '../../src/contract/orders.ts';
import type { PaymentMethodView } from '../../src/contract/payments.ts';
import type { BillingError } from '../../src/errors.ts';
import type { Money } from '../../src/rules/money.ts';
import type { RackrateElement } from '../internal/element.ts';
import { asBillingError, Load } from '../internal/load.ts';

/** What the live quote needs from the order form. */
export interface QuotingOptions {
  /** What is to be quoted; null: nothing. */
  readonly input: () => OrderInput | null;
  /** The country whose ways to pay are asked for. */
  readonly country: () => string;
  /** Takes away a code that the server refused; `input` has none after. */
  readonly refuse: (message: string) => void;
  /** Called with a total that differs from the one before. */
  readonly changed: (total: Money) => void;
}

/** The live quote, and the ways to pay its total (SPEC 4.1). */
export class Quoting {
  readonly #host: RackrateElement;
  readonly #options: QuotingOptions;
  readonly #quote: Load<OrderQuote>;
  readonly #methods: Load<readonly PaymentMethodView[]>;
  #turn = 0;
  #last: Promise<void> = Promise.resolve();
  #methodsFor = '';
  #methodId = '';

  constructor(host: RackrateElement, options: QuotingOptions) {
    this.#host = host;
    this.#options = options;
    this.#quote = new Load<OrderQuote>(host, (billing, signal) => this.#ask(billing, signal));
    this.#methods = new Load<readonly PaymentMethodView[]>(host, (billing, signal) =>
      this.#askMethods(billing, signal),
    );
  }

  /** The quote that shows: the last one until the next is there. */
  get quote(): OrderQuote | undefined {
    return this.#quote.value;
  }

  /** Its total. */
  get total(): Money | undefined {
    return this.#quote.value?.total;
  }

  /** Whether another quote is awaited. */
  get busy(): boolean {
    return this.#quote.busy;
  }

  /** Why there is no quote. */
  get error(): BillingError | null {
    return this.#quote.error;
  }

  /** The ways to pay; undefined until they are known. */
  get methods(): readonly PaymentMethodView[] | undefined {
    return this.#methods.value;
  }

  /** Why they are not known. */
  get methodsError(): BillingError | null {
    return this.#methods.error;
  }

  /** The chosen way to pay; the first one until another is chosen. */
  get method(): PaymentMethodView | null {
    const methods = this.#methods.value ?? [];
    return methods.find(({ methodId }) => methodId === this.#methodId) ?? methods[0] ?? null;
  }

  /** Resolves when the quote that was asked for last is there. */
  get settled(): Promise<void> {
    return this.#last;
  }

  /** Chooses a way to pay. */
  choose(methodId: string): void {
    this.#methodId = methodId;
    this.#host.requestUpdate();
  }

  /** Quotes what is chosen now; an earlier answer is dropped. */
  run(): Promise<void> {
    this.#last = this.#run();
    return this.#last;
  }

  async #run(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const before = this.total;
    await this.#quote.run();
    const { total } = this;
    if (turn !== this.#turn || this.error !== null || total === undefined) return;
    const same = before?.amount === total.amount && before.currency === total.currency;
    if (before !== undefined && !same) this.#options.changed(total);
    this.updateMethods();
  }

  /** The ways to pay depend on sum and country, and are asked for when one of them changes. */
  updateMethods(): void {
    const { total } = this;
    if (total === undefined) return;
    const key = `${total.amount} ${total.currency} ${this.#options.country()}`;
    if (key === this.#methodsFor && this.#methods.error === null) return;
    this.#methodsFor = key;
    if (total.amount === 0n) this.#methods.set([]);
    else void this.#methods.run();
  }

  /** A code that is not valid is taken away and named at its field; the rest is quoted. */
  async #ask(billing: Billing, signal: AbortSignal): Promise<OrderQuote> {
    const input = this.#input();
    try {
      return await billing.orders.quote(input, { signal });
    } catch (error) {
      const { code, message } = asBillingError(error);
      if (signal.aborted || code !== 'promotion_not_valid' || !input.promotionCode) throw error;
      this.#options.refuse(message);
      return billing.orders.quote(this.#input(), { signal });
    }
  }

  #input(): OrderInput {
    const input = this.#options.input();
    if (input === null) throw new Error('There is nothing to quote.');
    return input;
  }

  async #askMethods(billing: Billing, signal: AbortSignal): Promise<readonly PaymentMethodView[]> {
    const { total } = this;
    if (total === undefined) return [];
    const input = { amount: total, country: this.#options.country() };
    const { methods } = await billing.payments.methods(input, { signal });
    return methods;
  }
}
