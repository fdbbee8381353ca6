import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import {
  longPackages,
  manyPackages,
  packagePage,
  packageRows,
  yenPackages,
} from './fixtures/packages.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Packages/Package list',
  component: 'rr-package-list',
  parameters: {
    docs: {
      description: {
        component: 'Sorted, filtered and searched by the server, 50 a page; cards below 40 rem.',
      },
    },
  },
};

export default meta;

function show(answer: NonNullable<Answers['packages.list']>, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-package-list package-href="#/packages/{id}" heading-level="1"></rr-package-list>`;
  return { render: () => page(widget(), { 'packages.list': answer }, options) };
}

/** Packages in several statuses. */
export const Typical: StoryObj = show(() => packagePage(packageRows));

/** The first of many pages. */
export const Many: StoryObj = show(() => manyPackages);

/** A client without packages. */
export const Empty: StoryObj = show(() => packagePage([]));

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show(signedOut);

/** Names as long as they get. */
export const LongNames: StoryObj = show(() => longPackages);

/** A currency without decimals. */
export const Yen: StoryObj = show(() => yenPackages, { locale: 'ja-JP' });

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => packagePage(packageRows), {
  dir: 'rtl',
  locale: 'ar-EG',
});

/** On a dark page. */
export const Dark: StoryObj = show(() => packagePage(packageRows), { theme: 'dark' });
