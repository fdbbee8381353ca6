import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { invoicePage, invoiceRows } from './fixtures/invoices.ts';
import {
  emptyOutlook,
  outlook,
  session,
  unpaidOrderOutlook,
  yenOutlook,
} from './fixtures/outlook.ts';
import { packagePage, packageRows } from './fixtures/packages.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Account/Outlook',
  component: 'rr-outlook',
  parameters: {
    docs: {
      description: {
        component: 'The coming twelve months by the rules that will run, as list and timeline.',
      },
    },
  },
};

export default meta;

type Answer = NonNullable<Answers['clients.outlook']>;

function show(answer: Answer, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult => html`<rr-outlook
    invoice-href="#/invoices/{id}"
    package-href="#/packages/{id}"
    heading-level="1"
  ></rr-outlook>`;
  const answers: Answers = {
    'sessions.current': () => session,
    'clients.outlook': answer,
    'packages.list': () => packagePage(packageRows),
    'invoices.list': () => invoicePage(invoiceRows),
  };
  return { render: () => page(widget(), answers, options) };
}

async function chooseTimeline(canvas: HTMLElement): Promise<void> {
  const widget = canvas.querySelector('rr-outlook');
  for (let turn = 0; turn < 50; turn += 1) {
    const radio = widget?.shadowRoot?.querySelector<HTMLInputElement>('input[value=timeline]');
    if (radio) return radio.click();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The choice of the timeline did not come.');
}

/** Monthly and annual invoices, an overdue one, a change and a cancelation. */
export const Typical: StoryObj = show(() => outlook);

/** The same as a plot. */
export const Timeline: StoryObj = {
  ...show(() => outlook),
  play: ({ canvasElement }) => chooseTimeline(canvasElement),
};

/** Of a client who has ordered and not paid yet. */
export const UnpaidOrder: StoryObj = show(() => unpaidOrderOutlook);

/** Nothing is invoiced. */
export const Empty: StoryObj = show(() => emptyOutlook);

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** A currency without decimals, as a plot. */
export const Yen: StoryObj = {
  ...show(() => yenOutlook, { locale: 'ja-JP' }),
  play: ({ canvasElement }) => chooseTimeline(canvasElement),
};

/** Right to left; time runs from left to right in the plot all the same. */
export const RightToLeft: StoryObj = show(() => outlook, { dir: 'rtl', locale: 'ar-EG' });

/** The plot in a page that is written from right to left. */
export const RightToLeftTimeline: StoryObj = {
  ...show(() => outlook, { dir: 'rtl', locale: 'ar-EG' }),
  play: ({ canvasElement }) => chooseTimeline(canvasElement),
};

/** On a dark page. */
export const Dark: StoryObj = show(() => outlook, { theme: 'dark' });
