import { ContextProvider } from '@lit/context';
import { LOCALE_STATUS_EVENT } from '@lit/localize';
import {
  type CSSResult,
  css,
  html,
  LitElement,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { createHttpAdapter } from '../../src/adapters/http.ts';
import { createBilling } from '../../src/billing.ts';
import type { Adapter } from '../../src/contract/operations.ts';
import { fail } from '../../src/errors.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import { type RackrateContext, RefreshSignal, rackrateContext } from '../internal/context.ts';
import { languageAround, textDirection } from '../internal/language.ts';
import { speak } from '../internal/localize.ts';
import { property } from '../internal/property.ts';

/** A token for a client's own operations, and the instant at which it ends. */
export interface SessionGrant {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Which widget shows what another one asks for, and the attribute that tells it. */
const places: Readonly<Record<string, { readonly widget: string; readonly attribute: string }>> = {
  'rr-open-invoice': { widget: 'invoice', attribute: 'invoice-id' },
  'rr-open-package': { widget: 'package', attribute: 'package-id' },
  'rr-pay': { widget: 'pay', attribute: 'invoice-ids' },
};

/**
 * Connects the widgets inside it to a backend, and to each other: a list's *Details* or *Pay now*
 * shows in the `rr-invoice`, `rr-package` or `rr-pay` beside it, unless the page does something
 * else and prevents the event.
 *
 * @summary Where the widgets get their data from: an address, a session, a language.
 * @slot - The page's content, with widgets anywhere in it.
 */
export class RackrateProvider extends LitElement {
  /** The name without prefix. */
  static readonly widget: string = 'provider';

  static override readonly styles: CSSResult = css`
    :host {
      display: contents;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
    :host([density='compact']) {
      --rr-density: 0.75;
    }
  `;

  readonly #refresh: RefreshSignal = new RefreshSignal();
  readonly #provider: ContextProvider<typeof rackrateContext, this> = new ContextProvider(this, {
    context: rackrateContext,
  });
  /** Attributes that follow {@link locale}. */
  readonly #set: Set<string> = new Set();
  #http: { readonly base: string; readonly adapter: Adapter } | null = null;

  /** Address of the API, `https://shop.example/api`. */
  @property()
  base: string = '';

  /** The host's own endpoint that answers a POST with `{ token, expiresAt }`, or 401. */
  @property({ attribute: 'session-url' })
  sessionUrl: string = '';

  /**
   * BCP 47; left out: the language of the page. Words follow it where there is a translation (en,
   * ar, de, es, fr, ja) and are English elsewhere; figures and dates follow it always. One page
   * speaks one language: that of the provider that asked last.
   */
  @property()
  locale: string = '';

  /** `auto` follows the page. */
  @property({ reflect: true })
  theme: 'auto' | 'light' | 'dark' = 'auto';

  /** `compact` for lower rows. */
  @property({ reflect: true })
  density: 'normal' | 'compact' = 'normal';

  /** Gives a session instead of {@link sessionUrl}; null: nobody is signed in. */
  @property({ attribute: false })
  getSession: (() => Promise<SessionGrant | null>) | null = null;

  /** Any backend; {@link base} is unused then. */
  @property({ attribute: false })
  adapter: Adapter | null = null;

  /** Browser halves of gateways by plugin id. */
  @property({ attribute: false })
  gateways: Readonly<Record<string, GatewayClient>> = {};

  /** What a server rendered is a skeleton: the widget begins anew, before the page is drawn. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    this.shadowRoot?.replaceChildren();
    return super.createRenderRoot();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of Object.keys(places)) this.addEventListener(type, this.#show);
    addEventListener(LOCALE_STATUS_EVENT, this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of Object.keys(places)) this.removeEventListener(type, this.#show);
    removeEventListener(LOCALE_STATUS_EVENT, this.#redraw);
  }

  /** The page's own listeners may stand further out, so they are heard first. */
  readonly #show = (event: Event): void => {
    queueMicrotask(() => {
      const place = places[event.type];
      if (place === undefined || event.defaultPrevented) return;
      const prefix = this.localName.slice(0, -RackrateProvider.widget.length);
      const widget = this.querySelector<HTMLElement>(`${prefix}${place.widget}`);
      if (widget === null) return;
      widget.setAttribute(place.attribute, idsOf((event as CustomEvent<unknown>).detail));
      widget.scrollIntoView({ block: 'start' });
    });
  };

  /** Words have come, of this script or of another copy of it. */
  readonly #redraw = (event: WindowEventMap[typeof LOCALE_STATUS_EVENT]): void => {
    if (event.detail.status === 'ready') this.#offer();
  };

  /** Makes the widgets inside load again, such as after a change by the host page. */
  refresh(): void {
    this.#refresh.notify();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const keys = ['base', 'adapter', 'locale', 'gateways', 'sessionUrl', 'getSession'] as const;
    if (keys.some((key) => changed.has(key))) this.#offer();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('locale')) void this.#speak();
  }

  /** The widgets are drawn anew when the words are there; until then they show those before. */
  async #speak(): Promise<void> {
    const { locale } = this;
    if (locale === '') {
      for (const name of ['lang', 'dir']) if (this.#set.delete(name)) this.removeAttribute(name);
    }
    const language = await speak(locale || languageAround(this) || 'en');
    if (locale !== this.locale) return;
    if (locale !== '') {
      this.#mark('lang', language);
      // A page that says its direction means it for everything in it.
      const page = this.parentElement?.closest('[dir=ltr], [dir=rtl]') ?? null;
      if (page === null) this.#mark('dir', textDirection(language));
    }
    this.#offer();
  }

  /** What the page said itself stands. */
  #mark(name: 'lang' | 'dir', value: string): void {
    if (this.hasAttribute(name) && !this.#set.has(name)) return;
    this.setAttribute(name, value);
    this.#set.add(name);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  /** The facade changes only with the backend; a new language does not load everything again. */
  #offer(): void {
    const adapter = this.adapter ?? this.#httpAdapter();
    if (adapter === null) return;
    const known = this.#provider.value as RackrateContext | undefined;
    this.#provider.setValue({
      billing: known?.billing.adapter === adapter ? known.billing : createBilling(adapter),
      locale: this.locale || null,
      gateways: new Map(Object.entries(this.gateways)),
      refresh: this.#refresh,
    });
  }

  #httpAdapter(): Adapter | null {
    if (this.base === '') return null;
    if (this.#http?.base !== this.base) {
      const getToken = (): Promise<SessionGrant | null> => this.#session();
      const adapter = createHttpAdapter({ base: this.base, getToken });
      this.#http = { base: this.base, adapter };
    }
    return this.#http.adapter;
  }

  async #session(): Promise<SessionGrant | null> {
    if (this.getSession !== null) return this.getSession();
    if (this.sessionUrl === '') return null;
    const response = await fetch(this.sessionUrl, {
      method: 'POST',
      credentials: 'include',
      headers: { accept: 'application/json' },
    });
    if (response.status === 401 || response.status === 403) return null;
    if (!response.ok) {
      fail('unavailable', `The session endpoint answered ${response.status}; see session-url.`);
    }
    return readGrant(await response.json());
  }
}

/** The one id of a detail, or its list of ids with commas between. */
function idsOf(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '';
  const [ids] = Object.values(detail as Readonly<Record<string, unknown>>);
  return Array.isArray(ids) ? ids.join(',') : String(ids ?? '');
}

function readGrant(body: unknown): SessionGrant {
  if (typeof body === 'object' && body !== null && 'token' in body && 'expiresAt' in body) {
    const { token, expiresAt } = body;
    if (typeof token === 'string' && typeof expiresAt === 'string') return { token, expiresAt };
  }
  return fail('invalid_input', 'The session endpoint has to answer { token, expiresAt }.');
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-provider': RackrateProvider;
  }
}
