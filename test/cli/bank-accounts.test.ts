import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collected, manual } from '../../plugins/manual/index.ts';
import { runCli } from '../../src/cli/cli.ts';
import { scopes } from '../../src/contract/operation.ts';
import { createProvider, type Listener, listen, type Provider } from '../../src/node/provider.ts';
import type { PublicKey } from '../../src/ports/crypto.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { canaries, collection, frenchAccount } from '../support/sealed.ts';
import { frenchOrder } from '../support/world.ts';

const operatorKey = 'operator-key-of-more-than-32-characters';
const phrase = 'correct horse battery';
const example = new URL('../../examples/provider/catalog.json', import.meta.url);

const mailbox: Plugin = {
  id: 'mailbox',
  mailer: {
    send: ({ messageId }) => Promise.resolve({ status: 'done', reference: messageId, value: null }),
  },
};

let folder: string;
let provider: Provider;
let listener: Listener;
let base: string;
let token: string;
let publicKey: PublicKey;
const logged: string[] = [];
const said: string[] = [];

const at = (name: string): string => join(folder, name);

/** Runs the command at the server, with the pass-phrase in its environment. */
async function rackrate(
  args: readonly string[],
  passPhrase = phrase,
): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    environment: {
      RACKRATE_URL: base,
      RACKRATE_KEY: operatorKey,
      RACKRATE_PASSPHRASE: passPhrase,
    },
    isTerminal: false,
    stopped: () => Promise.resolve(),
  });
  said.push(out, error);
  return { code, out, error };
}

/** A client's request as its page sends it. */
async function send(path: string, body: object): Promise<{ status: number; text: string }> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: crypto.randomUUID(), ...body }),
  });
  const text = await response.text();
  said.push(text);
  return { status: response.status, text };
}

const exportTo = (name: string, more: readonly string[] = [], passPhrase = phrase) =>
  rackrate(
    [
      ...['billing-accounts', 'export', '--format', 'pain008'],
      ...['--private-key', at('bank.key'), '--out', at(name), ...more],
    ],
    passPhrase,
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rackrate-bank-'));
  const made = await rackrate(['keys', 'create', '--out', at('bank.key')]);
  publicKey = JSON.parse(made.out) as PublicKey;
  const catalog = JSON.parse(readFileSync(example, 'utf8')) as {
    provider: { payments: object };
  };
  const methods = [
    { id: 'transfer', plugin: 'manual', label: 'Bank transfer' },
    { id: 'bank', plugin: 'bank-account', label: 'Bank account' },
  ];
  provider = await createProvider({
    database: at('data'),
    catalog: {
      ...catalog,
      provider: { ...catalog.provider, payments: { methods, provisionOnPending: false } },
    },
    publicUrl: 'http://127.0.0.1',
    base: '/api',
    secret: 'a secret of a provider, 32 characters or more',
    operatorKeys: [{ name: 'cli', key: operatorKey, scopes }],
    plugins: [
      manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
      collected({ from: ['iban', 'us_bank'] }),
      mailbox,
    ],
    settings: { sealingKey: publicKey, collection },
    log: (message, details) => logged.push(`${message} ${JSON.stringify(details ?? {})}`),
  });
  listener = await listen((request) => provider.fetch(request), { port: 0 });
  base = `http://127.0.0.1:${listener.port}/api`;
  const { promotionCode: _none, ...order } = frenchOrder(crypto.randomUUID());
  const items = order.items;
  const quote = await provider.engine.execute({ kind: 'public' }, 'orders.quote', {
    currency: 'EUR',
    items,
    taxAddress: { country: 'FR' },
  });
  const placed = await provider.engine.execute({ kind: 'public' }, 'orders.place', {
    ...order,
    confirmedTotal: quote.total,
  });
  token = placed.session?.token ?? '';
  const invoiceId = placed.order.invoiceId;
  const added = await send('/billing-accounts', {
    methodId: 'bank',
    bankAccount: frenchAccount,
    packageIds: [],
    makeDefault: true,
  });
  expect([added.status, JSON.parse(added.text)]).toMatchObject([200, { state: 'succeeded' }]);
  const paid = await send('/payments', {
    invoiceIds: [invoiceId],
    confirmedTotal: {
      amount: (Number(quote.total.amount) / 100).toFixed(2),
      currency: 'EUR',
    },
    billingAccountId: JSON.parse(added.text).billingAccountId,
  });
  expect(JSON.parse(paid.text)).toMatchObject({ state: 'pending' });
});
afterAll(async () => {
  await listener.close();
  await provider.close();
  rmSync(folder, { recursive: true });
});

