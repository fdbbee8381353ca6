import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { contactAnswers, contactRows, longRows, stale } from './fixtures/contacts.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Contacts/Contact list',
  component: 'rr-contact-list',
  parameters: {
    docs: { description: { component: 'Who is told by mail and may sign in, with areas.' } },
  },
};

export default meta;

function show(more: Answers = {}, options: PageOptions = {}): StoryObj {
  const widget: TemplateResult = html`<rr-contact-list
    contact-href="#/contacts/{id}"
    add-href="#/contacts/new"
    billing-accounts-href="#/contacts/{id}/billing-accounts"
    heading-level="1"
  ></rr-contact-list>`;
  return { render: () => page(widget, { ...contactAnswers, ...more }, options) };
}

/** Opens the question of an action of the second row, and answers it. */
async function act(canvas: HTMLElement, action: string, confirm: boolean): Promise<void> {
  const root = canvas.querySelector('rr-contact-list')?.shadowRoot;
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  await settle();
  root?.querySelector<HTMLButtonElement>(`[aria-label^="${action}"]`)?.click();
  await settle();
  if (!confirm) return;
  root?.querySelector<HTMLButtonElement>('dialog .rr-btn:not([autofocus])')?.click();
  await settle();
}

/** Three contacts, as the primary one sees them. */
export const Typical: StoryObj = show();

/** As a contact with two areas sees them: nothing that he may not do. */
export const FewAreas: StoryObj = show({
  'contacts.list': () => ({
    rows: contactRows.map((row) => ({
      ...row,
      isSelf: row.contactId === 'con_2',
      areas: row.contactId === 'con_2' ? ['invoices', 'contacts'] : row.areas,
    })),
  }),
});

/** What ends when a contact is removed. */
export const Removing: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', false),
};

/** It is removed. */
export const Removed: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', true),
};

/** What it means to be primary. */
export const MakingPrimary: StoryObj = {
  ...show(),
  play: ({ canvasElement }) => act(canvasElement, 'Make primary', false),
};

/** It was changed by somebody else in between. */
export const Conflict: StoryObj = {
  ...show({ 'contacts.remove': stale }),
  play: ({ canvasElement }) => act(canvasElement, 'Remove', true),
};

/** No contact at all. */
export const Empty: StoryObj = show({ 'contacts.list': () => ({ rows: [] }) });

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show({ 'contacts.list': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show({ 'contacts.list': unreachable });

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show({ 'contacts.list': signedOut });

/** Names as long as they get. */
export const LongNames: StoryObj = show({ 'contacts.list': () => ({ rows: longRows }) });

/** Right to left. */
export const RightToLeft: StoryObj = show({}, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show({}, { theme: 'dark' });
