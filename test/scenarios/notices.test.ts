import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectSoundBooks } from '../support/books.ts';
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

async function active(): Promise<Placed> {
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  return placed;
}

const mailLog = () =>
  world.read((handle) => handle.selectFrom('mails').selectAll().orderBy('event').execute());

async function welcome(): Promise<string> {
  const { key } = (await mailLog()).find(({ event }) => event === 'welcome') ?? { key: '' };
  const task = await world.read((handle) =>
    handle.selectFrom('tasks').select('id').where('key', '=', key).executeTakeFirst(),
  );
  const mail = world.mails.find(({ messageId }) => messageId.startsWith(task?.id ?? 'none'));
  return mail?.text ?? '';
}

async function linkToken(): Promise<string> {
  return /#token=([\w-]+)/.exec(await welcome())?.[1] ?? '';
}

function setPassword(token: string, commandId = world.newId()) {
  const input = { commandId, token, password: 'another long pass phrase' };
  return world.engine.execute({ kind: 'public' }, 'passwords.set', input);
}

const credential = () =>
  world.read((handle) => handle.selectFrom('account').select('password').execute());

describe('mails', () => {
  it('[15.1] order, invoice, paid and welcome go out, each once', async () => {
    await active();
    await world.settle();
    world.clock.advance(24 * 3600);
    await world.settle();
    expect((await mailLog()).map(({ event, state }) => `${event} ${state}`)).toEqual([
      'invoice sent',
      'order sent',
      'paid sent',
      'welcome sent',
    ]);
    expect(world.mails).toHaveLength(4);
    expect(new Set(world.mails.map(({ messageId }) => messageId)).size).toBe(4);
    expect(new Set(world.mails.map(({ to }) => to))).toEqual(
      new Set(['camille@atelier-lumiere.example']),
    );
  });

  it('[15.1] one that cannot be sent is tried again; then the operator is told', async () => {
    let tries = 0;
    await world.restart({
      plugins: (list) =>
        list.map((plugin) =>
          plugin.mailer === undefined
            ? plugin
            : {
                ...plugin,
                mailer: {
                  send: () => {
                    tries += 1;
                    const message = 'Greylisted';
                    return Promise.resolve({ status: 'failed', code: 'unavailable', message });
                  },
                },
              },
        ),
    });
    await orderAs(world, 'camille');
    for (const seconds of [0, 60, 300, 1800, 7200, 86400]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    expect(tries).toBe(10);
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['mail_failed', 'mail_failed']);
    expect((await mailLog()).map(({ state }) => state)).toEqual(['failed', 'failed']);
  });
});

describe('passwords in mails', () => {
  it('[4.6] the client’s own is nowhere; the panel’s is in the mail once, masked in the log', async () => {
    await active();
    const text = await welcome();
    const [account] = world.vendor.state().accounts;
    expect(account?.passwordHash).not.toBeNull();
    expect(text).toContain(account?.userName ?? 'no user name');
    expect(text).not.toContain('une longue phrase secrète');
    const log = (await mailLog()).find(({ event }) => event === 'welcome')?.text ?? '';
    expect(log).toContain('••••••••');
    expect(log).not.toContain(await linkToken());
    // What differs between the mail and its log are the secrets alone.
    const masked = text.split('\n').filter((line, index) => line !== log.split('\n')[index]);
    expect(masked.length).toBeGreaterThanOrEqual(2);
    const rows = await world.read(async (handle) => [
      await handle.selectFrom('tasks').select(['payload', 'outcome']).execute(),
      await handle.selectFrom('one_time_links').selectAll().execute(),
      await handle.selectFrom('events').select(['name', 'subject_id']).execute(),
    ]);
    expect(JSON.stringify(rows)).not.toContain(await linkToken());
    const secrets = masked.flatMap((line) => line.match(/[\w-]{16,}/g) ?? []);
    expect(secrets.length).toBeGreaterThanOrEqual(2);
    for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('[4.6, 3.11] the link sets a password once', async () => {
    await active();
    const token = await linkToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await setPassword(token)).toEqual({ userName: 'camille' });
    expect(await credential()).toEqual([{ password: 'hash of another long pass phrase' }]);
    expect(await codeOf(setPassword(token))).toBe('link_not_valid');
    expect(await codeOf(setPassword('no-token'))).toBe('link_not_valid');
  });

  it('[3.11] the link ends after seven days', async () => {
    await active();
    const token = await linkToken();
    world.clock.advance(7 * 24 * 3600);
    expect(await codeOf(setPassword(token))).toBe('link_not_valid');
    expect(await credential()).toEqual([{ password: 'hash of une longue phrase secrète' }]);
  });

  it('[4.4, 3.11] the same request again gets the same answer', async () => {
    await active();
    const token = await linkToken();
    const id = world.newId();
    expect(await setPassword(token, id)).toEqual(await setPassword(token, id));
  });
});

describe('to-dos', () => {
  it('[15.4] the client’s stands until the order is paid, and is the client’s alone', async () => {
    const placed = await orderAs(world, 'camille');
    const { client: other } = await orderAs(world, 'other');
    const { client } = placed;
    const list = async (who: typeof client) =>
      (await world.engine.execute(who, 'todos.list', {})).rows;
    expect(await list(client)).toMatchObject([
      { kind: 'invoice_unpaid', audience: 'client', invoiceId: placed.invoiceId },
    ]);
    const { number, balance, due } = await world.engine.execute(client, 'invoices.get', {
      invoiceId: placed.invoiceId,
    });
    expect((await list(client))[0]?.invoice).toEqual({ number, balance, due });
    const [hidden] = await list({ ...client, areas: ['packages'] });
    expect(hidden?.invoice).toBeNull();
    expect((await list(other)).map(({ clientId }) => clientId)).toEqual([other.clientId]);
    const operator = await world.engine.execute(world.operator, 'todos.list', {});
    expect(operator.rows).toEqual([]);
    await payCard(world, placed, 'good');
    expect(await list(client)).toEqual([]);
    expect(await list(other)).toHaveLength(1);
  });

  it('[15.4] the operator takes his own off the list, and no client’s', async () => {
    const placed = await orderAs(world, 'camille');
    const complete = (todoId: string) =>
      world.engine.execute(world.operator, 'todos.complete', { commandId: world.newId(), todoId });
    const own = await world.engine.execute(placed.client, 'todos.list', {});
    expect(await codeOf(complete(own.rows[0]?.todoId ?? ''))).toBe('not_found');
    await world.fault('account', 'refuse', 5);
    await payCard(world, placed, 'good');
    for (const seconds of [0, 60, 300, 1800, 7200]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows).toHaveLength(1);
    expect((await complete(rows[0]?.todoId ?? '')).rows).toEqual([]);
  });
});
