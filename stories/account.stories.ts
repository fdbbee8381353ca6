import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { emptyOverview, newlyJoined, overview, packagesOnly } from './fixtures/account.ts';
import { eur } from './fixtures/money.ts';
import { packageRows } from './fixtures/packages.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Account/Account',
  component: 'rr-account',
  parameters: {
    docs: { description: { component: 'The Account tab whole, from one request.' } },
  },
};

export default meta;

function show(
  answer: NonNullable<Answers['account.overview']>,
  options: PageOptions = {},
): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-account
      heading-level="1"
      invoice-href="#/invoices/{id}"
      list-href="#/invoices"
      pay-href="#/pay/{id}"
      package-href="#/packages/{id}"
      packages-href="#/packages"
      todos-href="#/todos"
      usage-href="#/usage"
      report-href="#/report"
      order-href="#/order"
      selected-package="pkg_1051"
      switch
    ></rr-account>`;
  const answers: Answers = {
    'account.overview': answer,
    'affiliates.join': () => newlyJoined,
    'packages.signIn': () => never(),
  };
  return { render: () => page(widget(), answers, options) };
}

/** Credit, usage charge, open invoices, to-do items, packages and programs. */
export const Typical: StoryObj = show(() => overview);

/** An account on which nothing has happened yet. */
export const Empty: StoryObj = show(() => emptyOverview);

/** A contact whose area is packages alone. */
export const PackagesOnly: StoryObj = show(() => packagesOnly);

/** Two sums in the summary, and more packages than are shown. */
export const Many: StoryObj = show(() => ({
  ...overview,
  usageCharge: null,
  invoices: {
    outstanding: [eur('275.48'), { amount: 1_999_00n, currency: 'USD' }],
    matching: 18,
    rows: overview.invoices?.rows ?? [],
  },
  packages: { matching: 312, rows: packageRows },
}));

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => overview, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show(() => overview, { theme: 'dark' });
