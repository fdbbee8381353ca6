/** A member of an event's detail. */
export interface DetailField {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const between = (text: string, start: number): string => {
  let depth = 0;
  for (let at = text.indexOf('{', start); at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return text.slice(text.indexOf('{', start) + 1, at);
  }
  return '';
};

/** Fields of the detail that a type such as `CustomEvent<PaidDetail>` names, from the sources. */
export function detailOf(type: string, sources: readonly string[]): readonly DetailField[] {
  const [, inner = ''] = /^CustomEvent<(.*)>$/.exec(type) ?? [];
  if (inner.startsWith('{')) return fieldsOf(inner.slice(1, -1));
  const opening = `export interface ${inner} {`;
  const source = inner === '' ? undefined : sources.find((text) => text.includes(opening));
  return source === undefined ? [] : fieldsOf(between(source, source.indexOf(opening)));
}

function fieldsOf(body: string): readonly DetailField[] {
  const fields: DetailField[] = [];
  const pattern = /(?:\/\*\*\s*([\s\S]*?)\s*\*\/\s*)?(?:readonly\s+)?([a-zA-Z]+\??):\s*([^;]+)/g;
  for (const [, text = '', name = '', type = ''] of body.matchAll(pattern)) {
    const words = text.replaceAll(/\s*\n\s*\*\s*/g, ' ').replaceAll(/\{@link (\w+)\}/g, '$1');
    fields.push({ name, type: type.trim(), text: words });
  }
  return fields;
}
