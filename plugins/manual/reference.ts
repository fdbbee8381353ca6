import { generate } from 'node-iso11649';

/** How many signs a creditor reference has after its check digits, at most (ISO 11649). */
const longest = 21;

/**
 * The creditor reference of a charge: made of the number of its one invoice, or else of the
 * charge's id. The same charge has the same one for ever, and a bank finds what was mistyped.
 *
 * @param description - the numbers of what is paid.
 */
export function creditorReference(description: string, chargeId: string): string {
  const plain = description.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
  const isOne = !description.includes(',') && plain !== '' && plain.length <= longest;
  const own = chargeId
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .slice(0, longest);
  return generate(isOne ? plain : own);
}
