import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import type { PackageView } from '../src/contract/packages.ts';
import {
  changeablePackage,
  changeCatalog,
  changed,
  creditQuote,
  laterQuote,
  overdue,
  scheduledChange,
  unpaidChange,
  upgradeQuote,
} from './fixtures/changes.ts';
import { invoicePage, invoiceRow } from './fixtures/invoices.ts';
import { eur } from './fixtures/money.ts';
import { activePackage } from './fixtures/packages.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Packages/Change plan',
  component: 'rr-change-plan',
  parameters: {
    docs: { description: { component: 'Upgrade and downgrade, each by a quote.' } },
  },
};

export default meta;

const overdueRow = invoiceRow('HL-2026-004731', '2026-10-01', '2026-10-15', eur('22.61'), {
  status: 'unpaid',
  overdue: true,
});

function show(
  view: PackageView,
  more: Answers = {},
  options: PageOptions & { readonly direction?: string } = {},
): StoryObj {
  let now = view;
  const answers: Answers = {
    'packages.get': () => now,
    'catalog.get': () => changeCatalog,
    'packages.quoteChange': () => upgradeQuote,
    'packages.change': () => {
      const result = changed(options.direction === 'downgrade' ? scheduledChange : unpaidChange);
      now = result.hostingPackage;
      return result;
    },
    'packages.takeBackChange': () => {
      const result = changed({ ...scheduledChange, state: 'taken_back' });
      now = result.hostingPackage;
      return result;
    },
    'invoices.list': () => invoicePage([overdueRow]),
    ...more,
  };
  const widget = (): TemplateResult =>
    html`<rr-change-plan
      package-id="pkg_1042"
      direction=${options.direction ?? 'upgrade'}
      package-href="#/packages/{id}"
      heading-level="1"
    ></rr-change-plan>`;
  return { render: () => page(widget(), answers, options) };
}

/** Presses a button of the widget when it is there. */
async function press(canvas: HTMLElement, text: string): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const root = canvas.querySelector('rr-change-plan')?.shadowRoot;
    const buttons = [...(root?.querySelectorAll('button') ?? [])];
    const found = buttons.find(
      (button) => (button.getAttribute('aria-label') ?? button.innerText).trim() === text,
    );
    if (found !== undefined) {
      found.click();
      await new Promise((after) => setTimeout(after, 50));
      return;
    }
    await new Promise((again) => setTimeout(again, 20));
  }
  throw new Error(`There is no button "${text}".`);
}

function pressing(story: StoryObj, ...texts: readonly string[]): StoryObj {
  return {
    ...story,
    play: async ({ canvasElement }) => {
      for (const text of texts) await press(canvasElement, text);
    },
  };
}

/** What is offered. */
export const Typical: StoryObj = show(changeablePackage);

/** The same the other way. */
export const Downgrade: StoryObj = show(changeablePackage, {}, { direction: 'downgrade' });

/** An upgrade with a sum due now. */
export const Quoted: StoryObj = pressing(show(changeablePackage), 'Perform upgrade, Gold');

/** A downgrade on its day. */
export const QuotedForLater: StoryObj = pressing(
  show(changeablePackage, { 'packages.quoteChange': () => laterQuote }, { direction: 'downgrade' }),
  'Perform upgrade, Bronze',
);

/** A downgrade at once, with account credit. */
export const QuotedWithCredit: StoryObj = pressing(
  show(
    changeablePackage,
    { 'packages.quoteChange': () => creditQuote },
    { direction: 'downgrade' },
  ),
  'Perform upgrade, Bronze',
);

/** It was made, and waits for its payment. */
export const Made: StoryObj = pressing(
  show(changeablePackage),
  'Perform upgrade, Gold',
  'Upgrade and pay €22.61',
);

/** A change waits for its payment already. */
export const Unpaid: StoryObj = show({ ...changeablePackage, pendingChange: unpaidChange });

/** A downgrade waits for its day. */
export const Scheduled: StoryObj = show({ ...changeablePackage, pendingChange: scheduledChange });

/** An overdue invoice stands in the way. */
export const Blocked: StoryObj = pressing(
  show(changeablePackage, { 'packages.quoteChange': overdue }),
  'Perform upgrade, Gold',
);

/** Nothing is offered. */
export const Empty: StoryObj = show(activePackage);

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(activePackage, { 'packages.get': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(activePackage, { 'packages.get': unreachable });

/** Nobody is signed in. */
export const SignedOut: StoryObj = show(activePackage, { 'packages.get': signedOut });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = pressing(
  show(changeablePackage, {}, { dir: 'rtl', locale: 'ar-EG' }),
  'Perform upgrade, Gold',
);

/** On a dark page. */
export const Dark: StoryObj = pressing(
  show(changeablePackage, {}, { theme: 'dark' }),
  'Perform upgrade, Gold',
);
