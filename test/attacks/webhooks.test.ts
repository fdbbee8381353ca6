import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signBody } from '../../plugins/sandbox/crypto.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { signEvent } from '../../plugins/sandbox/vendor/webhooks.ts';
import type { Gateway } from '../../src/ports/gateway.ts';
import { inPlace } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { answerChallenge, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';
import { type Door, dumpOf, openDoor } from './http.ts';

const secret = 'a webhook secret of more than 32 letters';

let world: World;
let door: Door;
let placed: Placed;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    callSeconds: 0.5,
  });
  door = openDoor(world);
  placed = await orderAs(world, 'camille');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** An event of a charge, as the vendor writes it. */
function eventOf(chargeId: string, more: object = {}): string {
  return JSON.stringify({
    id: 'evt_attack',
    type: 'charge.updated',
    account: 'sandbox',
    mode: 'test',
    createdAt: '2026-11-22T10:00:00.000Z',
    chargeId,
    charge: 'ch_000001',
    ...more,
  });
}

async function send(body: string, options: { signed?: string; key?: string } = {}) {
  const at = world.clock.now().getTime();
  const { headers } = await signEvent(options.key ?? secret, options.signed ?? body, at);
  return door.ask('POST', '/webhooks/sandbox', { body, headers });
}

const invoice = () => world.engine.execute(placed.client, 'invoices.get', placed);

/** A gateway whose vendor answers with records that are changed on their way. */
const answering =
  (other: object) =>
  (gateway: Gateway): Partial<Gateway> => {
    const changing: typeof fetch = async (input, init) => {
      const answer = await fetchOf(input, init);
      const { charges } = (await answer.json()) as { charges: readonly object[] };
      return Response.json({ charges: charges.map((charge) => ({ ...charge, ...other })) });
    };
    let fetchOf: typeof fetch = fetch;
    return {
      lookup: (query, context) => {
        fetchOf = context.fetch;
        return gateway.lookup(query, { ...context, fetch: changing });
      },
    };
  };

/** Comparisons of a secret that tell by their duration where two texts differ. */
function careless(source: string): readonly string[] {
  const secretive = /(?:signature|hmac|secret|md5|\bmac)s?$/i;
  const harmless = /^(?:undefined|null|''|true|false|-?\d+)$/;
  return [...source.matchAll(/([\w.]+)['\])]*\s*[!=]==?\s*([\w.']+)/g)]
    .filter(([, left = '', right = '']) => secretive.test(left) || secretive.test(right))
    .filter(([, left = '', right = '']) => !harmless.test(left) && !harmless.test(right))
    .map(([text]) => text);
}

async function operatorTodos(): Promise<readonly string[]> {
  const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
  return rows.map(({ kind }) => kind);
}

describe('who sends it', () => {
  it('[8.7] signed with an empty secret is forged, and no server starts with one', async () => {
    const { chargeId } = await payCard(world, placed, 'late');
    const at = Math.floor(world.clock.now().getTime() / 1000);
    const body = eventOf(chargeId);
    const bytes = new TextEncoder().encode(body);
    // Node's own HMAC takes an empty key, which Web Crypto refuses to import.
    const { createHmac } = await import('node:crypto');
    const empty = createHmac('sha256', '').update(`${at}.`).update(bytes).digest('hex');
    const headers = { 'sandbox-signature': `t=${at},v1=${empty}` };
    const answer = await door.ask('POST', '/webhooks/sandbox', { body, headers });
    expect(answer.status).toBe(400);
    for (const webhookSecret of ['', 'x'.repeat(31)]) {
      const options = { url: 'http://vendor.example', secret: 'sandbox-secret', webhookSecret };
      expect(() => sandbox(options)).toThrow(/webhook secret/);
    }
    expect(await operatorTodos()).toEqual(['notification_refused']);
    await world.settle();
    expect((await invoice()).status).toBe('unpaid');
  });

  it('[8.7] of another account or mode it is refused, and the operator is told', async () => {
    const { chargeId } = await payCard(world, placed, 'late');
    await world.settle();
    await world.events();
    for (const more of [{ account: 'acct_attacker' }, { mode: 'live' }]) {
      const answer = await send(eventOf(chargeId, more));
      expect([more, answer.status]).toEqual([more, 400]);
    }
    await world.settle();
    expect(await world.events()).toEqual([]);
    const kinds = await operatorTodos();
    expect(kinds).toEqual(['notification_refused', 'notification_refused']);
  });

  it.each([
    'v1=',
    't=1,v1=x',
    't=1',
    '',
    't=1,v1=00,v1=00',
    `t=99999999999999,v1=${'0'.repeat(64)}`,
  ])('[8.7] the signature %j is none', async (signature) => {
    const body = eventOf('x');
    const headers = { 'sandbox-signature': signature };
    const answer = await door.ask('POST', '/webhooks/sandbox', { body, headers });
    expect(answer.status).toBe(400);
    expect(answer.text).toBe('{"error":"bad_signature"}');
  });

  it('[8.7] secrets and signatures are compared in constant time, by every plugin', () => {
    const root = new URL('../../', import.meta.url).pathname;
    const files = ['plugins', 'src'].flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path))
        .map((path) => `${folder}/${path}`),
    );
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((path) =>
      careless(readFileSync(`${root}${path}`, 'utf8')).map((text) => `${path}: ${text}`),
    );
    expect(careless('if (expected !== made.signature) refuse();')).toHaveLength(1);
    expect(careless("if (event['hmac'] === sum) accept();")).toHaveLength(1);
    expect(found).toEqual([]);
  });
});

