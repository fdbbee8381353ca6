import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { changeablePackage } from './fixtures/changes.ts';
import { explanation, stoppedExplanation } from './fixtures/explanations.ts';
import { activePackage, pendingPackage, suspendedPackage } from './fixtures/packages.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Packages/Package',
  component: 'rr-package',
  parameters: {
    docs: { description: { component: 'Price, period, add-ons, panel options, and Panel login.' } },
  },
};

export default meta;

function show(answer: NonNullable<Answers['packages.get']>, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-package package-id="pkg_1042" list-href="#/packages" heading-level="1"></rr-package>`;
  return { render: () => page(widget(), { 'packages.get': answer }, options) };
}

/** A package that runs. */
export const Typical: StoryObj = show(() => activePackage);

/** It can be upgraded, downgraded and canceled. */
export const Changeable: StoryObj = show(() => changeablePackage);

function explained(answer: NonNullable<Answers['packages.explain']>): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-package package-id="pkg_1042" heading-level="1"></rr-package>`;
  const answers: Answers = { 'packages.get': () => activePackage, 'packages.explain': answer };
  return {
    render: () => page(widget(), answers),
    play: async ({ canvasElement }) => {
      const root = canvasElement.querySelector('rr-package')?.shadowRoot;
      for (let turn = 0; turn < 50; turn += 1) {
        const button = root?.querySelector<HTMLElement>('[part=next-invoice] button');
        if (button) return button.click();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error('The next invoice did not come.');
    },
  };
}

/** When and for how much it is invoiced next. */
export const NextInvoice: StoryObj = explained(() => explanation);

/** What stands in the way of its next invoice. */
export const NotInvoiced: StoryObj = explained(() => stoppedExplanation);

/** It waits for its first invoice. */
export const Pending: StoryObj = show(() => pendingPackage);

/** Suspended for an overdue invoice. */
export const Suspended: StoryObj = show(() => suspendedPackage);

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => activePackage, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show(() => activePackage, { theme: 'dark' });
