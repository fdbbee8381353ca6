import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/operations.ts';
import { encode } from '../../src/contract/wire.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchOrder, type World } from '../support/world.ts';
import { type Door, dumpOf, openDoor } from './http.ts';
import { places } from './offers.ts';

let world: World;
let door: Door;
let placed: Placed;
let token: string;
let key: string;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  door = openDoor(world);
  placed = await orderAs(world, 'camille');
  token = await door.tokenOf(placed.client);
  key = await door.keyWith('all');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const eur = (amount: unknown) => ({ amount, currency: 'EUR' });

const { client: buyer } = frenchOrder('');
const contact = {
  ...buyer,
  userName: 'mallory.two',
  language: 'en',
  mailFormat: 'html',
  mails: [],
  areas: [],
};

/** Inputs of the commands that a client may send, by path. */
function commandsOf(): readonly (readonly [string, Record<string, unknown>])[] {
  const order = encode(frenchOrder(world.newId())) as Record<string, unknown>;
  return [
    ['/orders', { ...order, client: { ...Object(order['client']), userName: 'mallory' } }],
    [
      '/payments',
      {
        commandId: world.newId(),
        invoiceIds: [placed.invoiceId],
        confirmedTotal: eur('134.68'),
        methodId: 'transfer',
      },
    ],
    [
      '/billing-accounts',
      {
        commandId: world.newId(),
        methodId: 'transfer',
        packageIds: [placed.packageId],
        makeDefault: false,
      },
    ],
    ['/contacts', { commandId: world.newId(), contact }],
  ];
}

describe('what a client adds to a command', () => {
  const members: readonly (readonly [string, unknown])[] = [
    ['unitAmountMinor', 1],
    ['credit', 100_000],
    ['nextDueDate', '2099-01-01'],
    ['discountPercent', 100],
    ['paid', true],
    ['trialEndsAt', '2099-01-01'],
    ['taxExempt', true],
    ['status', 'active'],
    ['ownerId', 'another'],
  ];
  it.each(members)('[4.1, 3.7] %s is refused, and nothing is written', async (member, value) => {
    const before = await dumpOf(world);
    for (const [path, body] of commandsOf()) {
      const top = await door.ask('POST', path, { token, body: { ...body, [member]: value } });
      expect([path, top.status, top.code]).toEqual([path, 400, 'unknown_field']);
      const [inner = '', object] =
        Object.entries(body).find(([, one]) => typeof one === 'object' && !Array.isArray(one)) ??
        [];
      if (inner === '') continue;
      const changed = { ...body, [inner]: { ...Object(object), [member]: value } };
      expect((await door.ask('POST', path, { token, body: changed })).code).toBe('unknown_field');
    }
    expect(await dumpOf(world)).toBe(before);
  });

  it('[3.7] the same commands without it are taken', async () => {
    for (const [path, body] of commandsOf()) {
      const sent = path === '/orders' ? { body } : { body, token };
      const { status, code } = await door.ask('POST', path, sent);
      expect([path, status, code]).toEqual([path, 200, null]);
    }
  });
});

const much = { requests: 1_000_000, seconds: 1 };
const unlimited = { read: much, write: much, order: much, payment: much };

/** What clients do for themselves. */
const byClient = ['/payments', '/funds'];

