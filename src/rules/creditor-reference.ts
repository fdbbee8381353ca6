/** A creditor reference without spaces, in upper case, as it is compared. */
export function compactReference(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}

/** A creditor reference in groups of four, as people read it (ISO 11649). */
export function printReference(reference: string): string {
  return compactReference(reference).replaceAll(/(.{4})(?=.)/g, '$1 ');
}
