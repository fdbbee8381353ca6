import { html, type TemplateResult } from 'lit';
import type { Adapter, Input } from '../../src/contract/operations.ts';
import type { ChargeView, PaymentOptions } from '../../src/contract/payments.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import { payOptions, storyGateway } from '../../stories/fixtures/pay.ts';
import { RackrateElement } from '../internal/element.ts';
import {
  type Answers,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
} from '../internal/testing.ts';
import type { RackrateProvider } from '../provider/provider.ts';
import { RackratePay } from './pay.ts';

/** The widget and the backend that records its calls. */
export interface Shown {
  readonly widget: RackratePay;
  readonly adapter: FakeAdapter;
}

/** Where and with what the widget stands. */
export interface Place extends MountOptions {
  /** Given to the provider; null: none. */
  readonly gateway?: GatewayClient | null;
  readonly charge?: string;
  readonly backend?: Partial<Adapter>;
}

/** A shell of a host that passes the gateway's slot on, as every Rackrate host does. */
export class TestHost extends RackrateElement {
  protected override render(): TemplateResult {
    return html`<rr-pay><slot name="rr-gateway" slot="rr-gateway"></slot></rr-pay>`;
  }
}
customElements.define('test-host', TestHost);

/** Puts the widget into the page, over what `payments.options` answers. */
export async function show(
  options: PaymentOptions | (() => PaymentOptions),
  more: Answers = {},
  at: Place = {},
): Promise<Shown> {
  const answer = typeof options === 'function' ? options : (): PaymentOptions => options;
  const adapter = fakeAdapter({ 'payments.options': answer, ...more }, at.backend);
  const template = html`<rr-pay charge-id=${at.charge ?? ''}></rr-pay>`;
  const mounting = mount<RackratePay>(RackratePay, adapter, template, at);
  const gateway = at.gateway === undefined ? storyGateway : at.gateway;
  giveGateway(gateway);
  const widget = await mounting;
  await settled(widget);
  return { widget, adapter };
}

/** Gives the provider of the page the browser half of the sandbox. */
export function giveGateway(gateway: GatewayClient | null): void {
  const provider = document.querySelector<RackrateProvider>('rr-provider');
  if (provider !== null && gateway !== null) provider.gateways = { sandbox: gateway };
}

/** What was sent with a command. */
export function sent<Name extends 'payments.pay' | 'payments.resume' | 'payments.cancel'>(
  adapter: FakeAdapter,
  name: Name,
): readonly Input<Name>[] {
  return adapter.calls
    .filter((call) => call.name === name)
    .map((call) => call.input as Input<Name>);
}

/** How often an operation was called. */
export function countOf(adapter: FakeAdapter, name: string): number {
  return adapter.calls.filter((call) => call.name === name).length;
}

/** Presses a button, and waits until all is done. */
export async function press(widget: RackratePay, selector = '[type=submit]'): Promise<void> {
  one(widget, selector).click();
  await settled(widget);
  await settled(widget);
}

/** What has the focus in the widget. */
export function focused(widget: RackrateElement): Element | null {
  return widget.shadowRoot?.activeElement ?? null;
}

/** Options while a charge is open. */
export function openCharge(charge: ChargeView): PaymentOptions {
  return { ...payOptions, openCharge: charge };
}

/** Runs long pauses at once, and tells how long they would have been. */
export function shortenPauses(): { readonly pauses: number[]; readonly restore: () => void } {
  const original = window.setTimeout;
  const pauses: number[] = [];
  window.setTimeout = ((run: () => void, pause = 0) => {
    if (pause < 1000) return original(run, pause);
    pauses.push(pause);
    return original(run, 5);
  }) as typeof window.setTimeout;
  return {
    pauses,
    restore: () => {
      window.setTimeout = original;
    },
  };
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
