import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  invoicePage,
  invoiceRows,
  longInvoices,
  manyInvoices,
  yenInvoices,
} from './fixtures/invoices.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Invoices/Invoice list',
  component: 'rr-invoice-list',
  parameters: {
    docs: {
      description: {
        component: 'Sorted, filtered and searched by the server, 50 a page; cards below 40 rem.',
      },
    },
  },
};

export default meta;

function show(answer: NonNullable<Answers['invoices.list']>, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-invoice-list invoice-href="#/invoices/{id}" heading-level="1"></rr-invoice-list>`;
  return { render: () => page(widget(), { 'invoices.list': answer }, options) };
}

/** Invoices in every status. */
export const Typical: StoryObj = show(() => invoicePage(invoiceRows));

/** The first of many pages. */
export const Many: StoryObj = show(() => manyInvoices);

/** A client without invoices. */
export const Empty: StoryObj = show(() => invoicePage([]));

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** Numbers and amounts as long as they get. */
export const LongNames: StoryObj = show(() => longInvoices);

/** A currency without decimals. */
export const Yen: StoryObj = show(() => yenInvoices, { locale: 'ja-JP' });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => invoicePage(invoiceRows), {
  dir: 'rtl',
  locale: 'ar-EG',
});

/** On a dark page. */
export const Dark: StoryObj = show(() => invoicePage(invoiceRows), { theme: 'dark' });
