import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { define } from '../../components/define.ts';
import type { GatewayClient } from '../../components/index.ts';
import type { RackrateProvider } from '../../components/provider/provider.ts';
import type { PlainDate } from '../../src/rules/plain-date.ts';
import type { LiveProvider } from './engine.ts';
import { liveGateway } from './gateway.ts';
import './page.css';

type Gateways = Readonly<Record<string, GatewayClient>>;

/** Days that a month may have, for the progress that is shown. */
const daysOfMonth = 31;

/**
 * A page with a provider of its own: it loads the engine when it is shown, and not before. It has
 * no shadow root, since card fields stand in the page itself.
 */
class LivePage extends LitElement {
  static override readonly properties: PropertyDeclarations = {
    step: { state: true },
    provider: { state: true },
    day: { state: true },
    days: { state: true },
    locale: { type: String },
    density: { type: String },
  };

  #offered: Gateways | null = null;

  declare step: string;
  declare provider: LiveProvider | null;
  declare day: PlainDate;
  declare days: number | null;
  declare locale: string;
  declare density: 'normal' | 'compact';

  constructor() {
    super();
    this.step = 'Loading the engine';
    this.provider = null;
    this.day = '';
    this.days = null;
    this.locale = 'en-GB';
    this.density = 'normal';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    define();
    if (this.provider === null) void this.#start();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  async #start(): Promise<void> {
    try {
      const { startLiveProvider } = await import('./engine.ts');
      const provider = await startLiveProvider((step) => {
        this.step = step;
      });
      this.day = provider.today();
      this.provider = provider;
    } catch (error) {
      this.step = `It did not start: ${error instanceof Error ? error.message : String(error)}`;
      reportError(error);
    }
  }

  async #advance(): Promise<void> {
    this.days = 0;
    try {
      await this.provider?.advanceMonth((day) => {
        this.day = day;
        this.days = (this.days ?? 0) + 1;
      });
    } finally {
      this.days = null;
    }
    this.querySelector<RackrateProvider>('rr-provider')?.refresh();
  }

  protected override render(): TemplateResult {
    const { provider } = this;
    return html`<main class="live">
      ${provider === null ? this.#waiting() : this.#running(provider)}
    </main>`;
  }

  #waiting(): TemplateResult {
    return html`<div class="live__bar">
      <p role="status">${this.step}</p>
      <progress aria-label="Starting"></progress>
    </div>`;
  }

  #running(provider: LiveProvider): TemplateResult {
    const isMoving = this.days !== null;
    return html`<div class="live__bar">
        <p role="status">It is <time datetime=${this.day}>${this.day}</time></p>
        <button type="button" ?disabled=${isMoving} @click=${() => this.#advance()}>
          Move the clock on a month
        </button>
        ${
          isMoving
            ? html`<progress
                aria-label="Days of the month"
                max=${daysOfMonth}
                value=${this.days ?? 0}
              ></progress>`
            : nothing
        }
      </div>
      <rr-provider
        .adapter=${provider.adapter}
        .gateways=${this.#gateways(provider)}
        locale=${this.locale}
        density=${this.density}
        ><rr-portal routing="none" heading-level="1" embedded></rr-portal
      ></rr-provider>
      <section class="live__mails" aria-label="Mails">
        <h2>Mails</h2>
        <ol reversed>
          ${provider
            .mails()
            .slice(0, 12)
            .map(({ on, subject }) => html`<li><time datetime=${on}>${on}</time> ${subject}</li>`)}
        </ol>
      </section>`;
  }

  /** The same object at each render, or the provider would offer it anew. */
  #gateways({ tokenise }: LiveProvider): Gateways {
    this.#offered ??= { sandbox: liveGateway(tokenise) };
    return this.#offered;
  }
}

/** Registers `live-page`; twice is harmless. */
export function defineLivePage(): void {
  if (customElements.get('live-page') === undefined) customElements.define('live-page', LivePage);
}
