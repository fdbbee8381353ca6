import type { Billing } from '../../src/billing.ts';
import { type ContactAddress, type Opened, unknownAddress } from './values.ts';

/**
 * Loads a contact, or what a new one begins with.
 *
 * @param contactId empty: a new one.
 * @param clientId whose a new one is; empty: of who is signed in.
 */
export async function openContact(
  billing: Billing,
  signal: AbortSignal,
  { contactId, clientId }: { readonly contactId: string; readonly clientId: string },
): Promise<Opened> {
  const [options, contact, address] = await Promise.all([
    billing.contacts.options({}, { signal }),
    contactId === '' ? null : billing.contacts.get({ contactId }, { signal }),
    contactId === '' ? clientAddress(billing, signal, clientId) : unknownAddress,
  ]);
  return { contact, options, address };
}

/** The primary contact's: most often the others have the same. */
async function clientAddress(
  billing: Billing,
  signal: AbortSignal,
  clientId: string,
): Promise<ContactAddress> {
  try {
    const asked = clientId === '' ? {} : { clientId };
    const { rows } = await billing.contacts.list(asked, { signal });
    const primary = rows.find(({ isPrimary }) => isPrimary);
    if (primary !== undefined) {
      return await billing.contacts.get({ contactId: primary.contactId }, { signal });
    }
  } catch {
    // A help to begin with: without it the address is typed.
  }
  return { ...unknownAddress, country: clientId === '' ? await ownCountry(billing, signal) : '' };
}

/** Without it the country is chosen by hand. */
async function ownCountry(billing: Billing, signal: AbortSignal): Promise<string> {
  try {
    const { country } = await billing.sessions.current({}, { signal });
    return country ?? '';
  } catch {
    return '';
  }
}
