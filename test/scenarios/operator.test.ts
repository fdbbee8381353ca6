import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookEntry } from '../../src/contract/books.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const eur = (text: string) => parseMoney(text, 'EUR');

type SwitchInput = { readonly effect: 'charging' | 'provisioning'; readonly pluginId?: string };

function flip(input: SwitchInput, on: boolean): Promise<unknown> {
  const commandId = world.newId();
  return world.engine.execute(world.operator, 'switches.set', { commandId, on, ...input });
}

async function paid(): Promise<Placed> {
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  return placed;
}

describe('kill switches', () => {
  it('[16.9] provisioning off: the task stays due, and is done when it is on again', async () => {
    await flip({ effect: 'provisioning', pluginId: 'sandbox' }, false);
    const placed = await paid();
    const status = async () =>
      (await world.engine.execute(placed.client, 'packages.get', placed)).status;
    expect(await status()).toBe('pending');
    expect(world.vendor.state().accounts).toEqual([]);
    await flip({ effect: 'provisioning', pluginId: 'sandbox' }, true);
    await world.settle();
    expect(await status()).toBe('active');
  });

  it('[16.9] charging off: no payment begins, and none that waited is started', async () => {
    const placed = await orderAs(world, 'camille');
    await flip({ effect: 'charging' }, false);
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('unavailable');
    expect(world.vendor.state().charges).toEqual([]);
    await flip({ effect: 'charging' }, true);
    expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
  });

  it('[16.9] a switch of another plugin or effect stops nothing', async () => {
    await flip({ effect: 'charging', pluginId: 'manual' }, false);
    const placed = await paid();
    const { status } = await world.engine.execute(placed.client, 'packages.get', placed);
    expect(status).toBe('active');
  });

  it('[16.9] says what is off, since when and by whom; twice is once', async () => {
    await flip({ effect: 'charging', pluginId: 'sandbox' }, false);
    await flip({ effect: 'charging', pluginId: 'sandbox' }, false);
    const { off } = await world.engine.execute(world.operator, 'switches.list', {});
    expect(off).toEqual([
      {
        effect: 'charging',
        pluginId: 'sandbox',
        actor: 'operator:test',
        offSince: '2026-11-22T10:00:00.000Z',
      },
    ]);
    expect((await world.events()).filter((name) => name === 'switch.off')).toHaveLength(1);
    expect(await codeOf(flip({ effect: 'charging', pluginId: 'none' }, false))).toBe('not_found');
  });
});

const file = readFileSync(new URL('../../examples/provider/catalog.json', import.meta.url), 'utf8');

function load(document: string): Promise<{ readonly number: number }> {
  const commandId = world.newId();
  return world.engine.execute(world.operator, 'catalog.load', { commandId, document });
}

const products = async () =>
  (await world.engine.execute({ kind: 'public' }, 'catalog.get', {})).products.map(
    ({ name }) => name,
  );

describe('loading a catalog', () => {
  it('[2.7] a bad file gets the path of every fault and changes nothing', async () => {
    const before = await products();
    const document = JSON.parse(file);
    document.products[0].plans[0].prices[0].recurring = 'free';
    document.products[0].surprise = 1;
    const bad = JSON.stringify(document);
    const { faults } = await world.engine.execute(world.operator, 'catalog.check', {
      document: bad,
    });
    expect(faults.map(({ path }) => path).sort()).toEqual([
      'products.0.plans.0.prices.0.recurring',
      'products.0.surprise',
    ]);
    expect(await codeOf(load(bad))).toBe('invalid_input');
    expect(await codeOf(load('{'))).toBe('invalid_input');
    expect(await products()).toEqual(before);
    expect(
      (await world.engine.execute(world.operator, 'catalog.check', { document: file })).faults,
    ).toEqual([]);
  });

  it('[2.7] is in force at once for new orders, here and in another process', async () => {
    const document = JSON.parse(file);
    document.products[0].name = 'New name';
    expect(await load(JSON.stringify(document))).toMatchObject({ number: 1 });
    expect((await products())[0]).toBe('New name');
    await world.restart();
    expect((await products())[0]).not.toBe('New name');
    await orderAs(world, 'camille');
    expect((await products())[0]).toBe('New name');
    await world.restart();
    await world.settle();
    expect((await products())[0]).toBe('New name');
    await world.restart();
    await world.engine.run({ preview: true });
    expect((await products())[0]).toBe('New name');
    await world.restart();
    await world.engine.refreshCatalog();
    expect((await products())[0]).toBe('New name');
  });

  it('[2.7, 2.8] a newer one follows; what was ordered keeps its price', async () => {
    const placed = await paid();
    const price = async () =>
      (await world.engine.execute(placed.client, 'packages.get', placed)).price;
    const before = await price();
    const document = JSON.parse(file);
    for (const plan of document.products[0].plans) {
      for (const one of plan.prices) one.recurring = '1';
    }
    await load(JSON.stringify(document));
    document.products[0].name = 'Newest name';
    expect(await load(JSON.stringify(document))).toMatchObject({ number: 2 });
    expect((await products())[0]).toBe('Newest name');
    expect(await price()).toEqual(before);
  });
});

