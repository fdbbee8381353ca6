import { ContextConsumer } from '@lit/context';
import { LitElement, type PropertyValues, type ReactiveElement } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import { type RackrateContext, rackrateContext } from './context.ts';
import { Formatter, isLocale } from './format.ts';
import { languageAround } from './language.ts';
import { property } from './property.ts';

/** How an event is sent. */
export interface EmitOptions {
  /** Whether a listener may prevent what the widget would do. */
  readonly cancelable?: boolean;
}

/**
 * The base of every widget: the facade from the nearest `rr-provider`, words and figures of the
 * page's language, events, and tag names that follow the prefix it was registered under (Law 15).
 */
export abstract class RackrateElement extends LitElement {
  /** The name without prefix, `invoice-list`. */
  static readonly widget: string = '';

  readonly #consumer: ContextConsumer<typeof rackrateContext, this>;
  #billing: Billing | null = null;
  #formatter: Formatter | null = null;
  #unsubscribe: (() => void) | null = null;

  /** Level of the widget's title, 1 to 6; headings inside follow it. */
  @property({ attribute: 'heading-level', type: Number })
  headingLevel: number = 2;

  constructor() {
    super();
    this.#consumer = new ContextConsumer(this, {
      context: rackrateContext,
      subscribe: true,
      callback: (context) => this.#contextChanged(context),
    });
  }

  /** The facade; null until a provider is there. */
  get billing(): Billing | null {
    return this.#billing;
  }

  /** What the provider hands over; undefined until it is there. */
  protected get context(): RackrateContext | undefined {
    return this.#consumer.value;
  }

  /** The browser half of a gateway that the host page gave; undefined: the backend has it. */
  gatewayClient(pluginId: string): GatewayClient | undefined {
    return this.context?.gateways.get(pluginId);
  }

  /** The locale of figures, dates and words: the provider's, else the language around. */
  get locale(): string {
    const wanted = this.context?.locale ?? languageAround(this);
    return wanted !== null && isLocale(wanted) ? wanted : 'en';
  }

  /** Writes amounts and dates for {@link locale}. */
  get format(): Formatter {
    if (this.#formatter?.locale !== this.locale) this.#formatter = new Formatter(this.locale);
    return this.#formatter as Formatter;
  }

  /** What a server rendered is a skeleton: the widget begins anew, before the page is drawn. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    this.shadowRoot?.replaceChildren();
    return super.createRenderRoot();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#subscribe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  /** Called when there is a facade, when another one came, and at each refresh. */
  protected load(): void {}

  /** Loads again, such as after a change that was made outside of the widgets. */
  refresh(): void {
    if (this.billing !== null) this.load();
  }

  /**
   * Sends an event that bubbles out of every shadow root.
   *
   * @returns false when a listener prevented it.
   */
  protected emit(type: `rr-${string}`, detail?: unknown, options: EmitOptions = {}): boolean {
    const cancelable = options.cancelable ?? false;
    return this.dispatchEvent(
      new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }),
    );
  }

  /** A provider that has no backend yet hands over nothing. */
  #contextChanged(context: RackrateContext | undefined): void {
    if (context === undefined) return;
    this.#subscribe();
    if (this.#billing === context.billing) return;
    this.#billing = context.billing;
    this.load();
  }

  #subscribe(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.context?.refresh.subscribe(() => this.refresh()) ?? null;
  }
}

/** What `changed.has` takes for a property of a widget. */
export type Changed<Widget extends ReactiveElement> = PropertyValues<Widget>;
