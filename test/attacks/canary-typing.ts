import { contract, type OperationName, operationNames } from '../../src/contract/operations.ts';
import { encode, type Json } from '../../src/contract/wire.ts';
import { sampleInputs } from '../../src/operations/samples.fixture.ts';
import { type CanaryProvider, secretsOfProvider } from './canary-provider.ts';
import { base, bearer, canaries, card, iban, newId, post, typed } from './canary-values.ts';

/** Every text of an input, by its path. */
function textsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, [...path, key]));
}

function withText(input: Json, path: readonly string[], value: string): Record<string, unknown> {
  const copy: unknown = structuredClone(input);
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(parent), last, value);
  return copy as Record<string, unknown>;
}

/** A request of an operation, with its path members in the path and the rest where it belongs. */
function requestOf(
  name: OperationName,
  input: Readonly<Record<string, unknown>>,
  headers: Record<string, string>,
): Request {
  const { method, path } = contract[name];
  const rest = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_all, member: string) => {
    const value = rest[member];
    delete rest[member];
    return encodeURIComponent(String(value));
  });
  if (method === 'POST') {
    return post(
      filled,
      { ...rest, ...('commandId' in rest ? { commandId: newId() } : {}) },
      headers,
    );
  }
  const query = new URLSearchParams(
    Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return new Request(`${base}${filled}?${query}`, { headers });
}

/** Members that are looked for and never kept: a value of any kind may stand there. */
const lookedFor = /(?:Ids?\.?\d*|cursor|search|token|Code|\d)$/;

/** Types every canary into every place of every operation, as everybody. */
export async function typeEverywhere(
  at: CanaryProvider,
  who: { readonly token: string },
): Promise<readonly string[]> {
  const failures: string[] = [];
  const secret = [...canaries].filter(([name]) => !(name in typed)).flatMap(([, list]) => list);
  for (const name of operationNames) {
    const { access } = contract[name];
    const asker = access.operator === undefined ? who.token : secretsOfProvider.operatorKey;
    const input = encode(sampleInputs[name]);
    for (const path of textsIn(input)) {
      const last = path.join('.');
      if (last === 'commandId' || last === 'origin') continue;
      const values = [card, typed['card number'][1], iban, ...(lookedFor.test(last) ? secret : [])];
      for (const value of values) {
        const headers = access.public === true && access.client === undefined ? {} : bearer(asker);
        const request = requestOf(name, withText(input, path, value), headers);
        const { status } = await at.sweep(request, `${name} ${last}`);
        if (status >= 500) failures.push(`${name} ${last}: ${status}`);
      }
    }
  }
  return failures;
}

/** Requests as no program of ours sends them, each with a canary in it. */
export async function malformed(at: CanaryProvider, { token }: { token: string }): Promise<void> {
  for (const value of [...canaries.values()].flat()) {
    const text = encodeURIComponent(value);
    const bodies = [
      `{"token":"${value}"`,
      `"${value}"`,
      `["${value}"]`,
      `{"unknown":"${value}"}`,
      `{"a":"${value}","a":"${value}"}`,
      `{"__proto__":{"a":"${value}"}}`,
      `${'['.repeat(40)}"${value}"`,
      JSON.stringify({ text: value.padEnd(70_000, 'x') }),
    ];
    for (const path of ['/orders', '/payments', '/passwords/set', '/webhooks/sandbox']) {
      for (const body of bodies) await at.sweep(post(path, body, bearer(token)), `broken ${path}`);
      const plain = { 'content-type': 'text/plain', ...bearer(token) };
      await at.sweep(post(path, value, plain), `plain ${path}`);
      await at.sweep(post(`${path}?a=${text}`, '{}', bearer(token)), `stray ${path}`);
    }
    for (const path of [
      `/invoices/${text}`,
      `/invoices?search=${text}`,
      `/invoices?cursor=${text}`,
      `/nothing/${text}`,
      `/returns/sandbox?charge=${text}`,
      `/webhooks/${text}`,
    ]) {
      await at.sweep(new Request(`${base}${path}`, { headers: bearer(token) }), `GET ${path}`);
    }
    const headers = { 'x-anything': value, 'user-agent': value, cookie: `rackrate=${text}` };
    const quote = sampleInputs['orders.quote'];
    await at.sweep(post('/orders/quote', encode(quote), headers), 'header fields');
    const strange = { authorization: `Bearer ${value.replaceAll(' ', '_')}` };
    await at.sweep(new Request(`${base}/account`, { headers: strange }), 'another bearer');
    await at.sweep(
      post('/webhooks/sandbox', '{}', { 'sandbox-signature': `t=1,v1=${value}` }),
      'signature',
    );
  }
}
