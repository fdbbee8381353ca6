import { badParameter } from './faults.ts';

/** A decoded form: texts, lists and maps of them. */
export type Form = { readonly [key: string]: FormValue };
/** A value of a decoded form. */
export type FormValue = string | readonly FormValue[] | Form;

interface Node {
  readonly children: Map<string, Node>;
  value: string | null;
}

const emptyNode = (): Node => ({ children: new Map(), value: null });

function finish(node: Node): FormValue {
  if (node.children.size === 0) return node.value ?? '';
  const entries = [...node.children].map(([key, child]) => [key, finish(child)] as const);
  const isList = entries.every(([key]) => key === '' || /^\d+$/.test(key));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** Decodes `a[b][0]=c`, of a body or a query. */
export function decodeForm(text: string): Form {
  const root = emptyNode();
  for (const [name, value] of new URLSearchParams(text)) {
    const head = name.split('[', 1)[0] ?? '';
    const tail = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]);
    let node = root;
    for (const step of [head, ...tail]) {
      const key = step === '' ? String(node.children.size) : (step ?? '');
      const child = node.children.get(key) ?? emptyNode();
      node.children.set(key, child);
      node = child;
    }
    node.value = value;
  }
  return root.children.size === 0 ? {} : (finish(root) as Form);
}

/** What a parameter must be; `!` at its end: it must be given. */
export type Rule = string | { readonly [name: string]: Rule } | readonly [Rule];

function checkText(value: FormValue, kind: string, param: string): void {
  if (kind === 'map') {
    if (typeof value === 'object' && !Array.isArray(value)) return;
    if (value === '') return;
    throw badParameter('parameter_invalid', param, `Invalid object: ${param}`);
  }
  if (typeof value !== 'string') {
    throw badParameter('parameter_invalid_string', param, `Invalid string: ${param}`);
  }
  if (value === '' && kind !== 'blank') {
    const message = `You passed an empty string for '${param}'.`;
    throw badParameter('parameter_invalid_empty', param, message);
  }
  if (kind === 'int' && !/^-?\d{1,15}$/.test(value)) {
    throw badParameter('parameter_invalid_integer', param, `Invalid integer: ${value}`);
  }
  if (kind === 'bool' && !/^(true|false)$/.test(value)) {
    throw badParameter('parameter_invalid_boolean', param, `Invalid boolean: ${value}`);
  }
  if (kind.includes('|') && !kind.split('|').includes(value)) {
    const message = `Invalid ${param}: must be one of ${kind.replaceAll('|', ', ')}`;
    throw badParameter('parameter_invalid_enum', param, message);
  }
}

/** @throws StripeFault for a parameter that is unknown, missing, or of another kind. */
export function checkForm(form: Form, rules: { readonly [name: string]: Rule }, path = ''): void {
  const nameOf = (key: string): string => (path === '' ? key : `${path}[${key}]`);
  for (const key of Object.keys(form)) {
    if (key in rules) continue;
    const message = `Received unknown parameter: ${nameOf(key)}`;
    throw badParameter('parameter_unknown', nameOf(key), message);
  }
  for (const [key, rule] of Object.entries(rules)) {
    const value = form[key];
    const name = nameOf(key);
    if (value === undefined) {
      if (typeof rule !== 'string' || !rule.endsWith('!')) continue;
      throw badParameter('parameter_missing', name, `Missing required param: ${name}.`);
    }
    checkValue(value, rule, name);
  }
}

function checkValue(value: FormValue, rule: Rule, name: string): void {
  if (typeof rule === 'string') {
    checkText(value, rule.replace(/!$/, ''), name);
    return;
  }
  if (Array.isArray(rule)) {
    if (!Array.isArray(value)) {
      throw badParameter('parameter_invalid', name, `Invalid array: ${name}`);
    }
    value.forEach((item, index) => {
      checkValue(item, rule[0], `${name}[${index}]`);
    });
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badParameter('parameter_invalid', name, `Invalid object: ${name}`);
  }
  checkForm(value as Form, rule as { readonly [name: string]: Rule }, name);
}

/** A text of a form, or null. */
export function field(form: Form, name: string): string | null {
  const value = form[name];
  return typeof value === 'string' ? value : null;
}

/** A map of a form, without the fields that are sent empty. */
export function mapIn(form: Form, name: string): { readonly [key: string]: string } {
  const value = form[name];
  if (typeof value !== 'object' || Array.isArray(value)) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return Object.fromEntries(entries);
}

/** A form inside a form. */
export function formIn(form: Form, name: string): Form {
  const value = form[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as Form) : {};
}
