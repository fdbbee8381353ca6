import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Area, Principal, Scope } from '../../src/contract/operation.ts';
import { isBillingError } from '../../src/errors.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

const portal = 'https://panel.example';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

function session({ client }: Placed, areas: readonly Area[], commandId = world.newId()) {
  const { clientId } = client;
  const input = { commandId, clientId, areas, origin: portal };
  return world.engine.execute(world.operator, 'clientSessions.create', input);
}

async function principalOf(token: string, origin: string | null = portal): Promise<Principal> {
  const principal = await world.engine.authenticate(token, origin);
  if (principal === null) throw new Error('The token belongs to nobody.');
  return principal;
}

describe('a client session', () => {
  it('[3.6] is bound to its client, its areas and its origin', async () => {
    const placed = await orderAs(world, 'camille');
    const { token } = await session(placed, ['invoices']);
    const client = await principalOf(token);
    expect(client).toEqual({ ...placed.client, areas: ['invoices'] });
    expect(await codeOf(world.engine.execute(client, 'invoices.list', {}))).toBe('none');
    expect(await codeOf(world.engine.execute(client, 'packages.list', {}))).toBe('forbidden');
    for (const origin of ['https://evil.example', 'http://panel.example', null]) {
      expect(await world.engine.authenticate(token, origin)).toBeNull();
    }
    expect(await world.engine.authenticate(`${token}x`, portal)).toBeNull();
  });

  it('[3.6] ends after ten minutes, or when it is revoked', async () => {
    const placed = await orderAs(world, 'camille');
    const first = await session(placed, ['invoices']);
    const second = await session(placed, ['invoices']);
    expect(first.token).not.toBe(second.token);
    const { sessionId } = second;
    const input = { commandId: world.newId(), sessionId };
    await world.engine.execute(world.operator, 'clientSessions.revoke', input);
    expect(await world.engine.authenticate(second.token, portal)).toBeNull();
    world.clock.advance(599);
    expect(await world.engine.authenticate(first.token, portal)).not.toBeNull();
    world.clock.advance(1);
    expect(await world.engine.authenticate(first.token, portal)).toBeNull();
  });

  it('[3.6, 4.4] asked for again with one id it is the same; only its hash is kept', async () => {
    const placed = await orderAs(world, 'camille');
    const id = world.newId();
    const made = await session(placed, ['invoices'], id);
    expect(await session(placed, ['invoices'], id)).toEqual(made);
    const rows = await world.read((handle) =>
      handle.selectFrom('client_sessions').selectAll().execute(),
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(made.token);
    const commands = await world.read((handle) =>
      handle.selectFrom('commands').selectAll().execute(),
    );
    expect(JSON.stringify(commands)).not.toContain(made.token);
  });

  it('[3.6, 3.3] reaches no further than its contact', async () => {
    const placed = await orderAs(world, 'camille');
    await world.read((handle) =>
      handle
        .updateTable('contacts')
        .set({ areas: ['packages'] })
        .execute(),
    );
    const { token } = await session(placed, ['packages', 'invoices']);
    expect(await principalOf(token)).toMatchObject({ areas: ['packages'] });
  });
});

describe('what is another client’s', () => {
  it('[3.7] answers exactly as what does not exist', async () => {
    const own = await orderAs(world, 'camille');
    const charge = await payCard(world, own, 'challenge');
    const { client } = await orderAs(world, 'other');
    const none = '00000000-0000-4000-8000-00000000dead';
    const answer = async (call: Promise<unknown>): Promise<string> => {
      const error = await call.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (!isBillingError(error)) throw new Error(`It answered: ${String(error)}`);
      const { code, message, field, status, faults } = error;
      return JSON.stringify({ code, message, field, status, faults });
    };
    const { engine } = world;
    const commandId = () => world.newId();
    const asked: readonly ((id: string) => Promise<unknown>)[] = [
      (id) => engine.execute(client, 'clients.get', { clientId: id }),
    ];
    const ask = async (found: string, call: (id: string) => Promise<unknown>) => {
      const theirs = await answer(call(found));
      expect(JSON.parse(theirs)).toMatchObject({ code: 'not_found', status: 404 });
      expect(theirs).toBe(await answer(call(none)));
    };
    for (const call of asked) await ask(own.client.clientId, call);
    await ask(own.invoiceId, (id) => engine.execute(client, 'invoices.get', { invoiceId: id }));
    await ask(own.orderId, (id) => engine.execute(client, 'orders.get', { orderId: id }));
    await ask(own.packageId, (id) => engine.execute(client, 'packages.get', { packageId: id }));
    await ask(own.packageId, (id) =>
      engine.execute(client, 'packages.signIn', { commandId: commandId(), packageId: id }),
    );
    for (const name of ['payments.resume', 'payments.cancel'] as const) {
      await ask(charge.chargeId, (id) =>
        engine.execute(client, name, { commandId: commandId(), chargeId: id }),
      );
    }
    await ask(charge.chargeId, (id) => engine.execute(client, 'payments.get', { chargeId: id }));
    await ask(own.invoiceId, (id) =>
      engine.execute(client, 'payments.pay', {
        commandId: commandId(),
        invoiceIds: [id],
        confirmedTotal: charge.amount,
        methodId: 'card',
      }),
    );
    await ask(own.invoiceId, (id) =>
      engine.execute(client, 'payments.options', { invoiceIds: [id] }),
    );
    await ask(own.client.clientId, (id) =>
      engine.execute(client, 'invoices.list', { clientId: id }),
    );
    const { rows } = await engine.execute(client, 'invoices.list', {});
    expect(rows).toHaveLength(1);
  });
});

describe('an operator’s key', () => {
  const key = 'a key of an operator of 32 letters or more';

  it('[3.8] may do what its scopes say, and nothing else', async () => {
    const placed = await orderAs(world, 'camille');
    const scopes: readonly Scope[] = ['invoices:read'];
    await world.engine.setOperatorKey({ name: 'reports', key, scopes });
    const operator = await principalOf(key, null);
    expect(operator).toEqual({ kind: 'operator', name: 'reports', scopes });
    const { engine } = world;
    expect(await codeOf(engine.execute(operator, 'invoices.get', placed))).toBe('none');
    const input = { commandId: world.newId(), invoiceId: placed.invoiceId, reason: 'No' };
    expect(await codeOf(engine.execute(operator, 'invoices.cancel', input))).toBe('forbidden');
    expect(await codeOf(engine.execute(operator, 'packages.list', {}))).toBe('forbidden');
    const nobody = { kind: 'public' } as const;
    expect(await codeOf(engine.execute(nobody, 'invoices.list', {}))).toBe('unauthenticated');
    const cancel = engine.execute(placed.client, 'invoices.cancel', input);
    expect(await codeOf(cancel)).toBe('forbidden');
  });

  it('[3.8] a new key of a name ends the old one; one that could be guessed is refused', async () => {
    await world.engine.setOperatorKey({ name: 'reports', key, scopes: [] });
    await world.engine.setOperatorKey({ name: 'reports', key: `${key}2`, scopes: [] });
    expect(await world.engine.authenticate(key, null)).toBeNull();
    expect(await world.engine.authenticate(`${key}2`, null)).not.toBeNull();
    const short = world.engine.setOperatorKey({ name: 'short', key: 'short', scopes: [] });
    expect(await codeOf(short)).toBe('invalid_input');
  });
});
