import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { PaymentMethodView } from '../../src/contract/payments.ts';
import type { GatewayClient, GatewayFields } from '../../src/ports/gateway-client.ts';
import type { RackrateElement } from '../internal/element.ts';
import { icon } from '../internal/icons.ts';
import { strings } from './pay.strings.ts';

/** The slot that every host passes on. */
const slotName = 'rr-gateway';

/**
 * Mounts a gateway's browser half in the page's light DOM (Law 16).
 *
 * The fields stand in an element of the outermost Rackrate host; each host between relays the slot
 * `rr-gateway`, so that they show in the widget's frame without ever being in a shadow root.
 */
export class GatewaySlot implements ReactiveController {
  /** Why the fields could not be shown, or null. */
  error: string | null = null;

  readonly #host: RackrateElement;
  #container: HTMLElement | null = null;
  #fields: GatewayFields | null = null;
  #methodId: string | null = null;

  constructor(host: RackrateElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    void this.use(null);
  }

  /** Mounts the fields of a method; the same again does nothing, null takes them away. */
  async use(method: PaymentMethodView | null): Promise<void> {
    if (method?.methodId === this.#methodId) return;
    this.#clear();
    this.#methodId = method?.methodId ?? null;
    if (method === null || method.kind !== 'embedded') return;
    try {
      const client = await this.#clientOf(method);
      // Another method may have been chosen while the module was loading.
      if (this.#methodId !== method.methodId) return;
      this.#fields = await client.mount({
        container: this.#open(),
        publicConfig: method.publicConfig,
        locale: this.#host.locale,
        onChange: () => this.#host.requestUpdate(),
      });
      this.error = null;
    } catch {
      this.error = strings.gatewayFailed();
    }
    this.#host.requestUpdate();
  }

  /**
   * What the fields give for `payments.pay`; nothing for a method without fields.
   *
   * @throws Error with a message for the client; the focus is at the field.
   */
  confirm(): Promise<Readonly<Record<string, string>>> {
    if (this.error !== null) return Promise.reject(new Error(this.error));
    return this.#fields?.confirm() ?? Promise.resolve({});
  }

  /** Shows a challenge in the place of the fields, such as 3-D Secure. */
  async challenge(method: PaymentMethodView, url: string): Promise<'finished' | 'abandoned'> {
    this.#clear();
    this.#methodId = null;
    try {
      const client = await this.#clientOf(method);
      return await client.challenge({ container: this.#open(), url });
    } finally {
      this.#clear();
      this.#host.requestUpdate();
    }
  }

  /** The dashed frame that shows whose fields these are. */
  render(): TemplateResult {
    return html`<div class="rr-frame" part="gateway">
      ${this.error === null ? nothing : html`<p class="rr-error" role="alert">${this.error}</p>`}
      <slot name=${slotName}></slot>
      <p class="rr-frame__note">${icon('lock')}<span>${strings.gatewayNote()}</span></p>
    </div>`;
  }

  async #clientOf(method: PaymentMethodView): Promise<GatewayClient> {
    const known = this.#host.gatewayClient(method.pluginId);
    if (known !== undefined) return known;
    const path = method.clientModule ?? '';
    const address = this.#host.billing?.adapter.resolve?.(path) ?? path;
    const module = (await import(/* @vite-ignore */ new URL(address, document.baseURI).href)) as {
      default: GatewayClient;
    };
    return module.default;
  }

  #open(): HTMLElement {
    const container = document.createElement('div');
    container.slot = slotName;
    outermost(this.#host).append(container);
    this.#container = container;
    return container;
  }

  #clear(): void {
    this.#fields?.unmount();
    this.#fields = null;
    this.#container?.remove();
    this.#container = null;
    this.error = null;
  }
}

/** The host that stands in the document itself. */
function outermost(element: HTMLElement): HTMLElement {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? outermost(root.host as HTMLElement) : element;
}
