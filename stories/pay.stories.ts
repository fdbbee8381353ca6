import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import type { ChargeView } from '../src/contract/payments.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';
import {
  askingCharge,
  canceledCharge,
  declinedCharge,
  firstPayOptions,
  manyPayOptions,
  noMethodOptions,
  nothingToPay,
  paidCharge,
  partlyCharge,
  payOptions,
  pendingCharge,
  storyGateway,
  transferCharge,
  unknownCharge,
} from './fixtures/pay.ts';

const meta: Meta = {
  title: 'Invoices/Pay',
  component: 'rr-pay',
  parameters: {
    docs: { description: { component: 'One confirmation for one or all outstanding invoices.' } },
  },
};

export default meta;

type Answer = NonNullable<Answers['payments.options']>;

function show(answer: Answer, options: PageOptions = {}): StoryObj {
  const answers: Answers = {
    'payments.options': answer,
    'payments.pay': () => paidCharge,
    'payments.resume': () => paidCharge,
    'payments.cancel': () => canceledCharge,
  };
  const gateways = { sandbox: storyGateway };
  return {
    render: () =>
      page(html`<rr-pay heading-level="1"></rr-pay>`, answers, { gateways, ...options }),
  };
}

/** The result of a charge, as it shows while that charge is open. */
function showCharge(charge: ChargeView, options: PageOptions = {}): StoryObj {
  return show(() => ({ ...payOptions, openCharge: charge }), options);
}

/** A kept card, a new card, a gateway's own page, and a bank transfer. */
export const Typical: StoryObj = show(() => payOptions);

/** The first payment: the gateway's own fields are in the frame. */
export const NewCard: StoryObj = show(() => firstPayOptions);

/** Many invoices in one payment. */
export const ManyInvoices: StoryObj = show(() => manyPayOptions);

/** Nothing is turned on for this sum. */
export const NoMethod: StoryObj = show(() => noMethodOptions);

/** The money was taken. */
export const Paid: StoryObj = showCharge(paidCharge);

/** Less was taken than asked. */
export const Partly: StoryObj = showCharge(partlyCharge);

/** The bank asks the client. */
export const BankAsks: StoryObj = showCharge(askingCharge);

/** The bank said no. */
export const Declined: StoryObj = showCharge(declinedCharge);

/** The client gave up. */
export const Canceled: StoryObj = showCharge(canceledCharge);

/** It takes some days. */
export const Pending: StoryObj = showCharge(pendingCharge);

/** The gateway has not said what came of it. */
export const Unknown: StoryObj = showCharge(unknownCharge);

/** What to write on the transfer. */
export const Instructions: StoryObj = showCharge(transferCharge);

/** All invoices are paid. */
export const NothingToPay: StoryObj = show(() => nothingToPay);

/** The gateway's fields could not be loaded. */
export const GatewayFailed: StoryObj = show(() => firstPayOptions, { gateways: {} });

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => firstPayOptions, { dir: 'rtl', locale: 'ar-EG' });

/** In a column of 320 pixels. */
export const Narrow: StoryObj = {
  ...NewCard,
  decorators: [(story) => html`<div style="inline-size: 320px">${story()}</div>`],
};

/** On a dark page. */
export const Dark: StoryObj = show(() => firstPayOptions, { theme: 'dark' });
