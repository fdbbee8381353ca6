import { beforeAll, describe, expect, it } from 'vitest';
import { live } from './canary-life.ts';
import {
  type CanaryProvider,
  type Seen,
  secretsOfProvider,
  startCanaryProvider,
} from './canary-provider.ts';
import { malformed, typeEverywhere } from './canary-typing.ts';
import { base, bearer, canaries } from './canary-values.ts';

/** Names of answers that may hold a value, since it is what was asked for. */
const mayTell = new Map<string, readonly string[]>([
  ['session token', ['POST /orders']],
  ['client session token', ['POST /client-sessions']],
  ['sign-in cookie', ['POST /auth/sign-in/username']],
  ['link token', ['mail']],
]);

let seen: readonly Seen[] = [];
let rows: readonly Seen[] = [];
let files: ReadonlyMap<string, Buffer> = new Map();
let worst: readonly string[] = [];
let gatewayTokens: readonly string[] = [];
let kept: Readonly<Record<string, number>> = {};

async function readOut(at: CanaryProvider, client: string): Promise<void> {
  const headers = bearer(secretsOfProvider.operatorKey);
  const get = (path: string) => at.ask(new Request(`${base}${path}`, { headers }), `GET ${path}`);
  for (const path of [
    '/books/export',
    '/books/entries',
    `/books/balance-report?clientId=${client}`,
    '/clients',
    `/clients/${client}`,
    `/invoices?clientId=${client}`,
    `/billing-accounts?clientId=${client}`,
    `/contacts?clientId=${client}`,
    '/todos',
    '/runs',
    '/openapi.json',
    '/docs',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 200]);
  }
  const { rows: list } = JSON.parse((await get(`/invoices?clientId=${client}`)).text) as {
    rows: readonly { invoiceId: string }[];
  };
  for (const { invoiceId } of list) await get(`/invoices/${invoiceId}`);
}

beforeAll(async () => {
  const at = await startCanaryProvider();
  const who = await live(at);
  gatewayTokens = who.gatewayTokens;
  worst = await typeEverywhere(at, who);
  await malformed(at, who);
  await readOut(at, who.client);
  await new Promise((resolve) => setTimeout(resolve, 500));
  ({ rows, files } = await at.end());
  seen = at.seen;
  kept = { rows: rows.length, files: files.size, answers: seen.length };
}, 240_000);

const names = [
  'card number',
  'bank account',
  'account number',
  'licence number',
  'password',
  'operatorKey',
  'gatewaySecret',
  'webhookSecret',
  'providerSecret',
  'session token',
  'client session token',
  'link token',
];

describe('canaries', () => {
  it('[3.7] were typed and looked for: there are rows, files and answers', () => {
    expect([...canaries.keys()].sort()).toEqual([...names].sort());
    expect(kept['rows']).toBeGreaterThan(100);
    expect(kept['files']).toBeGreaterThan(100);
    expect(kept['answers']).toBeGreaterThan(2000);
    // The search itself finds what is known to be there.
    expect(rows.some(({ text }) => text.includes('atelier-lumiere'))).toBe(true);
    expect([...files.values()].some((bytes) => bytes.includes('atelier-lumiere'))).toBe(true);
    expect(seen.some(({ where, text }) => where === 'mail' && text.includes('Camille'))).toBe(true);
  });

  it('[3.2] nothing that was typed made a fault of ours', () => {
    expect(worst).toEqual([]);
    expect(seen.filter(({ where }) => where === 'log').map(({ text }) => text)).not.toContainEqual(
      expect.stringContaining('fault of ours'),
    );
  });

  it.each(names)('[3.7, 9.6] %s: in no row of any table', (name) => {
    const found = rows.filter(({ text }) => holds(name, text));
    expect(found.map(({ where, text }) => `${where}: ${text.slice(0, 400)}`)).toEqual([]);
  });

  it.each(names)('[3.7, 9.6] %s: in no file of the database', (name) => {
    const values = canaries.get(name) ?? [];
    const found = [...files].filter(([, bytes]) => values.some((value) => bytes.includes(value)));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  it.each(names)('[3.7, 9.6] %s: in no answer, header field, log, mail or export', (name) => {
    const allowed = mayTell.get(name) ?? [];
    const found = seen.filter(({ where, text }) => !allowed.includes(where) && holds(name, text));
    expect(found.map(({ where, text }) => `${where}: ${text.slice(0, 400)}`)).toEqual([]);
  });

  it('[9.6] what the page gave for a charge or a card is gone after its end', () => {
    expect(gatewayTokens).toHaveLength(5);
    const found = rows.filter(({ text }) => gatewayTokens.some((token) => text.includes(token)));
    expect(found).toEqual([]);
    const charges = rows.filter(({ where }) => where === 'charges');
    expect(charges).toHaveLength(3);
  });
});

function holds(name: string, text: string): boolean {
  return (canaries.get(name) ?? []).some(
    (value) => text.includes(value) || text.includes(encodeURIComponent(value)),
  );
}
