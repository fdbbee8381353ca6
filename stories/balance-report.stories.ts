import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { balancePage, balanceRows, manyMovements, yenMovements } from './fixtures/books.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Account/Balance report',
  component: 'rr-balance-report',
  parameters: {
    docs: {
      description: {
        component: 'Every movement with its running balance, over any days, and as CSV.',
      },
    },
  },
};

export default meta;

type Answer = NonNullable<Answers['books.balanceReport']>;

function show(answer: Answer, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-balance-report heading-level="1"></rr-balance-report>`;
  return { render: () => page(widget(), { 'books.balanceReport': answer }, options) };
}

/** Invoices, payments, a credit note and account credit. */
export const Typical: StoryObj = show(() => balancePage(balanceRows));

/** The first of many pages. */
export const Many: StoryObj = show(() => manyMovements);

/** Nothing moved on the days that are chosen. */
export const Empty: StoryObj = show(() => balancePage([]));

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** A currency without decimals. */
export const Yen: StoryObj = show(() => yenMovements, { locale: 'ja-JP' });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => balancePage(balanceRows), {
  dir: 'rtl',
  locale: 'ar-EG',
});

/** On a dark page. */
export const Dark: StoryObj = show(() => balancePage(balanceRows), { theme: 'dark' });
