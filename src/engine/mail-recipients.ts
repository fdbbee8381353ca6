import type { Selectable } from 'kysely';
import { invariant } from '../errors.ts';
import { type ChosenEvent, type MailEvent, requiredEvents } from '../notices/templates.ts';
import type { ContactsTable } from '../storage/tables/clients.ts';
import type { Scope } from './context.ts';

/** A contact as a mail sees it. */
export type Recipient = Selectable<ContactsTable>;

/** To whom the mail of an occasion goes. */
export interface Recipients {
  /** Whom the task itself writes to: the contact that it names, else the primary one. */
  readonly own: Recipient;
  /** The other contacts who chose to be told; none where the task names its contact. */
  readonly others: readonly Recipient[];
}

/** Reads who is told of an occasion (SPEC 3.2): the contacts of a client who chose it. */
export async function readRecipients(
  scope: Scope,
  mail: {
    readonly event: MailEvent;
    readonly clientId: string;
    readonly contactId: string | undefined;
  },
): Promise<Recipients> {
  const { event, clientId, contactId } = mail;
  if (contactId !== undefined) return { own: await readRecipient(scope, contactId), others: [] };
  const contacts = await scope.handle
    .selectFrom('contacts')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const [own, ...others] = contacts;
  invariant(own?.is_primary === true, `The client ${clientId} has no primary contact.`);
  return { own, others: others.filter((contact) => isTold(contact, event)) };
}

/** One contact, removed or not. */
export function readRecipient(scope: Scope, contactId: string): Promise<Recipient> {
  return scope.handle
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
}

/** Whether a contact gets the mail of an occasion: it chose it, or must have it as the primary. */
export function isTold(contact: Recipient, event: MailEvent): boolean {
  if (contact.removed_at !== null) return false;
  if (event === 'sign_in' || event === 'funds' || contact.mails.includes(event)) return true;
  if (event === 'collection') return contact.is_primary;
  return contact.is_primary && requiredEvents.includes(event as ChosenEvent);
}
