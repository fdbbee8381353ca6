/** A JSON object of PayPal's, of which nothing is believed before it is looked at. */
export type Obj = Readonly<Record<string, unknown>>;

/** A value as an object; an empty one where it is none. */
export function asObject(value: unknown): Obj {
  const fits = typeof value === 'object' && value !== null && !Array.isArray(value);
  return fits ? (value as Obj) : {};
}

/** The object at the end of a path of fields; an empty one where there is none. */
export function objectIn(value: unknown, ...path: readonly string[]): Obj {
  return path.reduce<Obj>((part, field) => asObject(part[field]), asObject(value));
}

/** A field's text, or null where it has none. */
export function textIn(value: Obj, field: string): string | null {
  const text = value[field];
  return typeof text === 'string' && text !== '' ? text : null;
}

/** A field's objects; none where it is no list. */
export function listIn(value: Obj, field: string): readonly Obj[] {
  const list = value[field];
  return Array.isArray(list) ? list.map(asObject) : [];
}

/** Where a link of one of some relations leads, the first relation first; null where none is. */
export function linkIn(value: Obj, ...relations: readonly string[]): string | null {
  const links = listIn(value, 'links');
  for (const relation of relations) {
    const link = links.find((one) => one['rel'] === relation);
    const href = link === undefined ? null : textIn(link, 'href');
    if (href !== null) return href;
  }
  return null;
}

/** @throws Error where PayPal left out what it always gives. */
export function need(value: string | null, what: string): string {
  if (value === null) throw new Error(`PayPal left out ${what}.`);
  return value;
}

/** A field's instant. @throws Error where it is none. */
export function instantIn(value: Obj, field: string): Date {
  const instant = new Date(textIn(value, field) ?? '');
  if (Number.isNaN(instant.getTime())) throw new Error(`PayPal wrote no instant as ${field}.`);
  return instant;
}
