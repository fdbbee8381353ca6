import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import type { PackageView } from '../src/contract/packages.ts';
import { scheduledChange } from './fixtures/changes.ts';
import { activePackage, pendingPackage } from './fixtures/packages.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Packages/Cancel',
  component: 'rr-cancel',
  parameters: {
    docs: { description: { component: 'Cancels a package now or at the end of its period.' } },
  },
};

export default meta;

function show(view: PackageView, more: Answers = {}, options: PageOptions = {}): StoryObj {
  let now = view;
  const answers: Answers = {
    'packages.get': () => now,
    'packages.cancel': ({ when }) => {
      now =
        when === 'now'
          ? { ...view, status: 'canceled', upgrade: null, downgrade: null }
          : { ...view, cancelOn: view.periodEnd };
      return now;
    },
    'packages.undoCancel': () => {
      now = { ...view, cancelOn: null };
      return now;
    },
    ...more,
  };
  const widget = (): TemplateResult =>
    html`<rr-cancel
      package-id="pkg_1042"
      package-href="#/packages/{id}"
      heading-level="1"
    ></rr-cancel>`;
  return { render: () => page(widget(), answers, options) };
}

/** A package that runs. */
export const Typical: StoryObj = show(activePackage);

/** It waits for its first payment. */
export const Pending: StoryObj = show(pendingPackage);

/** A change goes with it. */
export const WithChange: StoryObj = show({ ...activePackage, pendingChange: scheduledChange });

/** It is to end, and can go on. */
export const Ending: StoryObj = show({ ...activePackage, cancelOn: '2027-03-14' });

/** It has ended. */
export const Canceled: StoryObj = show({ ...activePackage, status: 'canceled' });

/** It cannot be canceled. */
export const Empty: StoryObj = show({ ...activePackage, status: 'transferred' });

/** The question before it ends now. */
export const Asked: StoryObj = {
  ...show(activePackage),
  play: async ({ canvasElement }) => {
    await new Promise((after) => setTimeout(after, 100));
    const root = canvasElement.querySelector('rr-cancel')?.shadowRoot;
    root?.querySelector<HTMLInputElement>('input[value=now]')?.click();
    const reason = root?.querySelector('select');
    if (reason) {
      reason.value = 'price';
      reason.dispatchEvent(new Event('change'));
    }
    root?.querySelector('form')?.requestSubmit();
    await new Promise((after) => setTimeout(after, 100));
    if (!root?.querySelector('dialog')?.open) throw new Error('Nothing was asked.');
  },
};

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(activePackage, { 'packages.get': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(activePackage, { 'packages.get': unreachable });

/** Nobody is signed in. */
export const SignedOut: StoryObj = show(activePackage, { 'packages.get': signedOut });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(activePackage, {}, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show(activePackage, {}, { theme: 'dark' });
