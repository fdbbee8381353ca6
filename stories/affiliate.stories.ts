import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import type { AffiliateProgramView } from '../src/contract/affiliates.ts';
import { BillingError } from '../src/errors.ts';
import { joinedProgram, newlyJoined, openProgram } from './fixtures/account.ts';
import { eur } from './fixtures/money.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Account/Affiliate programs',
  component: 'rr-affiliate',
  parameters: {
    docs: { description: { component: 'Terms, Join, the referral link, and what was earned.' } },
  },
};

export default meta;

function show(
  programs: readonly AffiliateProgramView[],
  more: Answers = {},
  options: PageOptions = {},
): StoryObj {
  const answers: Answers = {
    'affiliates.get': () => ({ programs }),
    'affiliates.join': () => newlyJoined,
    ...more,
  };
  return {
    render: () => page(html`<rr-affiliate heading-level="1"></rr-affiliate>`, answers, options),
  };
}

/** Presses Join. */
const pressJoin: NonNullable<StoryObj['play']> = async ({ canvasElement }) => {
  await new Promise((after) => setTimeout(after, 100));
  const root = canvasElement.querySelector('rr-affiliate')?.shadowRoot;
  root?.querySelector<HTMLButtonElement>('.rr-affiliate__way--join button')?.click();
  await new Promise((after) => setTimeout(after, 100));
};

/** One that was joined, and one that was not. */
export const Typical: StoryObj = show([joinedProgram, openProgram]);

/** Pressed Join: the link is there. */
export const Joined: StoryObj = { ...show([openProgram]), play: pressJoin };

/** Joining was refused. */
export const JoinFailed: StoryObj = {
  ...show([openProgram], {
    'affiliates.join': () => {
      throw new BillingError('unavailable', 'The server did not answer in time.', {
        reference: '7KQ2-M4',
      });
    },
  }),
  play: pressJoin,
};

/** Earnings in two currencies; a credit note took back what was paid out. */
export const Currencies: StoryObj = show([
  {
    ...joinedProgram,
    percent: '7.5',
    waitDays: 0,
    cookieDays: 1,
    affiliate: joinedProgram.affiliate && {
      ...joinedProgram.affiliate,
      earnings: [
        { currency: 'EUR', waiting: eur('0.00'), mature: eur('-4.10'), paid: eur('45.75') },
        {
          currency: 'USD',
          waiting: { amount: 1234_56n, currency: 'USD' },
          mature: { amount: 50_00n, currency: 'USD' },
          paid: { amount: 0n, currency: 'USD' },
        },
      ],
    },
  },
]);

/** The provider offers none. */
export const Empty: StoryObj = show([]);

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show([], { 'affiliates.get': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show([], { 'affiliates.get': unreachable });

/** Nobody is signed in. */
export const SignedOut: StoryObj = show([], { 'affiliates.get': signedOut });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(
  [joinedProgram, openProgram],
  {},
  {
    dir: 'rtl',
    locale: 'ar-EG',
  },
);

/** On a dark page. */
export const Dark: StoryObj = show([joinedProgram, openProgram], {}, { theme: 'dark' });
