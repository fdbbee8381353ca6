import { html } from 'lit';
import type { Input } from '../../src/contract/operations.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import { accountAnswers } from '../../stories/fixtures/billing-accounts.ts';
import { storyGateway } from '../../stories/fixtures/pay.ts';
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
import { RackrateBillingAccount } from './billing-account.ts';

/** The widget and the backend that records its calls. */
export interface Shown {
  readonly form: RackrateBillingAccount;
  readonly adapter: FakeAdapter;
}

/** Where and with what the widget stands. */
export interface Place extends MountOptions {
  readonly id?: string;
  readonly setup?: string;
  readonly gateway?: GatewayClient;
}

/** Puts the form into the page, over a backend with four accounts. */
export async function show(more: Answers = {}, at: Place = {}): Promise<Shown> {
  const adapter = fakeAdapter({ ...accountAnswers, ...more });
  const template = html`<rr-billing-account
    billing-account-id=${at.id ?? ''}
    setup-id=${at.setup ?? ''}
    list-href="#/billing-accounts"
  ></rr-billing-account>`;
  const mounting = mount<RackrateBillingAccount>(RackrateBillingAccount, adapter, template, at);
  const provider = document.querySelector<RackrateProvider>('rr-provider');
  if (provider !== null) provider.gateways = { sandbox: at.gateway ?? storyGateway };
  const form = await mounting;
  await settle(form);
  return { form, adapter };
}

/** Waits until promises and renderings are done, those of the gateway too. */
export async function settle(form: RackrateBillingAccount): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await settled(form);
}

/** Presses something, and waits. */
export async function press(form: RackrateBillingAccount, selector = '#save'): Promise<void> {
  one(form, selector).click();
  await settle(form);
}

/** What was sent with a command. */
export function sent<Name extends `billingAccounts.${'add' | 'change' | 'resume' | 'setup'}`>(
  adapter: FakeAdapter,
  name: Name,
): readonly Input<Name>[] {
  return adapter.calls
    .filter((call) => call.name === name)
    .map((call) => call.input as Input<Name>);
}

/** The names in a list of the picker. */
export function listed(form: RackrateBillingAccount, side: 'out' | 'in'): readonly string[] {
  const options = form.renderRoot.querySelectorAll(`#${side} > [role=option] bdi`);
  return [...options].map((option) => option.textContent ?? '');
}
