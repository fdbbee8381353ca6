import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  addedFunds,
  declinedFunds,
  firstFunds,
  fullFunds,
  fundsOptions,
  yenFunds,
} from './fixtures/funds.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';
import { storyGateway } from './fixtures/pay.ts';

const meta: Meta = {
  title: 'Account/Add funds',
  component: 'rr-add-funds',
  parameters: {
    docs: {
      description: {
        component: 'Account credit that a client pays in, within the provider’s limits.',
      },
    },
  },
};

export default meta;

type Answer = NonNullable<Answers['funds.options']>;

function show(answer: Answer, options: PageOptions = {}): StoryObj {
  const answers: Answers = { 'funds.options': answer, 'funds.add': () => addedFunds };
  const gateways = { sandbox: storyGateway };
  return {
    render: () =>
      page(html`<rr-add-funds heading-level="1"></rr-add-funds>`, answers, {
        gateways,
        ...options,
      }),
  };
}

/** A kept card, a new one, and a gateway’s own page. */
export const Typical: StoryObj = show(() => fundsOptions);

/** The gateway’s own fields are in the frame. */
export const NewCard: StoryObj = show(() => firstFunds);

/** As much is held as the provider takes. */
export const Full: StoryObj = show(() => fullFunds);

/** The receipt; it is no tax invoice. */
export const Added: StoryObj = show(() => ({ ...fundsOptions, openCharge: addedFunds }));

/** The bank said no. */
export const Declined: StoryObj = show(() => ({ ...fundsOptions, openCharge: declinedFunds }));

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** A currency without decimals. */
export const Yen: StoryObj = show(() => yenFunds, { locale: 'ja-JP' });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => fundsOptions, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show(() => fundsOptions, { theme: 'dark' });
