import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { Answers } from '../components/internal/fake-adapter.ts';
import { BillingError } from '../src/errors.ts';
import { contactAnswers, contactOptions, iris, oskar, stale } from './fixtures/contacts.ts';
import { never, type PageOptions, page, signedOut, unreachable } from './fixtures/page.ts';

const meta: Meta = {
  title: 'Contacts/Contact',
  component: 'rr-contact',
  parameters: {
    docs: { description: { component: 'One contact; without an id the form for a new one.' } },
  },
};

export default meta;

function show(contactId: string, more: Answers = {}, options: PageOptions = {}): StoryObj {
  const widget: TemplateResult = html`<rr-contact
    contact-id=${contactId}
    list-href="#/contacts"
    heading-level="1"
  ></rr-contact>`;
  return { render: () => page(widget, { ...contactAnswers, ...more }, options) };
}

/** Types into fields, and saves. */
async function save(
  canvas: HTMLElement,
  values: Readonly<Record<string, string>>,
  press = '#save',
): Promise<void> {
  const root = canvas.querySelector('rr-contact')?.shadowRoot;
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
  await settle();
  for (const [id, value] of Object.entries(values)) {
    const input = root?.querySelector<HTMLInputElement>(`#${id}`);
    if (!input) continue;
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  await settle();
  root?.querySelector<HTMLButtonElement>(press)?.click();
  await settle();
}

/** The primary contact, who has all areas. */
export const Typical: StoryObj = show('con_1');

/** Another contact, in a state of the United States: with a list of its counties. */
export const UnitedStates: StoryObj = show('con_2');

/** A new contact. */
export const New: StoryObj = show('');

/** A new contact, sent empty. */
export const Missing: StoryObj = {
  ...show(''),
  play: ({ canvasElement }) => save(canvasElement, {}),
};

/** What the server says of a field stands at the field. */
export const Refused: StoryObj = {
  ...show('con_2', {
    'contacts.change': () => {
      throw new BillingError('user_name_taken', 'This user name is taken. Choose another.', {
        field: 'contact.userName',
      });
    },
  }),
  play: ({ canvasElement }) => save(canvasElement, { userName: 'tidewell' }),
};

/** It is saved. */
export const Saved: StoryObj = {
  ...show('con_2'),
  play: ({ canvasElement }) => save(canvasElement, { phone: '+1 512 555 0199' }),
};

/** What was typed is discarded, and can be had back. */
export const Discarded: StoryObj = {
  ...show('con_2'),
  play: ({ canvasElement }) =>
    save(canvasElement, { phone: '+1 512 555 0199' }, '.rr-savebar .rr-btn--quiet'),
};

/** Somebody else changed it meanwhile; what was typed is still there. */
export const Conflict: StoryObj = {
  ...show('con_2', { 'contacts.change': stale }),
  play: ({ canvasElement }) => save(canvasElement, { phone: '+1 512 555 0199' }),
};

/** The counties could not be loaded; all else can be changed. */
export const CountiesFailed: StoryObj = show('con_2', { 'contacts.counties': unreachable });

/** As somebody with fewer areas sees a contact with more. */
export const Locked: StoryObj = show('con_1', {
  'contacts.get': () => ({ ...iris, isSelf: false }),
  'contacts.options': () => ({ ...contactOptions, areas: ['invoices', 'contacts'] }),
});

/** One's own areas: the way to here cannot be taken from oneself. */
export const OwnAreas: StoryObj = show('con_2', {
  'contacts.get': () => ({ ...oskar, isSelf: true, areas: ['invoices', 'contacts'] }),
  'contacts.options': () => ({ ...contactOptions, areas: ['invoices', 'contacts'] }),
});

/** After 200 ms: skeleton rows in the place of what comes. */
export const Loading: StoryObj = show('con_1', { 'contacts.get': () => never() });

/** What could not be done, Try again, and a reference. */
export const Failed: StoryObj = show('con_1', { 'contacts.get': unreachable });

/** Nobody is signed in; the host may put its own way to sign in there. */
export const SignedOut: StoryObj = show('con_1', { 'contacts.get': signedOut });

/** Right to left. */
export const RightToLeft: StoryObj = show('con_2', {}, { dir: 'rtl', locale: 'ar-EG' });

/** On a dark page. */
export const Dark: StoryObj = show('con_2', {}, { theme: 'dark' });
