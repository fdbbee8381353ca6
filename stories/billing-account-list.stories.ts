import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  accountAnswers,
  accounts,
  expiredList,
  longList,
  staleAccount,
} from './fixtures/billing-accounts.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Billing accounts/Billing account list',
  component: 'rr-billing-account-list',
  parameters: {
    docs: {
      description: {
        component: 'Kept ways to pay: what each is, whose, when it ends, and what it pays.',
      },
    },
  },
};

export default meta;

function show(more: Answers = {}, options: PageOptions = {}): StoryObj {
  const widget: TemplateResult = html`<rr-billing-account-list
    account-href="#/billing-accounts/{id}"
    add-href="#/billing-accounts/new"
    routing-href="#/routing"
    heading-level="1"
  ></rr-billing-account-list>`;
  return { render: () => page(widget, { ...accountAnswers, ...more }, options) };
}

/** Opens the question of an action of the first account that has it, and answers it. */
async function act(canvas: HTMLElement, action: string, confirm: boolean): Promise<void> {
  const root = canvas.querySelector('rr-billing-account-list')?.shadowRoot;
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  await settle();
  root?.querySelector<HTMLButtonElement>(`[aria-label^="${action}"]`)?.click();
  await settle();
  if (!confirm) return;
  root?.querySelector<HTMLButtonElement>('dialog .rr-btn:not([autofocus])')?.click();
  await settle();
}

/** A card that ends soon, one of another contact, transfers, and a card that steps in. */
export const Typical: StoryObj = show();

/** As a contact sees them who owns one of them: type, digits and packages of the others. */
export const OtherOwners: StoryObj = show({ 'billingAccounts.list': () => accounts.foreign });

/** The default card has expired, and what it no longer pays. */
export const ExpiredCard: StoryObj = show({ 'billingAccounts.list': () => expiredList });

/** What stands in after a first order that kept nothing. */
export const FirstAccount: StoryObj = show({ 'billingAccounts.list': () => accounts.first });

/** What removing the default account does. */
export const Removing: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', false),
};

/** It is removed. */
export const Removed: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', true),
};

/** It cannot be removed while it is charged. */
export const ChargeUnderWay: StoryObj = {
  ...show({ 'billingAccounts.previewRemoval': () => ({ ...accounts.removal, charging: true }) }),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', false),
};

/** What it means to be the default one. */
export const MakingDefault: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => act(canvasElement, 'Make default', false),
};

/** It was changed by somebody else in between. */
export const Conflict: StoryObj = {
  ...show({ 'billingAccounts.remove': staleAccount }),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', true),
};

/** No account at all. */
export const Empty: StoryObj = show({
  'billingAccounts.list': () => ({ rows: [], paidByDefault: [] }),
});

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show({ 'billingAccounts.list': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show({ 'billingAccounts.list': unreachable });

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show({ 'billingAccounts.list': signedOut });

/** Names as long as they get, and twelve packages of one account. */
export const LongNames: StoryObj = show({ 'billingAccounts.list': () => longList });

/** Right to left. */
export const RightToLeft: StoryObj = show({}, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show({}, { theme: 'dark' });
