import type { ContactFields, ContactView } from '../../src/contract/contacts.ts';
import type { Principal } from '../../src/contract/operation.ts';
import { type ClientPrincipal, frenchClient, type World } from './world.ts';

/** The fields of a second contact, with a user name of its own. */
export function contactFields(userName: string, more: Partial<ContactFields> = {}): ContactFields {
  return {
    firstName: 'Noël',
    lastName: 'Durand',
    email: `${userName}@atelier-lumiere.example`,
    street: '12 rue des Lilas',
    city: 'Lyon',
    zip: '69003',
    country: 'FR',
    phone: '+33 4 72 00 00 01',
    userName,
    password: 'une autre phrase secrète',
    language: 'en',
    mailFormat: 'html',
    mails: [],
    areas: ['invoices', 'contacts'],
    ...more,
  };
}

/** The fields of a contact as it stands, as a form sends them back. */
export function fieldsOf(view: ContactView, more: Partial<ContactFields> = {}): ContactFields {
  const {
    contactId: _,
    clientId: __,
    isPrimary: ___,
    isSelf: ____,
    version: _____,
    ...rest
  } = view;
  const filled = Object.entries(rest).filter(([, value]) => value !== null);
  return { ...(Object.fromEntries(filled) as unknown as ContactFields), ...more };
}

/** Adds a contact, as the primary one. */
export function addContact(
  world: World,
  who: Principal,
  userName: string,
  more: Partial<ContactFields> = {},
): Promise<ContactView> {
  const contact = contactFields(userName, more);
  return world.engine.execute(who, 'contacts.add', { commandId: world.newId(), contact });
}

/** Changes a contact, and leaves what is not named as it was. */
export async function changeContact(
  world: World,
  who: Principal,
  contactId: string,
  more: Partial<ContactFields>,
): Promise<ContactView> {
  const view = await world.engine.execute(world.operator, 'contacts.get', { contactId });
  return world.engine.execute(who, 'contacts.change', {
    commandId: world.newId(),
    contactId,
    version: view.version,
    contact: fieldsOf(view, more),
  });
}

/** The contact as a principal, as if it had signed in. */
export function signedIn(view: ContactView): ClientPrincipal {
  const { clientId, contactId, areas } = view;
  return { kind: 'client', clientId, contactId, areas };
}

/** The French client of an order with a user name of his own, and more. */
export function clientNamed(
  userName: string,
  more: Partial<ReturnType<typeof frenchClient>>,
): ReturnType<typeof frenchClient> {
  return { ...frenchClient(userName), ...more };
}
