import { html, type TemplateResult } from 'lit';
import type { ContactFields } from '../../src/contract/contacts.ts';
import { contactAnswers } from '../../stories/fixtures/contacts.ts';
import {
  type Answers,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
} from '../internal/testing.ts';
import { RackrateContact } from './contact.ts';

/** A contact that is not the primary one. */
export const second: TemplateResult = html`<rr-contact contact-id="con_2"></rr-contact>`;
/** The primary contact. */
export const primary: TemplateResult = html`<rr-contact
  contact-id="con_1"
  list-href="#/contacts"
></rr-contact>`;
/** A new contact. */
export const fresh: TemplateResult = html`<rr-contact></rr-contact>`;

/** A widget with the backend below it. */
export interface Shown {
  readonly widget: RackrateContact;
  readonly adapter: FakeAdapter;
}

/** Shows a contact. */
export async function show(
  template: TemplateResult = second,
  more: Answers = {},
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ ...contactAnswers, ...more });
  const widget = await mount<RackrateContact>(RackrateContact, adapter, template, options);
  await settled(widget);
  return { widget, adapter };
}

/** What `contacts.add` and `contacts.change` were sent. */
export interface Sent {
  readonly commandId: string;
  readonly contactId?: string;
  readonly version?: number;
  readonly contact: ContactFields;
}

/** What was sent to be saved. */
export const sent = (adapter: FakeAdapter): readonly Sent[] =>
  adapter.calls
    .filter(({ name }) => name === 'contacts.add' || name === 'contacts.change')
    .map(({ input }) => input as Sent);

/** What a field holds. */
export const value = (widget: RackrateContact, id: string): string =>
  one<HTMLInputElement>(widget, `#${id}`).value;

/** A check box. */
export const box = (widget: RackrateContact, id: string): HTMLInputElement =>
  one<HTMLInputElement>(widget, `#${id}`);

/** Types into fields, or chooses in lists. */
export async function type(
  widget: RackrateContact,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [id, text] of Object.entries(values)) {
    const field = one<HTMLInputElement>(widget, `#${id}`);
    field.value = text;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
    await settled(widget);
  }
}

/** Presses Save contact, and waits. */
export async function save(widget: RackrateContact): Promise<void> {
  one(widget, '#save').click();
  for (let turn = 0; turn < 3; turn += 1) await settled(widget);
}

/** Fields of a new contact. */
export const person: Readonly<Record<string, string>> = {
  firstName: 'Maren',
  lastName: 'Bracken',
  email: 'maren@brackenfold.example',
  street: 'Uferweg 9',
  zip: '24103',
  city: 'Kiel',
  phone: '+49 431 5551',
  userName: 'maren',
};