describe('from a bank account to the books', () => {
  it('[8.9] lists what is due', async () => {
    const listed = await rackrate(['billing-accounts', 'collections', '--state', 'due']);
    expect(listed.code).toBe(0);
    expect(listed.out).toMatch(/C0000000001 +due +\d{4}-\d\d-\d\d +[\d.]+ EUR +SEPA •••• 2606/);
  });

  it('[9.7] takes nothing into a file with a wrong pass-phrase, or a file that is there', async () => {
    const wrong = await exportTo('wrong.xml', [], 'not the pass-phrase');
    expect([wrong.code, wrong.error]).toEqual([
      1,
      'The pass-phrase does not open the key. (invalid_input)\n',
    ]);
    writeFileSync(at('there.xml'), 'kept');
    const there = await exportTo('there.xml');
    expect([there.code, readFileSync(at('there.xml'), 'utf8')]).toEqual([2, 'kept']);
    expect(existsSync(at('wrong.xml'))).toBe(false);
    const none = await rackrate(['billing-accounts', 'files']);
    expect(none.out.trim().split('\n')).toHaveLength(1);
  });

  it('[8.9, 9.7] writes the file for the bank once, and the same again', async () => {
    const exported = await exportTo('first.xml');
    expect([exported.code, exported.error]).toEqual([0, '']);
    expect(exported.out).toMatch(
      /^File 1001: 1 collections of [\d.]+ EUR are in .*first\.xml\.\n$/,
    );
    expect(statSync(at('first.xml')).mode & 0o777).toBe(0o600);
    const file = readFileSync(at('first.xml'), 'utf8');
    expect(file).toContain(`<IBAN>${canaries.iban}</IBAN>`);
    expect(file).toContain(`<Nm>${canaries.holder}</Nm>`);
    const second = await exportTo('second.xml');
    expect([second.code, existsSync(at('second.xml'))]).toEqual([1, false]);
    expect(second.error).toContain('Nothing is due');
    expect((await exportTo('again.xml', ['--again', '1001'])).code).toBe(0);
    expect(readFileSync(at('again.xml'), 'utf8')).toBe(file);
    const listed = await rackrate(['billing-accounts', 'files']);
    expect(listed.out).toMatch(/1001 +pain008 +\S+ +1 +[\d.]+ EUR/);
  });

  it('[8.9] enters what the bank did, and once', async () => {
    writeFileSync(at('results.csv'), 'id,result,code\nC0000000001,paid,\n');
    for (const _ of [1, 2]) {
      const entered = await rackrate(['billing-accounts', 'import-results', at('results.csv')]);
      expect([entered.code, entered.out]).toEqual([
        0,
        '1 of 1 results entered (1 paid, 0 returned).\n',
      ]);
    }
    writeFileSync(at('strange.csv'), 'C0000000009,paid\nC0000000001,paid\n');
    const strange = await rackrate(['billing-accounts', 'import-results', at('strange.csv')]);
    expect(strange.code).toBe(1);
    expect(strange.out).toContain('Line 1, C0000000009: There is no such collection.');
    const checked = await rackrate(['check']);
    expect([checked.code, checked.out]).toEqual([0, expect.stringMatching(/rules hold/)]);
    const { counts } = await provider.engine.execute(
      { kind: 'operator', name: 'test', scopes },
      'invoices.list',
      {},
    );
    expect(counts).toMatchObject({ outstanding: 0, paid: 1 });
  });

  it('[9.7] a field at fault is named and not repeated, and the log has nothing', async () => {
    for (const [name, value] of [
      ['iban', 'FR1420041010050500013M02607'],
      ['bic', 'XX-CANARY-77'],
      ['strange', 'CANARY-78'],
    ]) {
      const { status, text } = await send('/billing-accounts', {
        methodId: 'bank',
        bankAccount: { ...frenchAccount, [name ?? '']: value },
        packageIds: [],
        makeDefault: false,
      });
      expect(status).toBe(400);
      expect(JSON.parse(text).field).toBe(`bankAccount.${name}`);
      expect(text).not.toContain(value);
      expect(text).not.toContain(canaries.holder);
    }
  });

  it('[9.7] what the database, the log and the command leave behind has no account in it', () => {
    const files = readdirSync(at('data'), { recursive: true, withFileTypes: true });
    const contents = files
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(contents.some((content) => content.includes('atelier-lumiere.example'))).toBe(true);
    const left = [...contents, ...logged, ...said];
    for (const secret of [canaries.iban, canaries.holder, phrase]) {
      expect(left.filter((text) => text.includes(secret))).toEqual([]);
    }
  });
});
