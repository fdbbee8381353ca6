import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AffiliateProgramView } from '../../src/contract/affiliates.ts';
import { checkOutput } from '../../src/operations/index.ts';
import type { AffiliateProgram } from '../../src/rules/affiliate.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, codeOf, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchClient, type World } from '../support/world.ts';

const program: AffiliateProgram = {
  id: 'partners',
  name: 'Partners',
  percent: '10',
  recurring: true,
  waitDays: 30,
  minimumPayout: [parseMoney('15.00', 'EUR')],
  cookieDays: 60,
};

let world: World;
let camille: Placed;
beforeEach(async () => {
  world = await createWorld({
    catalog: { ...scenarioCatalog(), affiliates: [program] },
    store: await emptyStore(),
  });
  camille = await orderAs(world, 'camille');
  await payCard(world, camille, 'good');
  await world.settle();
  await world.events();
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const join = (): Promise<AffiliateProgramView> =>
  world.engine.execute(camille.client, 'affiliates.join', {
    commandId: world.newId(),
    programId: 'partners',
  });

async function part(): Promise<NonNullable<AffiliateProgramView['affiliate']>> {
  const { programs } = await world.engine.execute(camille.client, 'affiliates.get', {});
  const affiliate = programs[0]?.affiliate;
  if (affiliate === null || affiliate === undefined) throw new Error('Camille has not joined.');
  return affiliate;
}

async function earnings(): Promise<readonly string[]> {
  const [first] = (await part()).earnings;
  return first === undefined ? [] : amounts([first.waiting, first.mature, first.paid]);
}

/** Another person of another house, who came by a referral link. */
const ada = {
  ...frenchClient('ada'),
  firstName: 'Ada',
  email: 'ada@example.com',
  street: '1 rue du Port',
  zip: '69001',
};

async function referred(client = ada): Promise<Placed> {
  const { code } = (await join()).affiliate ?? { code: '' };
  const placed = await orderAs(world, client.userName, { client, referralCode: code });
  await payCard(world, placed, 'good');
  return placed;
}

const payOut = (amount: string, way: 'credit' | 'by_hand', reference?: string) =>
  part().then(({ affiliateId }) =>
    world.engine.execute(world.operator, 'affiliates.payOut', {
      commandId: world.newId(),
      affiliateId,
      amount: parseMoney(amount, 'EUR'),
      way,
      ...(reference === undefined ? {} : { reference }),
    }),
  );

const days = (count: number): void => world.clock.advance(count * 24 * 3600);

async function cancel(invoiceId: string): Promise<void> {
  const input = { commandId: world.newId(), invoiceId, reason: 'Never used.' };
  await world.engine.execute(world.operator, 'invoices.cancel', input);
}

describe('an affiliate', () => {
  it('[14.2] joins once, and gets a link with a code', async () => {
    const first = await join();
    const again = await join();
    expect(again.affiliate?.code).toBe(first.affiliate?.code);
    expect(first.affiliate?.link).toBe(`https://portal.example/?ref=${first.affiliate?.code}`);
    expect(await part()).toMatchObject({ referred: 0, earnings: [], joinedOn: '2026-11-22' });
    const unknown = { commandId: world.newId(), programId: 'none' };
    expect(await codeOf(world.engine.execute(camille.client, 'affiliates.join', unknown))).toBe(
      'not_found',
    );
  });

  it('[14.1] earns on the net of each paid invoice, waits, and is paid as credit', async () => {
    const placed = await referred();
    // The net after the discount is 112.23: 10 % of it is 11.22.
    expect(await earnings()).toEqual(['11.22', '0.00', '0.00']);
    expect((await part()).referred).toBe(1);
    expect(await world.events()).toEqual(
      expect.arrayContaining(['client.referred', 'affiliate.joined', 'commission.earned']),
    );
    days(10);
    const second = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    expect(await earnings()).toEqual(['11.22', '0.00', '0.00']);
    await payCard(world, second, 'good');
    // 10 % of 79.00.
    expect(await earnings()).toEqual(['19.12', '0.00', '0.00']);
    days(20);
    expect(await earnings()).toEqual(['7.90', '11.22', '0.00']);
    expect(await codeOf(payOut('11.22', 'credit'))).toBe('below_minimum');
    days(10);
    expect(await earnings()).toEqual(['0.00', '19.12', '0.00']);
    expect(await codeOf(payOut('19.13', 'credit'))).toBe('amount_changed');
    await payOut('19.12', 'credit');
    expect(await earnings()).toEqual(['0.00', '0.00', '19.12']);
    expect(await bookSums(world)).toMatchObject({ commission: 1912n, credit: -1912n });
    expect(await codeOf(payOut('0.00', 'credit'))).toBe('below_minimum');
  });

  it('[14.3, 17.1] the books show a pay-out in the shape that they promise', async () => {
    const placed = await referred();
    const hour = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    await payCard(world, hour, 'good');
    days(30);
    await payOut('19.12', 'credit');
    const asked = { clientId: camille.client.clientId };
    const balance = checkOutput(
      'books.balanceReport',
      await world.engine.execute(world.operator, 'books.balanceReport', asked),
    );
    expect(balance.rows.at(-1)).toMatchObject({ kind: 'commission_paid' });
    const entries = checkOutput(
      'books.entries',
      await world.engine.execute(world.operator, 'books.entries', asked),
    );
    expect(entries.rows.at(-1)?.kind).toBe('commission_paid');
  });

  it('[14.3] is paid by hand, with the reference of the transfer', async () => {
    const placed = await referred();
    const hour = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    await payCard(world, hour, 'good');
    days(30);
    expect(await codeOf(payOut('19.12', 'by_hand'))).toBe('invalid_input');
    await payOut('19.12', 'by_hand', 'SEPA 17');
    expect(await bookSums(world)).toMatchObject({ commission: 1912n, payout: -1912n });
    const made = await world.read((handle) => handle.selectFrom('payouts').selectAll().execute());
    expect(made).toMatchObject([{ amount: 1912n, way: 'by_hand', reference: 'SEPA 17' }]);
  });

  it('[14.2] gives back what a credit note takes, before and after the pay-out', async () => {
    const placed = await referred();
    const hour = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    await payCard(world, hour, 'good');
    await cancel(hour.invoiceId);
    expect(await earnings()).toEqual(['11.22', '0.00', '0.00']);
    // What was paid for the first hour is account credit now, and pays the second.
    await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    days(30);
    await payOut('19.12', 'credit');
    await cancel(placed.invoiceId);
    expect(await earnings()).toEqual(['0.00', '-11.22', '19.12']);
    expect(await codeOf(payOut('-11.22', 'credit'))).toBe('below_minimum');
  });

  it('[14.2] earns nothing from himself, whatever the sign-in', async () => {
    const home = { ...ada, userName: 'home', street: '12, RUE DES LILAS', zip: '69003' };
    await referred(home);
    await referred({ ...ada, userName: 'mail', email: 'Camille@atelier-lumiere.example' });
    expect(await part()).toMatchObject({ referred: 0, earnings: [] });
  });

  it('[14.2] a code that nobody has stops no order', async () => {
    const placed = await orderAs(world, 'ada', { client: ada, referralCode: 'nobody' });
    expect(placed.invoiceId).not.toBe('');
    await join();
    expect((await part()).referred).toBe(0);
  });

  it('[14.1] a program that pays once pays for the first invoice alone', async () => {
    await world.close();
    const once = { ...program, recurring: false };
    world = await createWorld({
      catalog: { ...scenarioCatalog(), affiliates: [once] },
      store: await emptyStore(),
    });
    camille = await orderAs(world, 'camille');
    const placed = await referred();
    const hour = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    await payCard(world, hour, 'good');
    expect(await earnings()).toEqual(['11.22', '0.00', '0.00']);
  });

  it('[14.3, 16.1] the run tells the operator what is to be paid out', async () => {
    const placed = await referred();
    const hour = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    await payCard(world, hour, 'good');
    const due = async () =>
      (await world.engine.execute(world.operator, 'todos.list', {})).rows
        .filter(({ kind }) => kind === 'commission_due')
        .map(({ text }) => text);
    days(30);
    await world.engine.runDaily();
    expect(await due()).toEqual(['Mature when this was written: 19.12 EUR.']);
    await payOut('19.12', 'credit');
    expect(await due()).toEqual([]);
  });

  it('[16.1] the run finds the client by the day, and makes the commission mature', async () => {
    await referred();
    const nextWork = () =>
      world.read((handle) =>
        handle
          .selectFrom('clients')
          .select('next_work_on')
          .where('id', '=', camille.client.clientId)
          .executeTakeFirstOrThrow(),
      );
    expect(String((await nextWork()).next_work_on) <= '2026-12-22').toBe(true);
    const matured = async () =>
      (await world.events()).filter((name) => name === 'commission.matured').length;
    await world.advanceTo('2026-12-21');
    expect(await matured()).toBe(0);
    await world.advanceTo('2026-12-22');
    expect(await matured()).toBe(1);
    await world.advanceTo('2026-12-24');
    expect(await matured()).toBe(0);
  });
});
