import type { Selectable } from 'kysely';
import type { ContactRow, ContactView } from '../../contract/contacts.ts';
import { type Area, areas as everyArea, type Principal } from '../../contract/operation.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { chosenEvents, mailLanguages, requiredEvents } from '../../notices/templates.ts';
import { countiesOf } from '../../rules/us-counties.ts';
import type { ContactsTable } from '../../storage/tables/clients.ts';
import type { Scope } from '../context.ts';
import { listedClient } from '../invoices/invoices.ts';
import { type Caller, ownerOf, type Query } from '../use-case.ts';

/** A contact's row. */
export type ContactRecord = Selectable<ContactsTable>;

/** `contacts.list`, the primary one first. */
export const listContacts: Query<'contacts.list'> = {
  kind: 'query',
  run: (scope, caller, input) => contactRows(scope, caller, namedClient(caller, input.clientId)),
};

/** `contacts.get`. */
export const getContact: Query<'contacts.get'> = {
  kind: 'query',
  run: (scope, caller, input) => contactView(scope, caller, input.contactId),
};

/** `contacts.options`. */
export const contactOptions: Query<'contacts.options'> = {
  kind: 'query',
  run: (_scope, caller): Promise<Output<'contacts.options'>> =>
    Promise.resolve({
      languages: mailLanguages,
      mails: chosenEvents.map((mail) => ({ mail, required: requiredEvents.includes(mail) })),
      areas: areasOf(caller.principal),
    }),
};

/** `contacts.counties`. */
export const listCounties: Query<'contacts.counties'> = {
  kind: 'query',
  run: (_scope, _caller, input) => Promise.resolve({ counties: countiesOf(input.state) }),
};

/** The areas that whoever asks has, and so may give: an operator all of them. */
export function areasOf(principal: Principal): readonly Area[] {
  return principal.kind === 'client' ? principal.areas : everyArea;
}

/**
 * The client whom a caller means: a contact's own, or the one that an operator names.
 *
 * @throws BillingError `not_found`, `invalid_input`.
 */
export function namedClient(caller: Caller, asked: string | undefined): string {
  return (
    listedClient(caller, asked) ?? fail('invalid_input', 'Name the client.', { field: 'clientId' })
  );
}

/** The contacts of a client. @throws BillingError `not_found` when there is no such client. */
export async function contactRows(
  scope: Scope,
  caller: Caller,
  clientId: string,
): Promise<{ readonly rows: readonly ContactRow[] }> {
  const rows = await scope.handle
    .selectFrom('contacts')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) fail('not_found', 'There is no such client.', { field: 'clientId' });
  return {
    rows: rows.map((row) => ({
      contactId: row.id,
      name: `${row.first_name} ${row.last_name}`,
      company: row.company,
      email: row.email,
      userName: row.user_name,
      isPrimary: row.is_primary,
      isSelf: isSelf(caller.principal, row),
      areas: areasInOrder(row.areas),
      version: row.version,
    })),
  };
}

/** Whether a contact is the one who asks. */
export function isSelf(principal: Principal, contact: { readonly id: string }): boolean {
  return principal.kind === 'client' && principal.contactId === contact.id;
}

function areasInOrder(areas: readonly string[]): readonly Area[] {
  return everyArea.filter((area) => areas.includes(area));
}

/**
 * A contact that is there and that a caller may see; locked when asked for, its client before it.
 *
 * @throws BillingError `not_found`, for another client's as for none (SPEC 3.7).
 */
export async function readContact(
  scope: Scope,
  caller: Caller,
  contactId: string,
): Promise<ContactRecord> {
  const owner = ownerOf(caller.principal);
  const row = await scope.handle
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', contactId)
    .where('removed_at', 'is', null)
    .$if(owner !== null, (query) => query.where('client_id', '=', owner ?? ''))
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such contact.', { field: 'contactId' });
  return row;
}

/** A whole contact. @throws BillingError `not_found`. */
export async function contactView(
  scope: Scope,
  caller: Caller,
  contactId: string,
): Promise<ContactView> {
  const row = await readContact(scope, caller, contactId);
  return {
    contactId: row.id,
    clientId: row.client_id,
    isPrimary: row.is_primary,
    isSelf: isSelf(caller.principal, row),
    company: row.company,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    street: row.street,
    street2: row.street2,
    city: row.city,
    state: row.state,
    county: row.county,
    zip: row.zip,
    country: row.country,
    phone: row.phone,
    phone2: row.phone2,
    fax: row.fax,
    mobile: row.mobile,
    userName: row.user_name,
    language: row.language,
    mailFormat: row.mail_format,
    mails: chosenEvents.filter((mail) => row.mails.includes(mail)),
    areas: areasInOrder(row.areas),
    version: row.version,
  };
}
