import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { todos } from './fixtures/account.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Account/To-do list',
  component: 'rr-todo-list',
  parameters: {
    docs: { description: { component: 'What waits for the client, with the way to do it.' } },
  },
};

export default meta;

function show(answer: NonNullable<Answers['todos.list']>, options: PageOptions = {}): StoryObj {
  const widget = (): TemplateResult =>
    html`<rr-todo-list
      heading-level="1"
      invoice-href="#/invoices/{id}"
      package-href="#/packages/{id}"
      pay-href="#/pay/{id}"
    ></rr-todo-list>`;
  return { render: () => page(widget(), { 'todos.list': answer }, options) };
}

/** To-do items that a payment, an invoice, a package or nobody's click settles. */
export const Typical: StoryObj = show(() => ({ rows: todos }));

/** Nothing to do. */
export const Empty: StoryObj = show(() => ({ rows: [] }));

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show(() => never());

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show(unreachable);

/** Nobody is signed in. */
export const SignedOut: StoryObj = show(signedOut);

/** Right to left, with the numerals of the locale. */
export const RightToLeft: StoryObj = show(() => ({ rows: todos }), {
  dir: 'rtl',
  locale: 'ar-EG',
});

/** On a dark page. */
export const Dark: StoryObj = show(() => ({ rows: todos }), { theme: 'dark' });