describe('what it says', () => {
  it('[8.7] only the bytes that were signed count, whatever a proxy makes of them', async () => {
    const { chargeId } = await payCard(world, placed, 'late');
    const signed = eventOf(chargeId);
    const members = JSON.parse(signed) as Readonly<Record<string, unknown>>;
    const changed = [
      JSON.stringify(Object.fromEntries(Object.entries(members).reverse())),
      JSON.stringify(members, null, 2),
      `\ufeff${signed}`,
      signed.replace('sandbox', '\\u0073andbox'),
      `${signed}\n`,
      signed.toUpperCase(),
    ];
    for (const body of changed) {
      expect([body, (await send(body, { signed })).status]).toEqual([body, 400]);
    }
    expect((await send(signed)).status).toBe(200);
  });

  it('[8.7] commands for a database in its members are texts', async () => {
    const { chargeId } = await payCard(world, placed, 'late');
    await world.settle();
    await world.events();
    const nasty = "x' OR 1=1; DROP TABLE charges; --";
    const before = await dumpOf(world);
    for (const body of [
      eventOf(nasty),
      eventOf(`setup:${nasty}`),
      eventOf('\u0000'),
      eventOf('x'.repeat(10_000)),
    ]) {
      const answer = await send(body);
      expect([answer.status, /error|sql|select/i.test(answer.text)]).toEqual([200, false]);
    }
    expect(await dumpOf(world)).toBe(before);
    expect((await send(eventOf(chargeId, { id: nasty }))).status).toBe(200);
    await world.settle();
    expect((await invoice()).status).toBe('unpaid');
  });

  it('[8.7] it names no sum: what the gateway holds is booked, a part as a part', async () => {
    const body = await payCard(world, placed, 'partial');
    await send(eventOf(body.chargeId, { amount: 13_468, status: 'captured', paid: true }));
    await world.settle();
    const { status, balance } = await invoice();
    expect([status, balance.amount]).toEqual(['unpaid', 6734n]);
  });

  it.each([
    ['currency', { currency: 'JPY' }],
    ['amount', { amount: 100 }],
    ['charge', { chargeId: 'of-another' }],
    ['account', { account: 'acct_attacker' }],
    ['mode', { mode: 'live' }],
  ])('[8.5] another %s at the gateway is not booked, and a person looks', async (_what, other) => {
    const { chargeId } = await payCard(world, placed, 'late');
    world.clock.advance(31);
    await world.vendor.tick();
    await world.restart({ plugins: (list) => inPlace(list, answering(other)) });
    await send(eventOf(chargeId));
    await world.settle();
    expect((await invoice()).status).toBe('unpaid');
    expect(await operatorTodos()).toContain('charge_mismatch');
    await world.restart();
    world.clock.advance(24 * 3600);
    await world.settle();
    expect((await invoice()).status).toBe('paid');
  });

  it('[8.7, 3.2] a gateway that hangs delays no answer: the event is stored, and read later', async () => {
    const { chargeId } = await payCard(world, placed, 'late');
    world.clock.advance(31);
    await world.fault('charge_lookup', 'hang', 1);
    const started = performance.now();
    expect((await send(eventOf(chargeId))).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(400);
    const stored = await world.read((handle) =>
      handle.selectFrom('notifications').select('event_id').execute(),
    );
    expect(stored).toEqual([{ event_id: 'evt_attack' }]);
    await world.settle();
    world.clock.advance(60);
    await world.vendor.tick();
    await world.settle();
    expect((await invoice()).status).toBe('paid');
  });

  it('[8.7] one that is over a megabyte, unreadable or of no plugin is refused', async () => {
    expect((await send('x'.repeat(1_100_000))).status).toBe(413);
    expect((await send('{"id":')).status).toBe(400);
    expect((await send('[]')).status).toBe(400);
    expect((await door.ask('POST', '/webhooks/none', { body: '{}' })).status).toBe(404);
    expect(await operatorTodos()).toEqual(['notification_refused']);
  });
});

describe('what the page says after 3-D Secure', () => {
  it('[8.1, 8.5] counts for nothing: the gateway is read', async () => {
    const charge = await payCard(world, placed, 'challenge');
    const token = await door.tokenOf(placed.client);
    const { chargeId } = charge;
    const resume = (more: object = {}) =>
      door.ask('POST', `/payments/${chargeId}/resume`, {
        token,
        body: { commandId: world.newId(), ...more },
      });
    expect((await resume({ status: 'succeeded' })).code).toBe('unknown_field');
    expect((await resume({ gatewayData: { status: 'succeeded' } })).code).toBe('unknown_field');
    const answer = await resume();
    expect(JSON.parse(answer.text)).toMatchObject({ state: 'action_required' });
    const back = await door.ask('GET', `/returns/sandbox?charge=${chargeId}&status=succeeded`);
    expect(back.status).toBeGreaterThanOrEqual(400);
    await world.settle();
    expect((await invoice()).status).toBe('unpaid');
    await answerChallenge(world, charge, 'reject');
    expect(JSON.parse((await resume()).text)).toMatchObject({ state: 'failed' });
    expect((await invoice()).status).toBe('unpaid');
  });
});

it('[8.7] the signature of an event covers its time, so that none is sent again later', async () => {
  const { chargeId } = await payCard(world, placed, 'late');
  const body = eventOf(chargeId);
  const at = Math.floor(world.clock.now().getTime() / 1000);
  const signature = await signBody(secret, at, new TextEncoder().encode(body));
  world.clock.advance(301);
  for (const time of [at, at + 301]) {
    const headers = { 'sandbox-signature': `t=${time},v1=${signature}` };
    const answer = await door.ask('POST', '/webhooks/sandbox', { body, headers });
    expect([time - at, answer.status]).toEqual([time - at, 400]);
  }
});
