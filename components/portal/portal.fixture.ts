import { html, type TemplateResult } from 'lit';
import type { Feature } from '../../src/contract/account.ts';
import type { Adapter } from '../../src/contract/operations.ts';
import { invoice, invoicePage, invoiceRow, invoiceRows } from '../../stories/fixtures/invoices.ts';
import { eur } from '../../stories/fixtures/money.ts';
import { packagePage, packageRows } from '../../stories/fixtures/packages.ts';
import { firstPayOptions, storyGateway } from '../../stories/fixtures/pay.ts';
import { register } from '../internal/register.ts';
import {
  type Answers,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
} from '../internal/testing.ts';
import { RackrateInvoice } from '../invoice/invoice.ts';
import { RackrateInvoiceList } from '../invoice-list/invoice-list.ts';
import { RackratePackage } from '../package/package.ts';
import { RackratePackageList } from '../package-list/package-list.ts';
import { RackratePay } from '../pay/pay.ts';
import type { RackrateProvider } from '../provider/provider.ts';
import { RackrateSignIn } from '../sign-in/sign-in.ts';
import { RackratePortal } from './portal.ts';

/** What a client with every area is offered. */
export const allFeatures: readonly Feature[] = [
  'order',
  'invoices',
  'pay',
  'packages',
  'billing_accounts',
  'contacts',
  'affiliates',
];

/** What anybody is offered. */
export const publicFeatures: readonly Feature[] = ['order', 'sign_in'];

/** The widgets that the tests look into. */
export const widgets: readonly Parameters<typeof register>[0][number][] = [
  RackrateInvoiceList,
  RackrateInvoice,
  RackratePackageList,
  RackratePackage,
  RackratePay,
  RackrateSignIn,
];

/** Enough invoices to scroll through. */
export const manyRows: readonly ReturnType<typeof invoiceRow>[] = Array.from(
  { length: 50 },
  (_, index) =>
    invoiceRow(
      `HL-2026-${String(index + 1).padStart(6, '0')}`,
      '2026-10-12',
      '2026-11-12',
      eur('22.61'),
      { status: 'unpaid' },
    ),
);

/** A backend of a client; what is given comes first. */
export function backend(more: Answers = {}, adapter: Partial<Adapter> = {}): FakeAdapter {
  return fakeAdapter(
    {
      'account.features': () => ({ features: allFeatures }),
      'invoices.list': () => invoicePage(invoiceRows),
      'invoices.get': () => invoice,
      'packages.list': () => packagePage(packageRows),
      'payments.options': () => firstPayOptions,
      ...more,
    },
    adapter,
  );
}

/** The portal and what was asked of its backend. */
export interface Shown {
  readonly portal: RackratePortal;
  readonly adapter: FakeAdapter;
}

/** Puts the portal into the page, at a path of its fragment. */
export async function show(
  path = '',
  adapter: FakeAdapter = backend(),
  template: TemplateResult = html`<rr-portal></rr-portal>`,
  options: MountOptions = {},
): Promise<Shown> {
  if (path !== '') history.replaceState(null, '', `#/${path}`);
  register(widgets, 'rr');
  const mounting = mount<RackratePortal>(RackratePortal, adapter, template, options);
  const provider = document.querySelector<RackrateProvider>('rr-provider');
  if (provider !== null) provider.gateways = { sandbox: storyGateway };
  const portal = await mounting;
  await calm(portal);
  return { portal, adapter };
}

/** Waits until the browser has told of its step, and all is rendered. */
export async function calm(portal: RackratePortal): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await settled(portal);
}

/** Goes through the browser's history, and waits until it is there. */
export async function travel(portal: RackratePortal, steps: number): Promise<void> {
  const moved = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.go(steps);
  await moved;
  await calm(portal);
}

/** The texts of the menu. */
export function entriesOf(portal: RackratePortal): readonly string[] {
  return [...portal.renderRoot.querySelectorAll('nav[part=menu] .rr-way')].map(
    (entry) => entry.textContent?.trim() ?? '',
  );
}

/** An entry of the menu. */
export function entry(portal: RackratePortal, text: string): HTMLElement {
  const found = [...portal.renderRoot.querySelectorAll<HTMLElement>('.rr-way')].find(
    (each) => each.textContent?.trim() === text,
  );
  if (found === undefined) throw new Error(`There is no entry ${text}.`);
  return found;
}

/** Follows an entry of the menu. */
export async function follow(portal: RackratePortal, text: string): Promise<void> {
  entry(portal, text).click();
  await calm(portal);
}

/** The widget that the portal shows. */
export function shown(portal: RackratePortal): Element | null {
  return one(portal, '#view').firstElementChild;
}

/** What has the focus, inside all shadow roots. */
export function focusedDeep(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What is said aloud. */
export function said(portal: RackratePortal): string {
  return one(portal, '[role=status]').textContent?.trim() ?? '';
}