describe('amounts', () => {
  /** Commands that take an amount, with one that is right in its place. */
  const taking = async (): Promise<Readonly<Record<string, readonly [string, object, string]>>> => {
    await payCard(world, placed, 'good');
    await world.settle();
    const { lines } = await world.engine.execute(world.operator, 'invoices.get', placed);
    const { affiliateId } = await joined();
    const { invoiceId } = placed;
    const { clientId } = placed.client;
    const commandId = world.newId();
    const refund = { commandId, reason: 'goodwill', way: 'source', note: 'A test.' };
    const other = await orderAs(world, 'other');
    const order = { ...(encode(frenchOrder(commandId)) as object) };
    const raise = { productId: 'web', planId: 'gold', cycle: 'annual' };
    return {
      'orders.place': ['/orders', order, 'confirmedTotal'],
      'payments.pay': [
        '/payments',
        { commandId, invoiceIds: [other.invoiceId], methodId: 'card' },
        'confirmedTotal',
      ],
      'funds.add': ['/funds', { commandId, methodId: 'card' }, 'amount'],
      'payments.methods': ['/payments/methods', {}, 'amount'],
      'invoices.credit': [
        `/invoices/${invoiceId}/credit`,
        { commandId, reason: 'A test.', lines: [{ lineId: lines[0]?.lineId }] },
        'lines.0.net',
      ],
      'invoices.refund': [`/invoices/${invoiceId}/refund`, refund, 'amount'],
      'clients.credit': [`/clients/${clientId}/credit`, { commandId, reason: 'A test.' }, 'amount'],
      'affiliates.payOut': [
        `/affiliates/${affiliateId}/pay-out`,
        { commandId, way: 'credit' },
        'amount',
      ],
      'prices.previewRaise': ['/prices/preview-raise', raise, 'price'],
      'prices.announceRaise': ['/prices/announce-raise', { ...raise, commandId }, 'price'],
    };
  };

  async function joined(): Promise<{ affiliateId: string }> {
    const id = '11111111-1111-4111-8111-111111111111';
    return Promise.resolve({ affiliateId: id });
  }

  const withAmount = (body: object, path: string, amount: unknown): unknown => {
    const copy: unknown = structuredClone(body);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((at, name) => Reflect.get(Object(at), name), copy);
    Reflect.set(Object(parent), last, amount);
    return copy;
  };

  it('[8.1] every operation that takes one is tried here', async () => {
    const known = Object.keys(await taking());
    const there = places.filter(({ kind }) => kind === 'money').map(({ operation }) => operation);
    expect(known.sort()).toEqual([...new Set(there)].sort());
  });

  it('[8.1] that are not written as they should be are refused everywhere', async () => {
    const odd = [
      '10,00',
      '10.005',
      '1e3',
      '0x10',
      '-0',
      '-0.00',
      ' 10',
      '10\u00a0',
      '+1',
      '',
      'Infinity',
      'NaN',
      '1'.repeat(40),
      10,
      10.5,
      null,
      true,
      ['10.00'],
    ];
    const all = await taking();
    const before = await dumpOf(world);
    // No limit answers before the check does.
    const wide = openDoor(world, { limits: unlimited });
    for (const [name, [path, body, place]] of Object.entries(all)) {
      for (const amount of odd) {
        const sent = withAmount(body, place, eur(amount));
        const mayPublic = contract[name as keyof typeof contract].access.public === true;
        const who = byClient.includes(path) ? { token } : mayPublic ? {} : { token: key };
        const answer = await wide.ask('POST', path, { ...who, body: sent });
        expect([name, amount, answer.code]).toEqual([name, amount, 'invalid_input']);
      }
    }
    const huge = '{"amount":{"amount":1e999,"currency":"EUR"}}';
    expect((await door.ask('POST', '/payments/methods', { body: huge })).code).toBe(
      'invalid_input',
    );
    expect(await dumpOf(world)).toBe(before);
  });

  it('[8.10, 8.1] below zero, none and beyond all bounds move nothing', async () => {
    const all = await taking();
    const before = await dumpOf(world);
    const wide = openDoor(world, { limits: unlimited });
    for (const [name, [path, body, place]] of Object.entries(all)) {
      if (contract[name as keyof typeof contract].kind === 'query') continue;
      // A price may rise, and a gift may be given, as far as an amount goes.
      const bounded = name !== 'prices.announceRaise' && name !== 'clients.credit';
      for (const amount of ['-500.00', '-0.01', '0.00', ...(bounded ? ['9999999999999.99'] : [])]) {
        const sent = withAmount(body, place, eur(amount));
        const who = byClient.includes(path) ? { token } : path === '/orders' ? {} : { token: key };
        const { status } = await wide.ask('POST', path, { ...who, body: sent });
        expect([name, amount, status >= 400 && status < 500]).toEqual([name, amount, true]);
      }
    }
    expect(await dumpOf(world)).toBe(before);
  });

  it('[8.5] dinars have three decimals and yen none, on the way to the gateway too', async () => {
    const yen = await buy(world, 'sota', [item('web', 'silver', 'annual')], { currency: 'JPY' });
    await payCard(world, yen, 'good');
    const [charge] = world.vendor.state().charges;
    // 12744 and 20 % of it.
    expect([charge?.currency, charge?.amount]).toEqual(['JPY', 15_293]);
    const decimals = async (amount: string, currency: string) => {
      const answer = await door.ask('POST', '/payments/methods', {
        body: { amount: { amount, currency } },
      });
      return answer.code ?? 'taken';
    };
    expect(await decimals('1000', 'JPY')).toBe('taken');
    expect(await decimals('10.00', 'JPY')).toBe('invalid_input');
    expect(await decimals('1.234', 'KWD')).toBe('taken');
    expect(await decimals('1.2345', 'KWD')).toBe('invalid_input');
    expect(await decimals('1.234', 'EUR')).toBe('invalid_input');
  });
});
