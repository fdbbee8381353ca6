import type { ContactFields } from '../../contract/contacts.ts';
import { type Area, areas as everyArea, type Principal } from '../../contract/operation.ts';
import { fail } from '../../errors.ts';
import { chosenEvents, mailLanguages, requiredEvents } from '../../notices/templates.ts';
import { areasOf, type ContactRecord, isSelf } from './contact-view.ts';

/**
 * Checks what a contact may be made to be (SPEC 3.2, 3.3).
 *
 * @param before the contact as it stands; null for a new one.
 * @throws BillingError `invalid_input` or `forbidden`, with the field.
 */
export function checkFields(
  principal: Principal,
  fields: ContactFields,
  before: ContactRecord | null,
): void {
  checkAreas(principal, fields.areas, before);
  checkMails(fields.mails, before);
  checkLanguage(fields.language, before);
  if (before !== null) checkSignIn(principal, fields, before);
}

/** Nobody gives or takes what he has not; nobody locks himself out. */
function checkAreas(
  principal: Principal,
  areas: readonly Area[],
  before: ContactRecord | null,
): void {
  const field = 'contact.areas';
  const had = before?.areas ?? [];
  const changed = everyArea.filter((area) => areas.includes(area) !== had.includes(area));
  if (before?.is_primary === true && changed.some((area) => !areas.includes(area))) {
    fail('invalid_input', 'The primary contact has all areas.', {
      field,
      reason: 'primary_areas',
    });
  }
  if (changed.some((area) => !areasOf(principal).includes(area))) {
    fail('forbidden', 'Give and take only areas that you have yourself.', {
      field,
      reason: 'foreign_areas',
    });
  }
  const lost = before !== null && isSelf(principal, before) && changed.includes('contacts');
  if (lost) {
    fail('invalid_input', 'You cannot take the contacts from yourself.', {
      field,
      reason: 'own_contact',
    });
  }
}

function checkMails(mails: readonly string[], before: ContactRecord | null): void {
  const field = 'contact.mails';
  const known: readonly string[] = chosenEvents;
  const unknown = mails.find((mail) => !known.includes(mail));
  if (unknown !== undefined) fail('invalid_input', `There is no mail “${unknown}”.`, { field });
  const missing = requiredEvents.find((mail) => !mails.includes(mail));
  if (before?.is_primary === true && missing !== undefined) {
    fail('invalid_input', `The primary contact always gets the mail “${missing}”.`, {
      field,
      reason: 'primary_mails',
    });
  }
}

/** Another language stays where it was chosen before, for dates and amounts. */
function checkLanguage(language: string, before: ContactRecord | null): void {
  if (mailLanguages.includes(language) || before?.language === language) return;
  const field = 'contact.language';
  fail('invalid_input', `Choose one of the languages: ${mailLanguages.join(', ')}.`, { field });
}

/**
 * Who could set how a contact signs in could act as that contact, so he needs all of its areas.
 */
function checkSignIn(principal: Principal, fields: ContactFields, before: ContactRecord): void {
  if (reaches(principal, before)) return;
  const changed = [
    fields.userName === before.user_name ? null : 'userName',
    fields.email === before.email ? null : 'email',
    fields.password === undefined ? null : 'password',
  ].find((field) => field !== null);
  if (changed === undefined) return;
  fail(
    'forbidden',
    'This contact has areas that you have not: its sign-in is not yours to change.',
    { field: `contact.${changed}`, reason: 'foreign_areas' },
  );
}

/** Whether a caller has all areas of a contact. */
export function reaches(principal: Principal, contact: ContactRecord): boolean {
  return contact.areas.every((area) => (areasOf(principal) as readonly string[]).includes(area));
}

/** @throws BillingError `stale_version` when the contact was changed since it was read. */
export function checkVersion(contact: ContactRecord, version: number): void {
  if (contact.version === version) return;
  fail('stale_version', 'The contact changed meanwhile. Load it again.', { field: 'version' });
}
