import { areas } from '../../contract/operation.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { requiredEvents } from '../../notices/templates.ts';
import { type EngineContext, emit, type Scope } from '../context.ts';
import type { Command } from '../use-case.ts';
import { reaches } from './contact-rules.ts';
import { areasOf, contactRows, isSelf } from './contact-view.ts';
import { lockContact } from './contacts.ts';
import { endSignIn } from './sign-ins.ts';
import { followPrimary } from './tax-place.ts';

interface Kept {
  readonly clientId: string;
}

const forget = (context: EngineContext): Promise<void> =>
  Promise.resolve(context.sessions.forget());

/**
 * `contacts.remove`: its sign-in, its links and its mails end, its billing accounts go to the
 * primary contact. Documents and charges of the past stay as they are.
 */
export const removeContact: Command<'contacts.remove', Kept> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Kept> {
    const contact = await lockContact(scope, caller, input);
    const clientId = contact.client_id;
    const field = 'contactId';
    if (contact.is_primary) {
      fail('invalid_input', 'Make another contact the primary one first.', {
        field,
        reason: 'primary_stays',
      });
    }
    if (isSelf(caller.principal, contact)) {
      fail('invalid_input', 'You cannot remove yourself. Ask the primary contact.', {
        field,
        reason: 'own_contact',
      });
    }
    if (!reaches(caller.principal, contact)) {
      fail('forbidden', 'This contact has areas that you have not.', {
        field,
        reason: 'foreign_areas',
      });
    }
    await endSignIn(scope, contact);
    await handOver(scope, clientId, contact.id);
    await scope.handle
      .updateTable('contacts')
      .set({
        removed_at: scope.now,
        // The name is free for another contact; no person could choose this one.
        user_name: `removed:${contact.id}`,
        version: contact.version + 1,
      })
      .where('id', '=', contact.id)
      .execute();
    await emit(scope, 'contact.removed', contact.id, clientId);
    return { clientId };
  },
  after: forget,
  view: (scope, caller, { clientId }): Promise<Output<'contacts.remove'>> =>
    contactRows(scope, caller, clientId),
};

async function handOver(scope: Scope, clientId: string, contactId: string): Promise<void> {
  const primary = await scope.handle
    .selectFrom('contacts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('is_primary', '=', true)
    .executeTakeFirstOrThrow();
  await scope.handle
    .updateTable('billing_accounts')
    .set({ contact_id: primary.id })
    .where('contact_id', '=', contactId)
    .execute();
}

/**
 * `contacts.makePrimary`: it gets all areas and the mails that somebody must get, and the client's
 * name and taxes follow it. The contact that was primary keeps its areas.
 */
export const makePrimary: Command<'contacts.makePrimary', Kept> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Kept> {
    const contact = await lockContact(scope, caller, input);
    const clientId = contact.client_id;
    if (contact.is_primary) return { clientId };
    if (areasOf(caller.principal).length < areas.length) {
      fail('forbidden', 'The primary contact has all areas, and you have not.', {
        field: 'contactId',
        reason: 'foreign_areas',
      });
    }
    await scope.handle
      .updateTable('contacts')
      .set((row) => ({ is_primary: false, version: row('version', '+', 1) }))
      .where('client_id', '=', clientId)
      .where('is_primary', '=', true)
      .execute();
    await scope.handle
      .updateTable('contacts')
      .set({
        is_primary: true,
        areas: [...areas],
        mails: [...new Set([...contact.mails, ...requiredEvents])],
        version: contact.version + 1,
      })
      .where('id', '=', contact.id)
      .execute();
    await followPrimary(scope, clientId, {
      ...contact,
      firstName: contact.first_name,
      lastName: contact.last_name,
    });
    await emit(scope, 'contact.primary', contact.id, clientId);
    return { clientId };
  },
  after: forget,
  view: (scope, caller, { clientId }): Promise<Output<'contacts.makePrimary'>> =>
    contactRows(scope, caller, clientId),
};
