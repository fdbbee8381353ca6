import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import type { Feature } from '../src/contract/account.ts';
import type { SignIn } from '../src/contract/operations.ts';
import { accountAnswers } from './fixtures/billing-accounts.ts';
import { invoice, invoicePage, invoiceRows } from './fixtures/invoices.ts';
import { publicSession } from './fixtures/order.ts';
import { activePackage, packagePage, packageRows } from './fixtures/packages.ts';
import { never, type PageOptions, page, unreachable } from './fixtures/page.ts';
import { firstPayOptions, storyGateway } from './fixtures/pay.ts';

const meta: Meta = {
  title: 'Account/Portal',
  component: 'rr-portal',
  parameters: {
    docs: {
      description: {
        component:
          'The whole client portal: a menu of what is configured, and the widget of what is chosen.',
      },
    },
  },
};

export default meta;

const signIn: SignIn = { signIn: () => Promise.resolve(), signOut: () => Promise.resolve() };

const features: readonly Feature[] = [
  'order',
  'invoices',
  'pay',
  'packages',
  'billing_accounts',
  'contacts',
];

const answers: Answers = {
  ...accountAnswers,
  'account.features': () => ({ features }),
  'invoices.list': () => invoicePage(invoiceRows),
  'invoices.get': () => invoice,
  'packages.list': () => packagePage(packageRows),
  'packages.get': () => activePackage,
  'payments.options': () => firstPayOptions,
  'sessions.current': () => publicSession,
};

/** The portal at a path; the address of the page stays, so that the frame of the story does. */
function show(path: string, options: PageOptions = {}, more: Answers = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-portal routing="none" path=${path} heading-level="1"></rr-portal>`;
  const gateways = { sandbox: storyGateway };
  return {
    render: () =>
      page(widget(), { ...answers, ...more }, { backend: { signIn }, gateways, ...options }),
  };
}

/** The first entry of the menu but Home. */
export const Typical: StoryObj = show('invoices');

/** A package is chosen: its section is marked. */
export const OnePackage: StoryObj = show('packages/pkg_1042');

/** A kept way to pay is added; the gateway's fields stand in the page itself. */
export const NewBillingAccount: StoryObj = show('billing-accounts/new');

/** The gateway's fields stand in the page itself. */
export const Pay: StoryObj = show('pay');

/** A client who has nothing yet. */
export const Empty: StoryObj = show('invoices', {}, { 'invoices.list': () => invoicePage([]) });

/** Only what is configured, and within the contact's areas, has an entry. */
export const FewEntries: StoryObj = show(
  'packages',
  {},
  { 'account.features': () => ({ features: ['packages'] }) },
);

/** A link that leads nowhere. */
export const NotFound: StoryObj = show('packages/pkg_1/sell');

/** Nobody is signed in. */
export const SignedOut: StoryObj = show(
  '',
  {},
  { 'account.features': () => ({ features: ['order', 'sign_in'] }) },
);

/** Nobody is signed in, and the page around has the sign-in. */
export const Embedded: StoryObj = show(
  '',
  { backend: {} },
  { 'account.features': () => ({ features: ['order', 'sign_in'] }) },
);

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show('invoices', {}, { 'account.features': () => never() });

/** Without a backend: Home alone, and the view says what could not be done. */
export const Failed: StoryObj = show(
  'invoices',
  {},
  { 'account.features': unreachable, 'invoices.list': unreachable },
);

/** Right to left. */
export const RightToLeft: StoryObj = show('invoices', { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show('invoices', { theme: 'dark' });
