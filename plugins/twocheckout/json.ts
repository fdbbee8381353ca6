/** A JSON object of 2Checkout's, of which nothing is believed before it is looked at. */
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

/** A field's text, or null where it has none: 2Checkout writes some numbers as texts. */
export function textIn(value: Obj, field: string): string | null {
  const text = value[field];
  if (typeof text === 'number') return String(text);
  return typeof text === 'string' && text !== '' ? text : null;
}

/** A field's objects; none where it is no list. */
export function listIn(value: Obj, field: string): readonly Obj[] {
  const list = value[field];
  return Array.isArray(list) ? list.map(asObject) : [];
}