describe('goodwill and promises', () => {
  it('[8.3, 8.10] credit that is given pays the next invoice', async () => {
    const placed = await paid();
    const { clientId } = placed.client;
    const give = (amount: string, currency = 'EUR') =>
      world.engine.execute(world.operator, 'clients.credit', {
        commandId: world.newId(),
        clientId,
        amount: parseMoney(amount, currency),
        reason: 'A day without service.',
      });
    expect(await give('5.00')).toEqual({ credit: eur('5.00') });
    expect(await codeOf(give('0.00'))).toBe('invalid_input');
    expect(await codeOf(give('-1.00'))).toBe('invalid_input');
    expect(await codeOf(give('1.00', 'USD'))).toBe('currency_mismatch');
    expect(await bookSums(world)).toMatchObject({ credit: -500n, write_off: 500n });
  });

  it('[16.4] a promise is kept with the invoice, until today or later', async () => {
    const { invoiceId } = await orderAs(world, 'camille');
    const promise = (until?: string) =>
      world.engine.execute(world.operator, 'invoices.promise', {
        commandId: world.newId(),
        invoiceId,
        ...(until === undefined ? {} : { until }),
      });
    const promised = async () =>
      world.read((handle) =>
        handle.selectFrom('invoice_states').select('promised_until').execute(),
      );
    await promise('2026-12-01');
    expect(await promised()).toEqual([{ promised_until: '2026-12-01' }]);
    expect(await codeOf(promise('2026-11-21'))).toBe('invalid_input');
    await promise();
    expect(await promised()).toEqual([{ promised_until: null }]);
  });

  it('[16.8] a parked client is let go again', async () => {
    const { client } = await paid();
    const { clientId } = client;
    await world.store.transaction((handle) =>
      handle
        .updateTable('clients')
        .set({ parked_at: world.clock.now(), parked_reason: 'Too many lines.' })
        .execute(),
    );
    const unpark = () =>
      world.engine.execute(world.operator, 'clients.unpark', {
        commandId: world.newId(),
        clientId,
        reason: 'Mended.',
      });
    await world.events();
    await unpark();
    await unpark();
    expect(await world.events()).toEqual(['client.unparked']);
    const rows = await world.read((handle) =>
      handle.selectFrom('clients').select('parked_at').execute(),
    );
    expect(rows).toEqual([{ parked_at: null }]);
  });
});

describe('the books', () => {
  it('[13.2] every movement with a running balance, over any dates, page by page', async () => {
    const placed = await paid();
    const { clientId } = placed.client;
    world.clock.set('2026-11-25T10:00:00Z');
    for (let n = 0; n < 60; n += 1) {
      await world.engine.execute(world.operator, 'clients.credit', {
        commandId: world.newId(),
        clientId,
        amount: eur('1.00'),
        reason: 'One euro.',
      });
    }
    const report = (input: object) =>
      world.engine.execute(placed.client, 'books.balanceReport', input);
    const first = await report({});
    expect(first.rows.slice(0, 3).map((row) => [row.kind, row.amount, row.balance])).toEqual([
      ['invoice', eur('134.68'), eur('134.68')],
      ['payment', eur('-134.68'), eur('0.00')],
      ['goodwill', eur('-1.00'), eur('-1.00')],
    ]);
    const second = await report({ cursor: first.next ?? '' });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 12, null]);
    expect(second.rows.at(-1)).toMatchObject({ balance: eur('-60.00'), credit: eur('60.00') });
    const early = await report({ until: '2026-11-24' });
    expect(early.rows.map(({ kind }) => kind)).toEqual(['invoice', 'payment']);
    const late = await report({ from: '2026-11-25' });
    expect(late.rows[0]?.balance).toEqual(eur('-1.00'));
    const of = { kind: 'operator', name: 'o', scopes: ['books:read'] } as const;
    expect(await codeOf(world.engine.execute(of, 'books.balanceReport', {}))).toBe('invalid_input');
  });

  it('[17.1, 17.3] entries balance, and the export has each posting once', async () => {
    await paid();
    const rows: BookEntry[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const input = cursor === undefined ? {} : { cursor };
      const page = await world.engine.execute(world.operator, 'books.entries', input);
      rows.push(...page.rows);
      cursor = page.next;
    }
    expect(rows.map(({ kind }) => kind)).toEqual(['invoice', 'payment']);
    for (const { postings } of rows) {
      expect(postings.reduce((sum, { amount }) => sum + amount.amount, 0n)).toBe(0n);
    }
    const { body, mediaType, next } = await world.engine.execute(
      world.operator,
      'books.export',
      {},
    );
    expect([mediaType, next]).toEqual(['text/csv', null]);
    const lines = body.split('\r\n');
    expect(lines[0]).toBe(
      'date,entry,kind,reference,client,account,subaccount,amount,currency,actor',
    );
    expect(lines.filter((line) => line.includes(',receivable,'))).toHaveLength(2);
    expect(lines[1]).toContain(',receivable,,134.68,EUR,');
    expect(body).toContain(',tax,VAT 20%,-22.45,EUR,');
  });
});
