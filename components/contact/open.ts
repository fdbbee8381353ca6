import type { Billing } from '../../src/billing.ts';
import type { Opened } from './values.ts';

/** Loads a contact, or what a new one begins with. @param contactId empty: a new one. */
export async function openContact(
  billing: Billing,
  signal: AbortSignal,
  contactId: string,
): Promise<Opened> {
  const [options, contact, country] = await Promise.all([
    billing.contacts.options({}, { signal }),
    contactId === '' ? null : billing.contacts.get({ contactId }, { signal }),
    contactId === '' ? ownCountry(billing, signal) : '',
  ]);
  return { contact, options, country };
}

/** A help to begin with: without it the country is chosen by hand. */
async function ownCountry(billing: Billing, signal: AbortSignal): Promise<string> {
  try {
    const { country } = await billing.sessions.current({}, { signal });
    return country ?? '';
  } catch {
    return '';
  }
}
