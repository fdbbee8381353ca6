import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  confirmInvoice,
  invoice,
  paidInvoice,
  pendingInvoice,
  yenInvoice,
} from './fixtures/invoices.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Invoices/Invoice',
  component: 'rr-invoice',
  parameters: {
    docs: {
      description: {
        component: 'Lines with their reasons, taxes by rate, balance and transactions.',
      },
    },
  },
};

export default meta;

function show(answer: NonNullable<Answers['invoices.get']>, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-invoice invoice-id="inv_1" list-href="#/invoices" heading-level="1"></rr-invoice>`;
  return { render: () => page(widget(), { 'invoices.get': answer }, options) };
}

/** Partly paid, with a discount and two rates of tax. */
export const Typical: StoryObj = show(() => invoice);

/** Paid, and corrected by another document. */
export const Paid: StoryObj = show(() => paidInvoice);

/** A direct debit that settles in days. */
export const PaymentPending: StoryObj = show(() => pendingInvoice);

/** The bank asks the client to confirm. */
export const WaitsForConfirmation: StoryObj = show(() => confirmInvoice);

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** A currency without decimals. */
export const Yen: StoryObj = show(() => yenInvoice, { locale: 'ja-JP' });

/** Right to left. */
export const RightToLeft: StoryObj = show(() => invoice, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show(() => invoice, { theme: 'dark' });
