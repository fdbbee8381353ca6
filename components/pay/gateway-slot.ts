import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { PaymentMethodView } from '../../src/contract/payments.ts';
import { fail } from '../../src/errors.ts';
import type { GatewayClient, GatewayFields, GatewayMount } from '../../src/ports/gateway-client.ts';
import type { RackrateElement } from '../internal/element.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
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
  readonly #edited: () => void;
  readonly #about: () => Pick<GatewayMount, 'amount' | 'save'>;
  #container: HTMLElement | null = null;
  #fields: GatewayFields | null = null;
  #methodId: string | null = null;
  #told = '';
  #ready: Promise<void> = Promise.resolve();

  /**
   * @param edited called when the client changed something in the fields.
   * @param about what is to be paid with them, asked when they mount.
   */
  constructor(
    host: RackrateElement,
    edited: () => void,
    about: () => Pick<GatewayMount, 'amount' | 'save'>,
  ) {
    this.#host = host;
    this.#edited = edited;
    this.#about = about;
    host.addController(this);
  }

  /** A widget that was moved within the page gets its fields again. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#clear();
    this.#methodId = null;
  }

  /** Mounts the fields of a method; the same again does nothing, null takes them away. */
  use(method: PaymentMethodView | null): Promise<void> {
    const methodId = method?.methodId ?? null;
    if (methodId === this.#methodId) {
      this.#tell();
      return this.#ready;
    }
    this.#clear();
    this.#methodId = methodId;
    this.#ready = method?.kind === 'embedded' ? this.#mount(method) : Promise.resolve();
    return this.#ready;
  }

  /** Tells the fields what is to be paid, when that has changed. */
  #tell(): void {
    const about = this.#about();
    const told = `${about.amount?.amount} ${about.amount?.currency} ${about.save}`;
    if (told === this.#told) return;
    this.#told = told;
    this.#fields?.update?.(about);
  }

  /**
   * What the fields give for `payments.pay`; nothing for a method without fields.
   *
   * @throws BillingError `invalid_input` with a message for the client; the focus is at the field.
   */
  async confirm(): Promise<Readonly<Record<string, string>>> {
    await this.#ready;
    if (this.error !== null) fail('invalid_input', this.error);
    try {
      return (await this.#fields?.confirm()) ?? {};
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      return fail('invalid_input', message, { cause });
    }
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

  /** Has the gateway's browser half take a step of its own, in the place of the fields. */
  async proceed(
    method: PaymentMethodView,
    data: Readonly<Record<string, string>>,
  ): Promise<'finished' | 'abandoned'> {
    this.#clear();
    this.#methodId = null;
    try {
      const client = await this.#clientOf(method);
      if (client.proceed === undefined) fail('not_supported', strings.gatewayFailed());
      const { publicConfig } = method;
      const { locale } = this.#host;
      const returnUrl = location.href;
      return await client.proceed({
        container: this.#open(),
        publicConfig,
        locale,
        data,
        returnUrl,
      });
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
      <p class="rr-frame__note">${icon(icons.lock)}<span>${strings.gatewayNote()}</span></p>
    </div>`;
  }

  async #mount(method: PaymentMethodView): Promise<void> {
    const container = this.#open();
    // Another method may be chosen while the module is loading.
    const isGone = (): boolean => this.#container !== container;
    try {
      const client = await this.#clientOf(method);
      if (isGone()) return;
      const { publicConfig } = method;
      const { locale } = this.#host;
      const onChange = this.#edited;
      const mount = { container, publicConfig, locale, onChange, ...this.#about() };
      const fields = await client.mount(mount);
      if (isGone()) return fields.unmount();
      this.#fields = fields;
      this.#tell();
    } catch {
      if (isGone()) return;
      this.#clear();
      this.error = strings.gatewayFailed();
      this.#host.requestUpdate();
    }
  }

  async #clientOf(method: PaymentMethodView): Promise<GatewayClient> {
    const known = this.#host.gatewayClient(method.pluginId);
    if (known !== undefined) return known;
    const path = method.clientModule;
    if (path === null) fail('not_supported', `There is no browser half of ${method.pluginId}.`);
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
