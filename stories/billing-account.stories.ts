import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import type { BillingAccountSetup } from '../src/contract/billing-accounts.ts';
import {
  accountAnswers,
  accounts,
  bankOptions,
  manyMethods,
  manyPackages,
  redirecting,
  staleAccount,
  usBankOptions,
} from './fixtures/billing-accounts.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';
import { storyGateway } from './fixtures/pay.ts';

const meta: Meta = {
  title: 'Billing accounts/Billing account',
  component: 'rr-billing-account',
  parameters: {
    docs: {
      description: { component: 'A kept way to pay: kind, owner, and the packages that it pays.' },
    },
  },
};

export default meta;

const gateways = { sandbox: storyGateway, wallet: storyGateway };

function show(more: Answers = {}, options: PageOptions = {}, id = ''): StoryObj {
  const widget: TemplateResult = html`<rr-billing-account
    billing-account-id=${id}
    list-href="#/billing-accounts"
    heading-level="1"
  ></rr-billing-account>`;
  return { render: () => page(widget, { ...accountAnswers, ...more }, { gateways, ...options }) };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

async function press(canvas: HTMLElement, selector: string): Promise<void> {
  await settle();
  canvas
    .querySelector('rr-billing-account')
    ?.shadowRoot?.querySelector<HTMLElement>(selector)
    ?.click();
  await settle();
}

function saved(setup: BillingAccountSetup): StoryObj {
  const answers: Answers = {
    'billingAccounts.add': () => setup,
    'billingAccounts.setup': () => setup,
  };
  return { ...show(answers), play: ({ canvasElement }) => press(canvasElement, '#save') };
}

/** A new account: its kind, the gateway's own fields, owner, packages. */
export const NewAccount: StoryObj = show();

/** Every kind that there is. */
export const EveryKind: StoryObj = show({ 'billingAccounts.options': () => manyMethods });

/** Nothing is to be entered where nothing is kept. */
export const ByHand: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => press(canvasElement, '[value="transfer"]'),
};

/** An account with an IBAN, and what is agreed to. */
export const BankAccount: StoryObj = show({ 'billingAccounts.options': () => bankOptions });

/** An account of the United States; nothing was filled in. */
export const BankAccountFaults: StoryObj = {
  ...show({ 'billingAccounts.options': () => usBankOptions }),
  play: ({ canvasElement }) => press(canvasElement, '#save'),
};

/** The form of an account that is kept; the default one. */
export const Edit: StoryObj = show({}, {}, 'acc_4242');

/** Two packages are selected, and one was moved. */
export const MovingPackages: StoryObj = {
  ...show({}, {}, 'acc_4444'),
  play: async ({ canvasElement }) => {
    await press(canvasElement, '#option-out-pkg_1051');
    await press(canvasElement, '[part=moves] button');
    await press(canvasElement, '#option-out-pkg_1039');
    await press(canvasElement, '#option-out-pkg_1066');
  },
};

/** An account of another contact: it is seen, not changed. */
export const AnotherOwner: StoryObj = show(
  { 'billingAccounts.list': () => accounts.foreign },
  {},
  'acc_4242',
);

/** Its owner, packages and default mark were saved. */
export const Saved: StoryObj = {
  ...show({}, {}, 'acc_4444'),
  play: async ({ canvasElement }) => {
    await press(canvasElement, '#option-out-pkg_1051');
    await press(canvasElement, '[part=moves] button');
    await press(canvasElement, '#save');
  },
};

/** It was changed by somebody else in between. */
export const Conflict: StoryObj = {
  ...show({ 'billingAccounts.change': staleAccount }, {}, 'acc_4444'),
  play: async ({ canvasElement }) => {
    await press(canvasElement, '#default');
    await press(canvasElement, '#save');
  },
};

/** The gateway keeps the card. */
export const Kept: StoryObj = saved(accounts.saved);

/** The bank wants to ask the client. */
export const BankAsks: StoryObj = saved(accounts.asking);

/** A step on the gateway's own page. */
export const OwnPage: StoryObj = saved(redirecting);

/** The gateway takes its time. */
export const Waiting: StoryObj = saved(accounts.pending);

/** The gateway did not say what came of it. */
export const NotKnown: StoryObj = saved({ ...accounts.pending, state: 'unknown' });

/** The bank said no. */
export const Declined: StoryObj = saved(accounts.declined);

/** Twenty packages in the lists. */
export const ManyPackages: StoryObj = show({ 'billingAccounts.options': () => manyPackages });

/** The provider offers nothing that can be kept. */
export const NothingToChoose: StoryObj = show({
  'billingAccounts.options': () => ({ ...accounts.options, methods: [] }),
});

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show({ 'billingAccounts.options': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show({ 'billingAccounts.options': unreachable });

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show({ 'billingAccounts.options': signedOut });

/** Right to left. */
export const RightToLeft: StoryObj = show({}, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show({}, { theme: 'dark' });
