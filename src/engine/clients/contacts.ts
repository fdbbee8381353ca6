import type { Updateable } from 'kysely';
import type { ContactFields } from '../../contract/contacts.ts';
import { fail } from '../../errors.ts';
import type { ContactsTable } from '../../storage/tables/clients.ts';
import { lockClient } from '../agenda.ts';
import { type EngineContext, emit, type Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import type { Caller, Command } from '../use-case.ts';
import { checkFields, checkVersion } from './contact-rules.ts';
import { type ContactRecord, contactView, namedClient, readContact } from './contact-view.ts';
import {
  refuseTakenName,
  renameUser,
  replacePassword,
  voidLinks,
  writeSignIn,
} from './sign-ins.ts';
import { followPrimary } from './tax-place.ts';

interface Kept {
  readonly contactId: string;
}

interface Prepared {
  readonly passwordHash: string | null;
}

/** The hash takes long by design, so it is made before the transaction begins. */
async function prepare(
  context: EngineContext,
  { contact }: { readonly contact: ContactFields },
): Promise<Prepared> {
  const { password } = contact;
  return {
    passwordHash: password === undefined ? null : await context.secrets.hashPassword(password),
  };
}

/** A session in this process knows what its contact could do a moment ago. */
const forget = (context: EngineContext): Promise<void> =>
  Promise.resolve(context.sessions.forget());

/**
 * A contact that a caller may change, as it stands once its client is locked.
 *
 * @throws BillingError `not_found`, `stale_version`.
 */
export async function lockContact(
  scope: Scope,
  caller: Caller,
  { contactId, version }: { readonly contactId: string; readonly version: number },
): Promise<ContactRecord> {
  const found = await readContact(scope, caller, contactId);
  await lockClient(scope, found.client_id);
  const contact = await readContact(scope, caller, contactId);
  checkVersion(contact, version);
  return contact;
}

/** `contacts.add` (SPEC 3.2 to 3.4): with a sign-in of its own, or a link to set a password. */
export const addContact: Command<'contacts.add', Kept, Prepared> = {
  kind: 'command',
  prepare,
  async run(scope, caller, input, prepared): Promise<Kept> {
    const { contact } = input;
    const clientId = namedClient(caller, input.clientId);
    await lockExisting(scope, clientId);
    checkFields(caller.principal, contact, null);
    await refuseTakenName(scope, contact.userName, 'contact.userName');
    const { chance } = scope.context;
    const contactId = chance.uuid();
    const userId = chance.uuid();
    const passwordHash = prepared?.passwordHash ?? null;
    const name = `${contact.firstName} ${contact.lastName}`;
    const { userName } = contact;
    await writeSignIn(scope, { userId, contactId, userName, name, passwordHash });
    await scope.handle
      .insertInto('contacts')
      .values({
        ...columnsOf(contact),
        id: contactId,
        client_id: clientId,
        user_id: userId,
        is_primary: false,
        created_at: scope.now,
      })
      .execute();
    if (passwordHash === null) {
      const key = `contact.sign_in:${contactId}`;
      await enqueueMail(scope, { event: 'sign_in', key, clientId, data: { contactId } });
    }
    await emit(scope, 'contact.added', contactId, clientId);
    return { contactId };
  },
  view: (scope, caller, { contactId }) => contactView(scope, caller, contactId),
};

/** @throws BillingError `not_found`. */
async function lockExisting(scope: Scope, clientId: string): Promise<void> {
  const client = await scope.handle
    .selectFrom('clients')
    .select('id')
    .where('id', '=', clientId)
    .executeTakeFirst();
  if (client === undefined) fail('not_found', 'There is no such client.', { field: 'clientId' });
  await lockClient(scope, clientId);
}

/** `contacts.change`. The client's taxes follow its primary contact. */
export const changeContact: Command<'contacts.change', Kept, Prepared> = {
  kind: 'command',
  prepare,
  async run(scope, caller, input, prepared): Promise<Kept> {
    const { contactId, contact } = input;
    const before = await lockContact(scope, caller, input);
    checkFields(caller.principal, contact, before);
    const passwordHash = prepared?.passwordHash ?? null;
    await changeSignIn(scope, caller, before, { contact, passwordHash });
    await scope.handle
      .updateTable('contacts')
      .set({ ...columnsOf(contact), version: before.version + 1 })
      .where('id', '=', contactId)
      .execute();
    if (before.is_primary) {
      const { company = null, state = null, county = null } = contact;
      await followPrimary(scope, before.client_id, { ...contact, company, state, county });
    }
    await emit(scope, 'contact.changed', contactId, before.client_id);
    return { contactId };
  },
  after: forget,
  view: (scope, caller, { contactId }) => contactView(scope, caller, contactId),
};

async function changeSignIn(
  scope: Scope,
  { principal }: Caller,
  before: ContactRecord,
  after: { readonly contact: ContactFields; readonly passwordHash: string | null },
): Promise<void> {
  const { contact, passwordHash } = after;
  const userId = before.user_id ?? '';
  const { userName } = contact;
  if (userName !== before.user_name) {
    await refuseTakenName(scope, userName, 'contact.userName', userId);
  }
  await renameUser(scope, userId, { userName, name: `${contact.firstName} ${contact.lastName}` });
  // A link that went to the old address must not open the account any more.
  if (contact.email !== before.email || passwordHash !== null) await voidLinks(scope, before.id);
  if (passwordHash === null) return;
  const asking = principal.kind === 'client' ? principal.signInId : undefined;
  await replacePassword(scope, userId, passwordHash, asking);
  await emit(scope, 'password.set', before.id, before.client_id);
}

/** What the fields of a contact are in its row; what is left out is empty. */
function columnsOf(contact: ContactFields) {
  return {
    company: contact.company ?? null,
    first_name: contact.firstName,
    last_name: contact.lastName,
    email: contact.email,
    street: contact.street,
    street2: contact.street2 ?? null,
    city: contact.city,
    state: contact.state ?? null,
    county: contact.county ?? null,
    zip: contact.zip,
    country: contact.country,
    phone: contact.phone,
    phone2: contact.phone2 ?? null,
    fax: contact.fax ?? null,
    mobile: contact.mobile ?? null,
    user_name: contact.userName,
    language: contact.language,
    mail_format: contact.mailFormat,
    mails: [...new Set(contact.mails)],
    areas: [...new Set(contact.areas)],
  } satisfies Updateable<ContactsTable>;
}
