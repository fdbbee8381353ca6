import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  clientSession,
  codeRefused,
  freeQuote,
  longNames,
  orderAnswers,
  quoteOf,
} from './fixtures/order.ts';
import { type PageOptions, page, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Ordering/Order',
  component: 'rr-order',
  parameters: {
    docs: {
      description: {
        component: 'Plan, cycle and add-ons, the price of today and later, contact, and payment.',
      },
    },
  },
};

export default meta;

const widget: TemplateResult = html`<rr-order
  plan="gold"
  cycle="annual"
  heading-level="1"
></rr-order>`;

function show(more: Answers = {}, options: PageOptions = {}, content = widget): StoryObj {
  return { render: () => page(content, { ...orderAnswers, ...more }, options) };
}

/** Somebody new orders a plan. */
export const Typical: StoryObj = show();

/** The sum stays at the foot of a phone. */
export const Phone: StoryObj = { ...show(), globals: { viewport: { value: 'mobile1' } } };

/** A client needs no contact data. */
export const SignedIn: StoryObj = show({ 'sessions.current': () => clientSession });

/** Nothing to pay. */
export const Free: StoryObj = show({ 'orders.quote': freeQuote });

/** No way to pay is set up for the sum. */
export const NoMethods: StoryObj = show({ 'payments.methods': () => ({ methods: [] }) });

/** A code that is not valid; the rest is quoted. */
export const CodeError: StoryObj = show(
  { 'orders.quote': codeRefused },
  {},
  html`<rr-order plan="gold" code="WELCOME20" heading-level="1"></rr-order>`,
);

/** The price could not be reckoned. */
export const QuoteFailed: StoryObj = show({ 'orders.quote': unreachable });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show({}, { dir: 'rtl', locale: 'ar-EG' });

/** Names that need several lines. */
export const LongNames: StoryObj = show({
  'catalog.get': () => ({ products: [longNames] }),
  'orders.quote': (input) => quoteOf(input, longNames),
});
