import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  accountAnswers,
  accounts,
  longRouting,
  manyFallback,
  nothingAutomatic,
  staleAccount,
} from './fixtures/billing-accounts.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Billing accounts/Routing',
  component: 'rr-routing',
  parameters: {
    docs: {
      description: { component: 'Which account pays what, what steps in, and what will expire.' },
    },
  },
};

export default meta;

function show(more: Answers = {}, options: PageOptions = {}, clientId = ''): StoryObj {
  const widget: TemplateResult = html`<rr-routing
    client-id=${clientId}
    list-href="#/billing-accounts"
    heading-level="1"
  ></rr-routing>`;
  return { render: () => page(widget, { ...accountAnswers, ...more }, options) };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

function rootOf(canvas: HTMLElement): ShadowRoot | null | undefined {
  return canvas.querySelector('rr-routing')?.shadowRoot;
}

/** Lets the second card step in first, and gives a package to it. */
async function change(canvas: HTMLElement): Promise<void> {
  await settle();
  const root = rootOf(canvas);
  root?.querySelector<HTMLElement>('#add-acc_4444')?.click();
  await settle();
  root?.querySelector<HTMLElement>('#up-acc_4444')?.click();
  const payer = root?.querySelector<HTMLSelectElement>('#payer-pkg_1051');
  if (payer !== null && payer !== undefined) {
    payer.value = 'acc_3220';
    payer.dispatchEvent(new Event('change'));
  }
  await settle();
}

async function save(canvas: HTMLElement): Promise<void> {
  await change(canvas);
  rootOf(canvas)?.querySelector<HTMLElement>('#save')?.click();
  await settle();
}

/** Seven packages, four accounts, one that steps in. */
export const Typical: StoryObj = show();

/** Two changes, and what they would mean; nothing is saved yet. */
export const Changed: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => change(canvasElement),
};

/** It is saved. */
export const Saved: StoryObj = { ...show(), play: ({ canvasElement }) => save(canvasElement) };

/** An account was changed by somebody else in between. */
export const Conflict: StoryObj = {
  ...show({ 'billingAccounts.change': staleAccount }),
  play: ({ canvasElement }) => save(canvasElement),
};

/** Three accounts step in. */
export const Several: StoryObj = show({ 'billingAccounts.routing': () => manyFallback });

/** Nothing is charged automatically. */
export const ByHand: StoryObj = show({ 'billingAccounts.routing': () => nothingAutomatic });

/** As an operator sees it, who changes nothing. */
export const Operator: StoryObj = show({}, {}, 'cli_1');

/** Nothing was ordered. */
export const Empty: StoryObj = show({
  'billingAccounts.routing': () => ({ ...accounts.routing, packages: [] }),
});

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show({ 'billingAccounts.routing': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show({ 'billingAccounts.routing': unreachable });

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show({ 'billingAccounts.routing': signedOut });

/** Names as long as they get. */
export const LongNames: StoryObj = show({ 'billingAccounts.routing': () => longRouting });

/** Right to left. */
export const RightToLeft: StoryObj = show({}, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show({}, { theme: 'dark' });
